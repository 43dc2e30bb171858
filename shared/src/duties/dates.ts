import { addDays, addMonths, isDay, yearOf } from '../model/calendar.js'
import type { Cycle, Day } from '../model/ledger.js'
import type { Duty, TimeSpan } from '../model/rubric.js'
import type { DutyStatus } from './model.js'

/** Days before its due day from which a duty is due soon, where the rubric does not say. */
export const usualSoon = 14

/** When a duty can be done, when it gets near, and the last day that is in time. */
export interface DutyDates {
  opens?: Day
  soonFrom: Day
  due: Day
}

/** The day a span later (or earlier, with `sign` -1). */
export const shift = (day: Day, { days = 0, months = 0 }: TimeSpan, sign: 1 | -1 = 1): Day =>
  addDays(months === 0 ? day : addMonths(day, sign * months), sign * days)

/** A span the rubric names, or a setting in days; undefined where the cycle sets none. */
export function spanOf(within: string | TimeSpan | undefined, cycle: Cycle): TimeSpan | undefined {
  if (typeof within !== 'string') return within
  const days = cycle.settings[within]
  return days === undefined ? undefined : { days }
}

/** The dates of a duty that is due on `due`. */
export function datesOf(duty: Duty, cycle: Cycle, due: Day, earliest: Day | undefined): DutyDates {
  const named = typeof duty.opens === 'string' ? cycle.due[duty.opens] : undefined
  const opens = named ?? (typeof duty.opens === 'object' ? shift(due, duty.opens, -1) : earliest)
  const soon = addDays(due, -(duty.soon ?? usualSoon))
  if (opens === undefined) return { soonFrom: soon, due }
  return { opens, soonFrom: soon < opens ? opens : soon, due }
}

/** The status on a day; `doneOn` null: done, nobody knows when. */
export function dueStatus(dates: DutyDates, doneOn: Day | null | undefined, asOf: Day): DutyStatus {
  if (doneOn !== undefined) return doneOn !== null && doneOn > dates.due ? 'late' : 'done'
  if (asOf > dates.due) return 'overdue'
  if (dates.opens !== undefined && asOf < dates.opens) return 'future'
  return asOf >= dates.soonFrom ? 'dueSoon' : 'open'
}

/** The next day on which a status changes of itself. */
export function nextChange(dates: DutyDates, status: DutyStatus, asOf: Day): Day | undefined {
  if (status === 'done' || status === 'late' || status === 'waived' || status === 'overdue') return undefined
  const days = [dates.opens, dates.soonFrom, addDays(dates.due, 1)]
  return days.filter((day): day is Day => day !== undefined && day > asOf && isDay(day)).sort()[0]
}

const monthNumber = (day: Day): number => yearOf(day) * 12 + Number(day.slice(5, 7)) - 1

/**
 * By when the nth of `target` is expected, spread evenly: by whole months where the window begins with a month and ends
 * with one, else by days. The last one is due with the window.
 */
export function paceDay(window: { from: Day; to: Day }, nth: number, target: number): Day {
  const after = addDays(window.to, 1)
  if (window.from.endsWith('-01') && after.endsWith('-01')) {
    const months = monthNumber(after) - monthNumber(window.from)
    return addDays(addMonths(window.from, Math.ceil((months * nth) / target)), -1)
  }
  const length = Math.round((Date.parse(after) - Date.parse(window.from)) / 86_400_000)
  return addDays(window.from, Math.ceil((length * nth) / target) - 1)
}
