import { addDays } from '../model/calendar.js'
import type { Catalog } from '../model/catalog.js'
import { resolveCycle } from '../model/cycle.js'
import type { Cycle, Day, LedgerRecord, Society } from '../model/ledger.js'
import type { Duty, Rubric, Selector } from '../model/rubric.js'
import { Scorer, type ScoreInput } from '../scoring/scorer.js'
import { dueStatus, nextChange } from './dates.js'
import { Ground, momentAt } from './ground.js'
import type { Instance } from './instance.js'
import { instancesOf } from './instances.js'
import { mergeStates } from './merge.js'
import type { DutyState, DutyWaiver } from './model.js'
import { StakeDesk, type Stakes } from './stakes.js'

/** A rubric an organisation follows, with its cycle and what was assessed under it. */
export type FollowedRubric = Pick<ScoreInput, 'rubric' | 'cycle' | 'selfAssessment' | 'claims' | 'reviews'>

export interface DutyInput {
  rubrics: readonly FollowedRubric[]
  catalog: Catalog
  asOf: Day
  society?: Society
  records?: Iterable<LedgerRecord>
  waivers?: readonly DutyWaiver[]
}

/** Every duty of every rubric that is followed, as it stands on a day: sorted by what is lost, and when. */
export const dutyStates = (input: DutyInput): DutyState[] => new DutyBoard(input).states()

const selectorsOf = (duty: Duty): Selector[] =>
  [duty.once, duty.each, duty.count, duty.valid, duty.done?.record].filter((one) => one !== undefined)

/** One rubric's side of the board. */
class Desk {
  private scorer: Scorer
  private cycle: Cycle
  private isStale = true
  private known: DutyState[] = []
  /** First day on which what was worked out last no longer holds. */
  private until: Day | undefined
  private readonly selectors: Selector[]
  /** Kinds duties arise from: a record of the future is a plan, not something that will be forgotten. */
  private readonly planned: ReadonlySet<string>
  /** Records that say more on a later day than is known now. */
  private readonly trimmed = new Set<string>()

  constructor(
    private readonly followed: FollowedRubric,
    private readonly input: DutyInput,
    private readonly ground: Ground,
    private readonly records: ReadonlyMap<string, LedgerRecord>,
    private asOf: Day,
  ) {
    const { duties } = followed.rubric
    this.selectors = duties.flatMap(selectorsOf)
    this.planned = new Set(duties.flatMap((duty) => duty.each?.kind ?? []))
    this.cycle = resolveCycle(followed.rubric, asOf, followed.cycle)
    this.scorer = this.makeScorer()
  }

  /** The rubric and its maximum: what points weigh against. */
  get maximum(): [string, number] {
    return [this.followed.rubric.id, this.followed.rubric.maximum]
  }

  put(record: LedgerRecord, isAsked: boolean): void {
    this.enter(record)
    if (isAsked || this.scorer.program.unitsOfKind(record.kind).length > 0) this.isStale = true
  }

  remove(id: string): void {
    this.trimmed.delete(id)
    this.scorer.remove(id)
    this.isStale = true
  }

  setAsOf(asOf: Day): void {
    const isBack = asOf < this.asOf
    if (isBack || (this.until !== undefined && asOf >= this.until)) this.isStale = true
    this.asOf = asOf
    for (const record of isBack ? this.records.values() : [...this.trimmed].flatMap((id) => this.records.get(id) ?? []))
      if (this.enter(record)) this.isStale = true
    const cycle = resolveCycle(this.followed.rubric, asOf, this.followed.cycle)
    if (JSON.stringify(cycle) === JSON.stringify(this.cycle)) return
    this.cycle = cycle
    this.scorer = this.makeScorer()
    this.isStale = true
  }

  states(waived: ReadonlyMap<string, string>): DutyState[] {
    if (this.isStale) this.known = this.work(waived)
    this.isStale = false
    return this.known
  }

  forget(): void {
    this.isStale = true
  }

  /**
   * The scorer reads a day ahead: what is dated after today is kept from it, but for plans that duties arise from.
   * @returns whether that is more or less than was known of it before
   */
  private enter(record: LedgerRecord): boolean {
    const known = this.knownOf(record)
    const before = this.scorer.get(record.id)
    if (known === record) this.trimmed.delete(record.id)
    else this.trimmed.add(record.id)
    if (known) this.scorer.put(known)
    else this.scorer.remove(record.id)
    return before?.filings.length !== known?.filings.length
  }

  private knownOf(record: LedgerRecord): LedgerRecord | undefined {
    const begins = record.on ?? record.from
    if (begins !== undefined && begins > this.asOf && !this.planned.has(record.kind)) return undefined
    const filings = record.filings.filter((one) => one.on <= this.asOf)
    return filings.length === record.filings.length ? record : { ...record, filings }
  }

  private makeScorer(): Scorer {
    const { society } = this.input
    const records = [...this.records.values()].flatMap((record) => {
      const known = this.knownOf(record)
      if (known !== record) this.trimmed.add(record.id)
      return known ?? []
    })
    return new Scorer({
      ...this.followed,
      // The window is fixed: the scorer is read on a day that may lie in the next year.
      cycle: { ...this.followed.cycle, window: this.cycle.window },
      catalog: this.input.catalog,
      asOf: this.horizon([]),
      ...(society ? { society } : {}),
      records,
    })
  }

  /** The day after everything is due: by then it shows what was not done. */
  private horizon(instances: readonly Instance[]): Day {
    const dues = instances.filter((one) => one.duty.each).map((one) => one.dates.due)
    const days = [this.asOf, this.cycle.window.to, ...Object.values(this.cycle.due), ...dues]
    return addDays(days.sort()[days.length - 1] ?? this.asOf, 1)
  }

  private work(waived: ReadonlyMap<string, string>): DutyState[] {
    const { rubric } = this.followed
    const moment = momentAt(this.asOf, this.cycle)
    const reading = { ground: this.ground, scorer: this.scorer, cycle: this.cycle, moment }
    const duties = rubric.duties.filter((duty) => this.scorer.concerns(duty.item))
    const instances = duties.flatMap((duty) => instancesOf(duty, reading))
    this.scorer.setAsOf(this.horizon(instances))
    const asked = instances.filter((one) => !waived.has(one.key) || one.doneOn !== undefined)
    const stakes = new StakeDesk(this.scorer, asked, this.asOf).work(asked)
    const states = instances.map((one) => this.stateOf(rubric, one, stakes.get(one) ?? {}, waived.get(one.key)))
    const ahead = [this.ground.nextDated(this.selectors, this.asOf), ...states.map((one) => one.next)]
    this.until = ahead.filter((day): day is Day => day !== undefined).sort()[0]
    return states
  }

  private stateOf(rubric: Rubric, one: Instance, { stake, lost, tooLate }: Stakes, waiver?: string): DutyState {
    const { duty, dates } = one
    const computed = dueStatus(dates, one.doneOn, this.asOf)
    const status = waiver !== undefined && one.doneOn === undefined ? 'waived' : computed
    const next = nextChange(dates, status, this.asOf)
    return {
      key: one.key,
      title: duty.title,
      clause: duty.clause,
      what: duty.action,
      asks: [{ rubric: rubric.id, duty: duty.id, item: duty.item, due: dates.due }],
      ...(one.subject === undefined ? {} : { subject: one.subject }),
      ...(one.year === undefined ? {} : { year: one.year }),
      ...(dates.opens === undefined ? {} : { opens: dates.opens }),
      soonFrom: dates.soonFrom,
      due: dates.due,
      ...(typeof one.doneOn === 'string' ? { doneOn: one.doneOn } : {}),
      ...(one.by === undefined ? {} : { by: one.by }),
      ...(one.progress ? { progress: one.progress } : {}),
      status,
      ...(tooLate && status === 'overdue' ? { tooLate } : {}),
      ...(one.action && one.doneOn === undefined && !tooLate ? { action: one.action } : {}),
      stake: stake ? [stake] : [],
      lost: lost ? [lost] : [],
      ...(status === 'waived' && waiver !== undefined ? { waiver } : {}),
      ...(next === undefined ? {} : { next }),
    }
  }
}

/**
 * Holds the duties of one organisation. A record or a new day touches only the rubrics it can matter to: between two
 * turning days nothing is worked out again.
 */
export class DutyBoard {
  private readonly records = new Map<string, LedgerRecord>()
  private readonly ground: Ground
  private readonly desks: Desk[]
  private waived: ReadonlyMap<string, string>

  constructor(input: DutyInput) {
    const kinds = input.rubrics.flatMap(({ rubric }) => rubric.duties.flatMap(selectorsOf)).flatMap((one) => one.kind)
    this.ground = new Ground(input.catalog, new Set(kinds))
    for (const record of input.records ?? []) {
      this.records.set(record.id, record)
      this.ground.put(record)
    }
    this.desks = input.rubrics.map((one) => new Desk(one, input, this.ground, this.records, input.asOf))
    this.waived = waivedBy(input.waivers ?? [])
  }

  /** The records it holds. */
  held(): Iterable<LedgerRecord> {
    return this.records.values()
  }

  /** Adds a record or replaces the one with its id. */
  put(record: LedgerRecord): void {
    this.records.set(record.id, record)
    const isAsked = this.ground.put(record)
    for (const desk of this.desks) desk.put(record, isAsked)
  }

  remove(id: string): void {
    this.records.delete(id)
    this.ground.remove(id)
    for (const desk of this.desks) desk.remove(id)
  }

  setAsOf(asOf: Day): void {
    for (const desk of this.desks) desk.setAsOf(asOf)
  }

  setWaivers(waivers: readonly DutyWaiver[]): void {
    this.waived = waivedBy(waivers)
    for (const desk of this.desks) desk.forget()
  }

  states(): DutyState[] {
    return mergeStates(
      this.desks.map((desk) => desk.states(this.waived)),
      new Map(this.desks.map((desk) => desk.maximum)),
    )
  }
}

const waivedBy = (waivers: readonly DutyWaiver[]): ReadonlyMap<string, string> =>
  new Map(waivers.map((one) => [one.key, one.reason]))

/** The next day on which any of these states changes unless something is recorded. */
export function nextTurn(states: readonly DutyState[]): Day | undefined {
  const days = states.flatMap((one) => one.next ?? [])
  return days.sort()[0]
}
