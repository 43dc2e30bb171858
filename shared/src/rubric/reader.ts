import { isDay } from '../model/calendar.js'
import type { Day } from '../model/ledger.js'
import { isPlainObject, show } from '../model/read-record.js'
import type { Path, Source } from './source.js'
import type { Table } from './vocabulary.js'

type Entries = Record<string, unknown>

/** Strict reading of one YAML value: every key known, every type as asked; problems carry file, line, path, cause, fix. */
export class Reader {
  constructor(private readonly source: Source) {}

  fail: Source['fail'] = (code, path, message) => this.source.fail(code, path, message)

  /** The value as an object with only the keys of a table; the needed ones must be there. Missing ones are told once. */
  object(value: unknown, path: Path, { keys, needed }: Table): Entries | undefined {
    if (!isPlainObject(value)) {
      this.fail('wrongType', path, `应是一组“键: 值”，这里${say(value)}`)
      return undefined
    }
    for (const key of Object.keys(value))
      if (!keys.includes(key)) this.fail('unknownKey', [...path, key], `不认识的键 ${key}${nearest(key, keys)}`)
    const missing = needed.filter((key) => value[key] === undefined || value[key] === null)
    if (missing.length === 0) return value
    this.fail('missing', path, `缺少 ${missing.join('、')}，请补上`)
    return Object.fromEntries(Object.entries(value).filter(([key]) => !missing.includes(key)))
  }

  /** Undefined is an empty list: where it must not be missing, the object it belongs to has said so. */
  list(value: unknown, path: Path, least = 0): unknown[] {
    if (value === undefined) return []
    if (!Array.isArray(value)) {
      this.fail('wrongType', path, `应是一个列表（每项一行，以“- ”开头），这里${say(value)}`)
      return []
    }
    if (value.length < least) this.fail('missing', path, `至少要有 ${least} 项`)
    return value
  }

  text(value: unknown, path: Path): string {
    if (typeof value === 'string' && value.trim() !== '') return value
    if (value !== undefined)
      this.fail(
        'wrongType',
        path,
        `应是文字，这里${say(value)}${typeof value === 'number' ? '；编号和年份请加引号' : ''}`,
      )
    return ''
  }

  /** What is named elsewhere: in claims, reviews, on the command line. */
  id(value: unknown, path: Path): string {
    const id = this.text(value, path)
    if (id !== '' && (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(id) || id === 'none'))
      this.fail(
        'wrongType',
        path,
        `编号 ${show(id)} 不能用；编号由文字、数字和 . _ - 组成，以文字或数字开头，也不叫 none`,
      )
    return id
  }

  number(value: unknown, path: Path): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (value !== undefined) {
      const isQuoted = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
      this.fail('wrongType', path, `应是数字，这里${say(value)}${isQuoted ? '；数字不加引号' : ''}`)
    }
    return 0
  }

  /** Points: at most two decimals. */
  points(value: unknown, path: Path): number {
    const points = this.number(value, path)
    if (Math.abs(points * 100 - Math.round(points * 100)) > 1e-7)
      this.fail('badRange', path, `分数最多两位小数，这里是 ${points}`)
    return points
  }

  flag(value: unknown, path: Path): boolean {
    if (typeof value === 'boolean') return value
    if (value !== undefined) this.fail('wrongType', path, `应是 true 或 false，这里${say(value)}`)
    return false
  }

  day(value: unknown, path: Path): Day {
    if (isDay(value)) return value
    if (value !== undefined) this.fail('badDay', path, `这里${say(value)}，不是有效日期，应写成 2018-12-31 这样`)
    return ''
  }

  oneOf<T extends string>(value: unknown, path: Path, choices: readonly T[]): T | undefined {
    const found = choices.find((one) => one === value)
    if (found === undefined && value !== undefined)
      this.fail('unknownOption', path, `应是 ${choices.join('、')} 之一，这里${say(value)}`)
    return found
  }

  /** Ids of a list must differ. */
  distinct(ids: readonly string[], path: Path, what: string): void {
    this.distinctAt(
      ids.map((id, i) => ({ id, at: [...path, i] })),
      what,
    )
  }

  /** Ids that stand in several places must differ. */
  distinctAt(places: readonly { id: string; at: Path }[], what: string): void {
    const seen = new Set<string>()
    for (const { id, at } of places) {
      if (id !== '' && seen.has(id)) this.fail('duplicate', at, `${what} ${id} 出现了两次，请改名`)
      seen.add(id)
    }
  }
}

/** What stands in a place, for the end of a sentence. */
export const say = (value: unknown): string =>
  value === null || value === undefined
    ? '是空的'
    : Array.isArray(value)
      ? '是一个列表'
      : isPlainObject(value)
        ? '是一组“键: 值”'
        : `是 ${typeof value === 'number' ? String(value) : show(value)}`

/** A hint at the known word a mistyped one is nearest to. */
export function nearest(word: string, known: readonly string[]): string {
  const close = known.filter((one) => distance(one, word) <= Math.max(1, Math.floor(one.length / 3)))
  if (close.length > 0) return `；是不是 ${close.slice(0, 3).join(' 或 ')}？`
  return known.length > 0 && known.length <= 20 ? `；可用：${known.join('、')}` : ''
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap))
    }
    row = next
  }
  return row[b.length] ?? 0
}
