import type { Day } from './ledger.js'

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0)
const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** True for a day that exists in the calendar, written `YYYY-MM-DD`, from the year 1900 to 2999. */
export function isDay(value: unknown): value is Day {
  const match = typeof value === 'string' ? dayPattern.exec(value) : null
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month)
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** `2018-05`: the calendar month of a day. */
export const monthOf = (day: Day): string => day.slice(0, 7)

/** `2018-Q2`: the calendar quarter of a day. */
export const quarterOf = (day: Day): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

/** The day `count` days later (earlier when negative). Works on UTC midnights: no time zone is involved. */
export function addDays(day: Day, count: number): Day {
  const date = new Date(Date.UTC(yearOf(day), Number(day.slice(5, 7)) - 1, Number(day.slice(8)) + count))
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`
}

/** The same day `count` months later (earlier when negative), or the month's last day where it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const months = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + count
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(Number(day.slice(8)), monthLength(year, month)), 2)}`
}

/** The same day `count` years later; 29 February becomes the 28th where it must. */
export function addYears(day: Day, count: number): Day {
  const year = yearOf(day) + count
  const month = Number(day.slice(5, 7))
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(Number(day.slice(8)), monthLength(year, month)), 2)}`
}

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
