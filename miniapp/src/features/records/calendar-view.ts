import type { Entry } from '../../data/entry'
import { recordDay } from '../words'

/** A day of a month's sheet; days outside the month are empty. */
export interface CalendarDay {
  /** `YYYY-MM-DD`; absent for an empty place. */
  day?: string
  records: number
}
/** A month as its weeks, Monday first. */
export interface CalendarMonth {
  /** `YYYY-MM`. */
  month: string
  title: string
  weeks: CalendarDay[][]
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The month `by` months after another, as `YYYY-MM`. */
export function monthAfter(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${Math.floor(count / 12)}-${two((count % 12) + 1)}`
}

/** How many records begin on each day of a month. */
export function calendarMonth(entries: readonly Entry[], month: string): CalendarMonth {
  const counts = new Map<string, number>()
  for (const { record } of entries) {
    const day = recordDay(record)
    if (day.startsWith(month)) counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7
  const days = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, at): CalendarDay => {
    const date = at - before + 1
    if (date < 1 || date > length) return { records: 0 }
    const day = `${month}-${two(date)}`
    return { day, records: counts.get(day) ?? 0 }
  })
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
  return { month, title: `${year}年${number}月`, weeks }
}
