import { readFileSync } from 'node:fs'
import path from 'node:path'
import { addDays, isDay, type Day } from '@xingji/shared'
import { parse } from 'yaml'
import { ConfigError } from '../../platform/config.js'
import { remembered } from '../catalog/rubric-files.js'

/** One year's announcement. */
export interface HolidayYear {
  year: number
  off: readonly { from: Day; to: Day }[]
  work: readonly Day[]
}

/** Which days offices work: weekdays, less the statutory holidays, and the weekend days that make up for them. */
export class Workdays {
  private readonly off = new Set<Day>()
  private readonly work = new Set<Day>()

  constructor(years: readonly HolidayYear[]) {
    for (const { off, work } of years) {
      for (const { from, to } of off) for (let day = from; day <= to; day = addDays(day, 1)) this.off.add(day)
      for (const day of work) this.work.add(day)
    }
  }

  isWorkday(day: Day): boolean {
    if (this.work.has(day)) return true
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6 && !this.off.has(day)
  }

  /** The day itself when it is worked, else the last workday before it. */
  onOrBefore(day: Day): Day {
    return this.isWorkday(day) ? day : this.onOrBefore(addDays(day, -1))
  }

  /** The day itself when it is worked, else the first workday after it. */
  onOrAfter(day: Day): Day {
    return this.isWorkday(day) ? day : this.onOrAfter(addDays(day, 1))
  }
}

/**
 * Reads `holidays.yaml` of a rubrics folder; without the file only weekends are free. With `memory`, a folder, what the
 * same file gave before is taken from there.
 */
export function loadWorkdays(folder: string, memory?: string): Workdays {
  const file = path.join(folder, 'holidays.yaml')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Workdays([])
    throw error
  }
  const read = (): HolidayYear[] => readYears(file, text)
  return new Workdays(memory === undefined ? read() : remembered(memory, 'holidays', { file: text }, read))
}

function readYears(file: string, text: string): HolidayYear[] {
  const years: unknown = parse(text)
  if (!Array.isArray(years) || !years.every(isHolidayYear))
    throw new ConfigError(`${file} must be a list of {year, off: [{from, to}], work: [days]}.`)
  return years
}

function isHolidayYear(value: unknown): value is HolidayYear {
  const { year, off, work } = (value ?? {}) as Partial<HolidayYear>
  return (
    Number.isInteger(year) &&
    Array.isArray(off) &&
    off.every((span) => isDay(span?.from) && isDay(span?.to) && span.from <= span.to) &&
    Array.isArray(work) &&
    work.every(isDay)
  )
}
