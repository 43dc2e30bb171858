import { addYears, isDay } from '@xingji/shared'

/** A year in a Chinese text, as in 2018 年度工作报告. */
const yearInText = /(?<!\d)(?:19|20)\d{2}(?=\s*年)/g

/** A copy of a ledger with every day, year and year in a title moved by so many years. */
export function shiftYears(value: unknown, years: number, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => shiftYears(one, years, key))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shiftYears(part, years, name)]))
  if (isDay(value)) return addYears(value, years)
  if (typeof value === 'string') return value.replace(yearInText, (year) => String(Number(year) + years))
  return key === 'year' && typeof value === 'number' ? value + years : value
}
