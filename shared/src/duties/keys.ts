import { sha256 } from '../model/sha256.js'
import { yearOf } from '../model/calendar.js'
import type { Cycle } from '../model/ledger.js'
import type { FieldTest, Selector } from '../model/rubric.js'

const said = (test: FieldTest): string =>
  Array.isArray(test)
    ? test.map(String).sort().join(',')
    : typeof test === 'object'
      ? Object.entries(test)
          .map(([word, value]) => `${word}${String(value)}`)
          .sort()
          .join('&')
      : String(test)

const tests = (all: Record<string, FieldTest> | undefined): string =>
  Object.entries(all ?? {})
    .map(([field, test]) => `${field}=${said(test)}`)
    .sort()
    .join(';')

/** What a selector asks, in words two rubrics that ask the same have in common. Years are left to the key's end. */
export function selectorKey(selector: Selector): string {
  const where = [
    tests(selector.where),
    selector.not ? `!${tests(selector.not)}` : '',
    selector.any ? `|${selector.any.map(tests).sort().join('|')}` : '',
  ].filter((part) => part !== '')
  const filed = selector.filed ? `>${selector.filed.to}` : ''
  return `${[...selector.kind].sort().join('+')}${where.length > 0 ? `[${where.join(' ')}]` : ''}${filed}`
}

/** The year of a cycle: what is asked once in each is asked anew in the next. */
export const cycleKey = (cycle: Cycle): string => String(yearOf(cycle.window.to))

/** A key is stored and indexed: one that grows too long keeps its beginning and its end, and a digest of the whole. */
export function boundedKey(key: string): string {
  if (key.length <= longestKey) return key
  const end = key.slice(key.lastIndexOf(':'))
  const digest = sha256(key).slice(0, 16)
  return `${key.slice(0, longestKey - digest.length - end.length - 1)}~${digest}${end}`
}
const longestKey = 160
