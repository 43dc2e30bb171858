import { isDay, type Day } from '@xingji/shared'

/** What a scorecard is asked for beside its rubric: the day it is read at and, if not that day's year, the period. */
export interface Moment {
  asOf: Day
  window?: { from: Day; to: Day }
}

type Query = Partial<Record<string, string>>

/** The moment a page's query names; today where it does not, or names no days. */
export function momentOf({ asOf, from, to }: Query, today: Day): Moment {
  const day = isDay(asOf) ? asOf : today
  return isDay(from) && isDay(to) && from <= to ? { asOf: day, window: { from, to } } : { asOf: day }
}

/** The query of a page that shows a rubric at a moment. */
export function momentQuery(rubric: string, { asOf, window }: Moment): string {
  const query = `rubric=${encodeURIComponent(rubric)}&asOf=${asOf}`
  return window ? `${query}&from=${window.from}&to=${window.to}` : query
}

/** The calendar year so many years before a day's own. */
export function yearBefore(day: Day, years: number): { from: Day; to: Day } {
  const year = Number(day.slice(0, 4)) - years
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}
