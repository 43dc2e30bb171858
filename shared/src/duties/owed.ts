import { addDays, yearOf } from '../model/calendar.js'
import type { Cycle, Day, LedgerRecord } from '../model/ledger.js'
import { DutyBoard, type DutyInput } from './board.js'
import { mergeStates } from './merge.js'
import type { DutyState, DutyWaiver } from './model.js'

export interface OwedInput extends DutyInput {
  /** Day the organisation came: what was due before is none of its business. */
  since: Day
}

/** What an organisation owes on a day, the year that just ended included. */
export const owedDuties = (input: OwedInput): DutyState[] => new OwedBoard(input).states()

/** Days after a year's end on which what it left undone is still spoken of: all of January. */
const afterglow = 31

/** The calendar year that ended lately, if an organisation that came on `since` was there to leave something undone. */
export function endedYear(asOf: Day, since: Day): Cycle['window'] | undefined {
  const newYear = `${yearOf(asOf)}-01-01`
  if (since >= newYear || addDays(asOf, -afterglow) >= newYear) return undefined
  const year = yearOf(asOf) - 1
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}

/**
 * A duty board that in January also speaks of what the year that ended left to be done, under the rubrics that follow the
 * calendar year: by the new year's window alone it would vanish overnight. Rubrics with a window of their own, or a cycle
 * that sets one, go by that window and leave nothing behind.
 */
export class OwedBoard {
  private readonly board: DutyBoard
  private ended: { year: Cycle['window']; board: DutyBoard } | undefined
  private waivers: readonly DutyWaiver[]
  private asOf: Day

  constructor(private readonly input: OwedInput) {
    this.board = new DutyBoard(input)
    this.waivers = input.waivers ?? []
    this.asOf = input.asOf
  }

  /** Adds a record or replaces the one with its id. */
  put(record: LedgerRecord): void {
    this.board.put(record)
    this.ended?.board.put(record)
  }

  remove(id: string): void {
    this.board.remove(id)
    this.ended?.board.remove(id)
  }

  setAsOf(asOf: Day): void {
    this.asOf = asOf
    this.board.setAsOf(asOf)
    this.ended?.board.setAsOf(asOf)
  }

  setWaivers(waivers: readonly DutyWaiver[]): void {
    this.waivers = waivers
    this.board.setWaivers(waivers)
    this.ended?.board.setWaivers(waivers)
  }

  states(): DutyState[] {
    const states = this.board.states()
    const left = this.left(new Set(states.map(({ key }) => key)))
    return left.length === 0 ? states : mergeStates([states, left], this.maximums)
  }

  /** What the ended year left undone, and what became of it since. */
  private left(known: ReadonlySet<string>): DutyState[] {
    const year = endedYear(this.asOf, this.input.since)
    if (!year) {
      this.ended = undefined
      return []
    }
    if (this.ended?.year.from !== year.from) this.ended = { year, board: this.boardOf(year) }
    const isLeft = ({ status, doneOn }: DutyState): boolean =>
      status === 'late' ? doneOn !== undefined && doneOn > year.to : status !== 'done' && status !== 'future'
    return this.ended.board.states().filter((state) => isLeft(state) && !known.has(state.key))
  }

  private boardOf(window: Cycle['window']): DutyBoard {
    const rubrics = this.input.rubrics
      .filter(({ rubric, cycle }) => !rubric.window && !cycle?.window)
      .map((one) => ({ ...one, cycle: { ...one.cycle, window } }))
    return new DutyBoard({
      ...this.input,
      rubrics,
      records: this.board.held(),
      waivers: this.waivers,
      asOf: this.asOf,
    })
  }

  private get maximums(): ReadonlyMap<string, number> {
    return new Map(this.input.rubrics.map(({ rubric }) => [rubric.id, rubric.maximum]))
  }
}
