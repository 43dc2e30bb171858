import { addDays } from '../model/calendar.js'
import type { Day, FieldValue } from '../model/ledger.js'
import type { Compare, FieldTest } from '../model/rubric.js'
import { onceFor } from './sparing.js'

/** true, false, or null: unknown. */
export type Tri = boolean | null

export const not = (a: Tri): Tri => (a === null ? null : !a)
export const anyOf = (values: Tri[]): Tri => (values.includes(true) ? true : values.includes(null) ? null : false)

const isCompare = (test: FieldTest): test is Compare => typeof test === 'object' && !Array.isArray(test)

/** The comparison a field test stands for. */
export const asCompare = (test: FieldTest): Compare =>
  isCompare(test) ? test : Array.isArray(test) ? { in: test } : { is: test }

/** Says of a known value whether it passes. */
export type Passes = (value: FieldValue) => boolean

/** How a known value is what a field test asks for. */
export const testOfField = (test: FieldTest): Passes =>
  typeof test === 'object' ? passerOf(test) : (value) => value === test

const isBare = (test: Compare): boolean =>
  test.min === undefined &&
  test.max === undefined &&
  test.above === undefined &&
  test.below === undefined &&
  test.odd === undefined &&
  test.is === undefined &&
  test.in === undefined

/** How a known value passes, worked out once for each test. */
const passerOf = onceFor((test: Exclude<FieldTest, string | number | boolean>): Passes =>
  Array.isArray(test) ? (value) => test.includes(value as string | number) : makePasser(test),
)

/** How a known value passes a comparison. Without any it must be `true`. */
function makePasser({ is, in: some, min, max, above, below, odd }: Compare): Passes {
  const checks: Passes[] = []
  if (is !== undefined) checks.push((value) => value === is)
  if (some !== undefined) checks.push((value) => some.some((one) => one === value))
  if (min !== undefined) checks.push((value) => value >= min)
  if (max !== undefined) checks.push((value) => value <= max)
  if (above !== undefined) checks.push((value) => value > above)
  if (below !== undefined) checks.push((value) => value < below)
  if (odd !== undefined) checks.push((value) => (Math.abs(Number(value)) % 2 === 1) === odd)
  const [first = (value) => value === true, ...others] = checks
  return others.length === 0 ? first : (value) => first(value) && others.every((one) => one(value))
}

export const testOf = (test: Compare): Passes => passerOf(test)

/** Does a known value pass? */
export const passes = (value: FieldValue, test: Compare): boolean => passerOf(test)(value)

/** Does a number somewhere in [low, high] pass: surely, surely not, or unknown. */
export function passesBetween(low: number, high: number, test: Compare): Tri {
  if (low === high) return passes(low, test)
  let isSure = true
  const { min, above, max, below } = test
  if (min !== undefined) {
    if (high < Number(min)) return false
    if (low < Number(min)) isSure = false
  }
  if (above !== undefined) {
    if (high <= Number(above)) return false
    if (low <= Number(above)) isSure = false
  }
  if (max !== undefined) {
    if (low > Number(max)) return false
    if (high > Number(max)) isSure = false
  }
  if (below !== undefined) {
    if (low >= Number(below)) return false
    if (high >= Number(below)) isSure = false
  }
  const isWithin = (one: string | number): boolean => Number(one) >= low && Number(one) <= high
  if (typeof test.is === 'number') {
    if (!isWithin(test.is)) return false
    isSure = false
  }
  if (test.in) {
    if (!test.in.some(isWithin)) return false
    isSure = false
  }
  return isSure && test.odd === undefined ? true : null
}

function passingDay({ min, max, above, below }: Compare): Day | undefined {
  if (typeof min === 'string') return min
  if (typeof max === 'string') return max
  if (typeof above === 'string') return addDays(above, 1)
  return typeof below === 'string' ? addDays(below, -1) : undefined
}

/** A value that passes, as near to `from` as the comparison lets it be; used to ask "what if this were so". */
export function passingValue(test: Compare, from: FieldValue | undefined): FieldValue {
  if (isBare(test)) return true
  if (test.is !== undefined) return test.is
  if (test.in?.[0] !== undefined) return test.in[0]
  const day = passingDay(test)
  if (day !== undefined) return day
  let value = typeof from === 'number' ? from : 0
  if (test.min !== undefined && value < Number(test.min)) value = Number(test.min)
  if (test.above !== undefined && value <= Number(test.above)) value = Number(test.above) + 1
  if (test.max !== undefined && value > Number(test.max)) value = Number(test.max)
  if (test.below !== undefined && value >= Number(test.below)) value = Number(test.below) - 1
  if (test.odd !== undefined && (Math.abs(value) % 2 === 1) !== test.odd) value += 1
  return value
}
