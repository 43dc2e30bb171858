import type { Day, LedgerRecord } from '../model/ledger.js'
import type { Duty, Selector } from '../model/rubric.js'
import type { DutyDates } from './dates.js'
import type { DutyAction } from './model.js'

/** One occurrence of one rubric's duty: of a cycle, a year, or a record. */
export interface Instance {
  duty: Duty
  key: string
  dates: DutyDates
  subject?: string
  /** What fulfils it, where that is a record of its own. */
  selector?: Selector
  year?: number | undefined
  /** Day it was done; null: done, nobody knows when; undefined: not done. */
  doneOn: Day | null | undefined
  by?: string
  progress?: { done: number; target: number; nextBy?: Day }
  action?: DutyAction
  /**
   * What would be in the ledger were it done on a day; undefined where that day is too late for ever.
   * @param held the record as it would be by then
   */
  hope(day: Day, held: (id: string) => LedgerRecord | undefined): LedgerRecord[] | undefined
}
