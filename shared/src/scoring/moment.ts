import { earlier } from '../model/calendar.js'
import type { Cycle, Day } from '../model/ledger.js'
import { dayNumber } from './ordered.js'

/** When a run is read, and under which cycle; its days also as numbers, which compare faster. */
export class Moment {
  readonly at: number
  readonly from: number
  readonly to: number
  /** The day standing facts are read at. */
  readonly readingDay: Day

  constructor(
    readonly asOf: Day,
    readonly cycle: Cycle,
  ) {
    this.at = dayNumber(asOf)
    this.from = dayNumber(cycle.window.from)
    this.to = dayNumber(cycle.window.to)
    this.readingDay = earlier(asOf, cycle.window.to)
  }
}
