import type { Evidence, FlatRecord, Kind } from '@xingji/shared'

/** Points as they are written: at most two decimals, no idle zeros, a true minus sign. */
export function points(value: number): string {
  const text = String(Math.round(Math.abs(value) * 100) / 100)
  return value < 0 && text !== '0' ? `−${text}` : text
}

export const signed = (value: number): string => (value > 0 ? `+${points(value)}` : points(value))

/** `3月5日`, with the year where it is another one. */
export function dayWords(day: string, today: string): string {
  const [year, month, date] = day.split('-')
  const short = `${Number(month)}月${Number(date)}日`
  return day.slice(0, 4) === today.slice(0, 4) ? short : `${year}年${short}`
}

/** A record's own day, month or year, as text that sorts. */
export function recordDay(record: FlatRecord): string {
  const day = record.on ?? record.from ?? record.year
  return day === undefined ? '' : String(day)
}

/** When a record happened, in words. */
export function recordWhen(record: FlatRecord, today: string): string {
  if (record.year !== undefined) return `${String(record.year)}年度`
  const start = record.on ?? record.from
  if (typeof start !== 'string') return ''
  const words = dayWords(start, today)
  if (record.from !== undefined) return `${words}起`
  return typeof record.until === 'string' ? `${words}至${dayWords(record.until, today)}` : words
}

/** What a record is called: its title, or its kind. */
export function recordTitle(record: FlatRecord, kind: Kind | undefined): string {
  const title = typeof record.title === 'string' ? record.title.trim() : ''
  return title || (kind?.label ?? String(record.kind))
}

/** An id as part of an element's id. */
export const domId = (id: string): string => id.replace(/[^A-Za-z0-9_-]/g, '-')

/** What proves a record. A bare string, as ledger files have it, is a link or a file name. */
export function evidenceOf(record: FlatRecord): Evidence[] {
  const all = (record.evidence as (Evidence | string)[] | undefined) ?? []
  return all.map((one) => (typeof one !== 'string' ? one : /^https?:/.test(one) ? { link: one } : { file: one }))
}
