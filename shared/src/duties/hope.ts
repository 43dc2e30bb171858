import type { Kind } from '../model/catalog.js'
import type { Cycle, Day, FieldValue, LedgerRecord } from '../model/ledger.js'
import type { FieldTest, Selector } from '../model/rubric.js'
import { asCompare, passingValue } from '../scoring/compare.js'
import { Entry } from '../scoring/entry.js'
import { matchRequirement } from '../scoring/match.js'
import { natureOf } from '../scoring/nature.js'
import { soughtUnfiled } from '../scoring/sought.js'
import type { Scorer } from '../scoring/scorer.js'
import type { Ground } from './ground.js'
import { momentOfPlans } from './ground.js'
import type { DutyDraft } from './model.js'

type Fields = Record<string, FieldValue>

/** Field values that pass a selector's tests. */
export function wantedFields(selector: Selector): Fields {
  const fields: Fields = {}
  const take = (tests: Record<string, FieldTest> | undefined): void => {
    for (const field in tests) {
      const test = tests[field]
      if (test !== undefined) fields[field] = passingValue(asCompare(test), undefined)
    }
  }
  take(selector.where)
  take(selector.any?.[0])
  return fields
}

/** The record a selector asks for, of its first kind. */
export function draftOf(selector: Selector, year?: number): DutyDraft {
  const draft: DutyDraft = { kind: selector.kind[0] ?? '', fields: wantedFields(selector) }
  if (year !== undefined) draft.year = year
  if (selector.filed) draft.to = selector.filed.to
  return draft
}

/** Whether a draft states all its kind asks for. */
export const isComplete = (ground: Ground, draft: DutyDraft): boolean =>
  (ground.catalog.kind(draft.kind)?.fields ?? []).every((field) => !field.required || field.id in draft.fields)

/**
 * Values of required fields that the item hopes for: of what its own selectors and requirements ask of the kind, the
 * first. A result nobody knows yet (an inspection) is taken as the one that helps.
 */
function hopedFields(scorer: Scorer, item: string, kind: Kind): Fields {
  const fields: Fields = {}
  const slots = scorer.program.units.find((unit) => unit.id === item)?.slots ?? []
  for (const { spec } of slots) {
    if (!spec.selector.kind.includes(kind.id)) continue
    for (const tests of [spec.selector.where, spec.has?.where])
      for (const field in tests) {
        const test = tests[field]
        if (test !== undefined) fields[field] ??= passingValue(asCompare(test), undefined)
      }
  }
  const asked = kind.fields.filter((field) => field.required)
  const first = (options: Kind['fields'][number]['options']): FieldValue => options?.[0]?.id ?? ''
  return Object.fromEntries(
    asked.map((field) => [
      field.id,
      fields[field.id] ?? (field.type === 'enum' ? first(field.options) : field.type === 'boolean' ? true : 0),
    ]),
  )
}

/** The day a new record may carry so that it counts: undefined when the window is over. */
function dayInWindow(kind: Kind, selector: Selector, cycle: Cycle, day: Day): Day | undefined {
  if (kind.time === 'yearly' || selector.window === 'any') return day
  const window = cycle.window
  if (day > window.to) return undefined
  return kind.time === 'event' && day < window.from ? window.from : day
}

/** A record made from a draft on a day, with evidence; undefined where it would be too late to count. */
export function hopedRecord(
  scorer: Scorer,
  item: string,
  id: string,
  selector: Selector,
  draft: DutyDraft,
  day: Day,
): LedgerRecord | undefined {
  const kind = scorer.catalog.kind(draft.kind)
  if (!kind) return undefined
  const on = dayInWindow(kind, selector, scorer.moment.cycle, day)
  if (on === undefined) return undefined
  return {
    id,
    kind: kind.id,
    ...(kind.time === 'event' ? { on } : kind.time === 'yearly' ? { year: draft.year ?? 0 } : { from: on }),
    fields: { ...hopedFields(scorer, item, kind), ...draft.fields },
    evidence: [{ file: id }],
    filings: draft.to === undefined ? [] : [{ to: draft.to, on: day }],
  }
}

/** Whether a record that is only hoped for would fulfil a selector as well. */
export function wouldFulfil(scorer: Scorer, record: LedgerRecord, selector: Selector, year?: number): boolean {
  const { kind: kinds, filed } = selector
  const kind = scorer.catalog.kind(record.kind)
  if (!kind || !kinds.includes(kind.id) || (year !== undefined && record.year !== year)) return false
  if (filed && !record.filings.some((one) => one.to === filed.to)) return false
  const entry = new Entry(record, natureOf(kind))
  return matchRequirement(entry, soughtUnfiled(selector), momentOfPlans(scorer.moment.cycle)).state === true
}
