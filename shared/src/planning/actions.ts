import { earlier } from '../model/calendar.js'
import { indexCatalog } from '../model/catalog-index.js'
import type { Catalog } from '../model/catalog.js'
import type { Day, FieldValue, LedgerRecord } from '../model/ledger.js'
import type { FieldTest, Selector } from '../model/rubric.js'
import { asCompare, passes, passingValue } from '../scoring/compare.js'
import type { Unit } from '../scoring/program.js'
import { isMendable } from '../scoring/failures.js'
import { isOverdue } from '../scoring/next.js'
import { parseFactPath } from '../scoring/facts.js'
import type { Scorer } from '../scoring/scorer.js'
import type { Slot } from '../scoring/slot.js'

export type ActionKind = 'hold' | 'state' | 'file'

/** Something a society can do, possibly several times, and what would then stand in its ledger. */
export interface Action {
  /** Stable: the same thing to do has the same id in every run. */
  id: string
  kind: ActionKind
  label: string
  /** Effort of doing it once, in the society's own unit (hours unless it says otherwise). */
  effort: number
  /** How often it can help. */
  limit: number
  /** What doing it for the nth time (from 0) puts into the ledger. */
  records(n: number): LedgerRecord[]
  /** Kinds it touches. */
  kinds: string[]
}

/** Effort by action id or, failing that, by action kind. */
export type Efforts = Readonly<Record<string, number>>
export const usualEfforts: Efforts = { hold: 8, state: 4, file: 1 }

/**
 * What could be done about the items that are not full: hold an activity, bring a fact about, file a record. Ticking a flag
 * or filling a number in is not among them: whether it is so cannot be decided by a plan. New records are dated `asOf` (held within the window), carry evidence and state exactly what the item asks.
 */
export function possibleActions(scorer: Scorer, catalog: Catalog, efforts: Efforts = {}): Action[] {
  const maker = new ActionMaker(scorer, catalog, efforts)
  for (const unit of scorer.program.units) if (unit.rule && unit.item?.future !== true) maker.forUnit(unit)
  return maker.actions()
}

class ActionMaker {
  private readonly found = new Map<string, Action>()
  private readonly mends = new Map<string, { label: string; kinds: string[]; ids: string[]; to: string }>()
  private readonly day: Day

  constructor(
    private readonly scorer: Scorer,
    private readonly catalog: Catalog,
    private readonly efforts: Efforts,
  ) {
    this.day = earlier(scorer.moment.asOf, scorer.moment.cycle.window.to)
  }

  actions(): Action[] {
    for (const [id, { label, kinds, ids, to }] of this.mends)
      this.add({
        id,
        kind: 'file',
        label: ids.length === 1 ? this.titled(ids[0] ?? '', to) : label,
        kinds,
        limit: ids.length,
        records: (n) => {
          const record = this.scorer.get(ids[n] ?? '')
          return record ? [{ ...record, filings: [...record.filings, { to, on: this.scorer.moment.asOf }] }] : []
        },
      })
    return [...this.found.values()]
  }

  forUnit(unit: Unit): void {
    for (const slot of unit.slots) {
      if (slot.spec.has) this.prove(slot)
      else this.hold(slot)
      this.file(slot)
    }
    this.state(unit)
  }

  private add(action: Omit<Action, 'effort'>): void {
    if (this.found.has(action.id)) return
    const effort = this.efforts[action.id] ?? this.efforts[action.kind] ?? usualEfforts[action.kind] ?? 1
    this.found.set(action.id, { ...action, effort })
  }

  private hold(slot: Slot): void {
    const { selector } = slot.spec
    const { aim } = slot
    const kindId = selector.kind[0]
    const kind = kindId === undefined ? undefined : indexCatalog(this.catalog).kind(kindId)
    if (!kind || !aim || this.day < this.scorer.moment.cycle.window.from) return
    const fields: Record<string, FieldValue> = {}
    this.fill(fields, selector)
    if (slot.spec.field !== undefined) {
      const value = aim.extra.value ?? aim.extra.key
      if (value !== undefined) fields[slot.spec.field] = value
    }
    const by = slot.spec.by
    const choices = by === undefined ? undefined : kind.fields.find((field) => field.id === by)?.options
    const isNamed = by !== undefined && kind.fields.some((field) => field.id === by && field.type === 'text')
    const useful = Math.min(12, Math.max(1, aim.enough - (isNamed ? slot.byKey.size : slot.counted.size)))
    const free = isNamed
      ? Array.from({ length: useful }, (_, n) => `计划 ${n + 1}`)
      : choices?.filter((option) => !slot.byKey.has(option.id)).map((option) => option.id)
    const isOneEnough = slot.spec.field !== undefined
    const limit = Math.min(12, free ? free.length : isOneEnough ? 1 : useful)
    if (limit <= 0) return
    const key = JSON.stringify([kind.id, fields, selector.filed?.to ?? null, by ?? null])
    const filed = selector.filed ? `并向${this.scorer.words.body(selector.filed.to)}备案` : ''
    this.add({
      id: `hold:${key}`,
      kind: 'hold',
      label: `${this.scorer.words.making(kind.id)}${this.said(kind.id, fields)}${filed}`,
      limit,
      records: (n) => [
        this.fresh(
          `hold:${key}:${n}`,
          kind.id,
          free && by !== undefined ? { ...fields, [by]: free[n] ?? '' } : fields,
          selector,
        ),
      ],
      kinds: [kind.id],
    })
  }

  /** A statement about each year asked of which there is none yet, showing what it should. */
  private prove(slot: Slot): void {
    const { selector, eachYear, has } = slot.spec
    const kindId = selector.kind[0]
    if (!eachYear || !has || kindId === undefined || isOverdue(this.scorer, has.filed?.by)) return
    const absent = this.scorer.absentYears(slot)
    if (absent.length === 0) return
    const fields: Record<string, FieldValue> = {}
    this.fill(fields, { ...selector, where: { ...selector.where, ...has.where } })
    const to = has.filed?.to ?? has.filings?.to
    const filed = to === undefined ? '' : `并向${this.scorer.words.body(to)}备案`
    this.add({
      id: `prove:${JSON.stringify([kindId, absent, fields, to ?? null])}`,
      kind: 'state',
      label: `登记 ${absent.join('、')} 年的${this.scorer.words.kinds(selector)}${this.said(kindId, fields)}${filed}`,
      limit: absent.length,
      records: (n) => [
        {
          ...this.fresh(`prove:${kindId}:${absent[n]}`, kindId, fields, { kind: [kindId] }),
          year: absent[n] ?? 0,
          filings: to === undefined ? [] : [{ to, on: this.scorer.moment.asOf }],
        },
      ],
      kinds: [kindId],
    })
  }

  private said(kindId: string, fields: Readonly<Record<string, FieldValue>>): string {
    const { words } = this.scorer
    const isStatement = indexCatalog(this.catalog).kind(kindId)?.time === 'statement'
    const parts = Object.keys(fields).map((field) => {
      const value = fields[field] ?? ''
      if (value === true) return words.field(kindId, field)
      // Of a statement it is not clear from an option alone what it is about: 书记已明确.
      const lead = isStatement && typeof value === 'string' ? `${words.field(kindId, field)}：` : ''
      return `${lead}${words.stated(kindId, field, value)}`
    })
    return parts.length > 0 ? `（${parts.join('，')}）` : ''
  }

  private fill(fields: Record<string, FieldValue>, selector: Selector): void {
    const take = (tests: Record<string, FieldTest> | undefined): void => {
      for (const field in tests) {
        const test = tests[field]
        if (test !== undefined) fields[field] = passingValue(asCompare(test), undefined)
      }
    }
    take(selector.where)
    take(selector.any?.[0])
  }

  private fresh(
    id: string,
    kindId: string,
    fields: Readonly<Record<string, FieldValue>>,
    selector: Selector,
  ): LedgerRecord {
    const kind = indexCatalog(this.catalog).kind(kindId)
    const year = Number(this.scorer.moment.cycle.window.to.slice(0, 4)) + (selector.year?.[0] ?? 0)
    return {
      id: `plan-${id}`,
      kind: kindId,
      ...(kind?.time === 'event' ? { on: this.day } : kind?.time === 'yearly' ? { year } : { from: this.day }),
      fields,
      evidence: [{ file: 'plan' }],
      filings: selector.filed ? [{ to: selector.filed.to, on: this.scorer.moment.asOf }] : [],
    }
  }

  /** Records that would count if they were filed; alike ones are one action, done once for each. */
  private file(slot: Slot): void {
    const unproven = slot.unproven.items.map(({ entry, hasFailure }) => ({ entry, failure: hasFailure }))
    for (const { entry, failure } of [...slot.failed.items, ...slot.doubtful.items, ...unproven]) {
      const to = failure?.reason === 'notFiled' && isMendable(failure) && !failure.also ? failure.body : undefined
      if (to === undefined) continue
      const { record } = entry
      const id = `file:${JSON.stringify([entry.kind.id, record.fields, record.filings.map((one) => one.to), entry.hasEvidence, to])}`
      let group = this.mends.get(id)
      if (!group) {
        const label = `向${this.scorer.words.body(to)}补报“${entry.kind.label}”`
        this.mends.set(id, (group = { label, kinds: [entry.kind.id], ids: [], to }))
      }
      if (group.ids.length < 12 && !group.ids.includes(record.id)) group.ids.push(record.id)
    }
  }

  private titled(id: string, to: string): string {
    const record = this.scorer.get(id)
    const name = record?.title === undefined ? `“${this.scorer.words.kind(record?.kind ?? '')}”` : `《${record.title}》`
    return `向${this.scorer.words.body(to)}补报${name}`
  }

  /** One statement per standing fact that the item reads and that does not pass; one more for each other value that would do. */
  private state(unit: Unit): void {
    if (!unit.rule) return
    const byFact = new Map<string, Record<string, FieldValue>>()
    const others: [string, Record<string, FieldValue>][] = []
    for (const { path, test, at } of unit.factConditions) {
      const { kind, key, field } = parseFactPath(path)
      const { value } = this.scorer.readFact(path, at)
      if (value !== undefined && passes(value, test)) continue
      const id = key === undefined ? kind : `${kind}/${key}`
      const fields = byFact.get(id) ?? {}
      byFact.set(id, fields)
      if (field === 'holds') continue
      const wanted = passingValue(test, value)
      if (fields[field] === undefined) fields[field] = wanted
      else if (!passes(fields[field], test)) others.push([id, { [field]: wanted }])
    }
    for (const [fact, fields] of byFact) this.stateAs(fact, fields)
    for (const [fact, change] of others) this.stateAs(fact, { ...byFact.get(fact), ...change })
  }

  private stateAs(fact: string, fields: Record<string, FieldValue>): void {
    const { kind: kindId, key } = parseFactPath(fact)
    const perField = indexCatalog(this.catalog).kind(kindId)?.per?.[0]
    const all = key !== undefined && perField !== undefined ? { [perField]: key, ...fields } : fields
    const id = `state:${JSON.stringify([fact, fields])}`
    this.add({
      id,
      kind: 'state',
      label: `登记${this.scorer.words.fact(fact)}${this.said(kindId, fields)}`,
      limit: 1,
      records: () => [this.fresh(id, kindId, all, { kind: [kindId] })],
      kinds: [kindId],
    })
  }
}
