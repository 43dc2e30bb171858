import { indexCatalog } from '../model/catalog-index.js'
import type { Catalog } from '../model/catalog.js'
import type { FieldValue, LedgerRecord } from '../model/ledger.js'
import type { Compare, Selector } from '../model/rubric.js'
import { asCompare, passes, passingValue } from '../scoring/compare.js'
import { parseFactPath } from '../scoring/facts.js'
import type { Unit } from '../scoring/program.js'
import type { Scorer } from '../scoring/scorer.js'
import type { Slot } from '../scoring/slot.js'
import { withRecords } from './what-if.js'

/** What a record does not say yet and what saying it would bring: found by trying it, so caps and assignment are respected. */
export interface Want {
  item: string
  /** Values that would do, of fields the record leaves open. */
  fields: Readonly<Record<string, FieldValue>>
  /** Body it would have to be filed with. */
  filed?: string
  gain: number
}

type Needs = Pick<Want, 'fields' | 'filed'>

/** Ways named at most: more is not read before saving. */
const mostWants = 3

/** What the record leaves open that would bring points, the most first. Nothing it states is ever changed. */
export function wantsOf(scorer: Scorer, record: LedgerRecord, catalog: Catalog): Want[] {
  const found = new Map<string, Want>()
  const units = scorer.program.unitsOfKind(record.kind).filter((unit) => unit.item && unit.item.future !== true)
  withRecords(scorer, [record], () => {
    const base = scorer.estimateSum()
    for (const unit of units)
      for (const needs of needsOf(unit, record, catalog)) {
        const key = JSON.stringify(needs)
        if (found.has(key)) continue
        const gain = withRecords(scorer, [filled(record, needs, scorer.moment.asOf)], () => scorer.estimateSum()) - base
        found.set(key, { item: unit.id, ...needs, gain: scorer.scale.toFigure(gain) })
      }
  })
  const effort = (want: Want): number => Object.keys(want.fields).length + (want.filed === undefined ? 0 : 1)
  return [...found.values()]
    .filter((want) => want.gain > 0)
    .sort((a, b) => b.gain - a.gain || effort(a) - effort(b))
    .slice(0, mostWants)
}

function filled(record: LedgerRecord, { fields, filed }: Needs, on: string): LedgerRecord {
  const filings = filed === undefined ? record.filings : [...record.filings, { to: filed, on }]
  return { ...record, fields: { ...record.fields, ...fields }, filings }
}

function* needsOf(unit: Unit, record: LedgerRecord, catalog: Catalog): Iterable<Needs> {
  for (const slot of unit.slots) {
    const selector = selectorFor(slot.spec.selector, record.kind)
    if (!selector || slot.spec.has) continue
    for (const any of selector.any ?? [{}]) {
      const tests = { ...selector.where, ...any, ...measured(slot) }
      const needs = openFields(
        record,
        Object.entries(tests).map(([field, test]) => [field, asCompare(test)]),
      )
      const to = selector.filed?.to
      const filed = to !== undefined && !record.filings.some((one) => one.to === to) ? to : undefined
      if (needs && (filed !== undefined || Object.keys(needs).length > 0))
        yield { fields: needs, ...(filed === undefined ? {} : { filed }) }
    }
  }
  const kind = indexCatalog(catalog).kind(record.kind)
  for (const { path, test } of unit.factConditions) {
    const fact = parseFactPath(path)
    if (fact.kind !== kind?.id || fact.field === 'holds') continue
    const per = kind.per?.[0]
    const own: [string, Compare][] = [[fact.field, test]]
    if (fact.key !== undefined && per !== undefined) own.push([per, { is: fact.key }])
    const needs = openFields(record, own)
    if (needs && Object.keys(needs).length > 0) yield { fields: needs }
  }
}

/** The number or grade a slot is measured by, at the value that earns the most. */
function measured(slot: Slot): Record<string, Compare> {
  const { value, key } = slot.aim?.extra ?? {}
  const best = value ?? key
  return slot.spec.field === undefined || best === undefined
    ? {}
    : { [slot.spec.field]: typeof best === 'number' ? { min: best } : { is: best } }
}

function selectorFor(selector: Selector, kind: string): Selector | undefined {
  if (!selector.kind.includes(kind)) return undefined
  return selector.either ? selector.either.find((one) => one.kind.includes(kind)) : selector
}

/** Values for the fields that are open; undefined where one that is stated, or must be closed, stands in the way. */
function openFields(record: LedgerRecord, tests: readonly [string, Compare][]): Record<string, FieldValue> | undefined {
  const open: Record<string, FieldValue> = {}
  for (const [field, test] of tests) {
    const stated = record.fields[field]
    if (stated === undefined) {
      const value = passingValue(test, undefined)
      // What is read as false unless stated needs no saying.
      if (value !== false) open[field] = value
    } else if (!passes(stated, test) && test.min === undefined) return undefined
  }
  return open
}
