import { addDays, addYears, yearOf } from '../model/calendar.js'
import type { Day } from '../model/ledger.js'
import type { FieldTest, FiledTest, Selector } from '../model/rubric.js'
import type { NotCountedReason } from '../model/scorecard.js'
import { asCompare, type Tri } from './compare.js'
import { firstFiling, valueOf, type Entry } from './entry.js'
import type { FactStore } from './facts.js'
import { Moment } from './moment.js'
import type { Asked, Sought } from './sought.js'
import { and } from './sparing.js'

/** What stands between a record and a slot: the first predicate, in clause order, that fails, else that is unknown. */
export interface Failure {
  reason: NotCountedReason
  field?: string
  test?: FieldTest
  body?: string
  due?: Day
  /** A filing is recorded, but dated after `asOf`. */
  later?: Day
  /** A filing that had its day: sending it now is too late. */
  isTooLate?: true
  /** What is missing is the report afterwards. */
  isFeedback?: true
  /** What else stands in the way, in clause order. */
  also?: readonly Failure[]
}
/** true: counts; null: may count, something is unknown; false: does not. */
export interface Match {
  state: Tri
  failure?: Failure
}

const yes: Match = { state: true }
/** Failures that say no more than their reason are the same for all records. */
const failed = (reason: NotCountedReason): Match & { failure: Failure } => ({ state: false, failure: { reason } })
const afterAsOf = failed('afterAsOf')
const outsideWindow = failed('outsideWindow')
const notInForce = failed('notInForce')
const statedNo = failed('statedNo')
const superseded = failed('superseded')
const claimedElsewhere = failed('claimedElsewhere')
const fieldDiffers = failed('fieldDiffers')

/** One record against one selector. Order: time, then where, not, any, filed as the clause lists them. */
export function matchSelector(
  entry: Entry,
  selector: Sought,
  moment: Moment,
  facts: FactStore,
  claimedHere: boolean,
): Match {
  if (selector.either) return matchEither(entry, selector.either, moment, facts, claimedHere)
  const time = matchTime(entry, selector, moment, facts)
  if (time) return time
  if (entry.claim === 'none') return claimedElsewhere
  if (claimedHere) return yes
  return matchRequirement(entry, selector, moment)
}

/** The best of several selectors: one that holds, else one in doubt, else the first failure. */
function matchEither(
  entry: Entry,
  choices: readonly Sought[],
  moment: Moment,
  facts: FactStore,
  claimedHere: boolean,
): Match {
  let best: Match | undefined
  for (const choice of choices) {
    if (!claimedHere && !choice.kind.includes(entry.nature.id)) continue
    const match = matchSelector(entry, choice, moment, facts, claimedHere)
    if (match.state === true) return match
    if (!best || (best.state === false && match.state === null)) best = match
  }
  return best ?? fieldDiffers
}

/** The predicates beside time: the first definite failure decides, else the first unknown; the others are kept beside it. */
export function matchRequirement(entry: Entry, asked: Sought, moment: Moment): Match {
  let unmet: Failure[] | undefined
  let open: Failure[] | undefined
  for (const one of asked.where) {
    const result = testField(entry, one)
    if (result === false) unmet = and(unmet, failureOf(entry, one.field, one.test))
    if (result === null) open = and(open, { reason: 'fieldMissing', field: one.field, test: one.test })
  }
  for (const one of asked.not) {
    const result = testField(entry, one)
    if (result === true) unmet = and(unmet, { reason: 'excluded', field: one.field, test: one.test })
    if (result === null) open = and(open, { reason: 'fieldMissing', field: one.field, test: one.test })
  }
  if (asked.any) {
    const failure = matchAny(entry, asked.any)
    if (failure?.reason === 'fieldMissing') open = and(open, failure)
    else if (failure) unmet = and(unmet, failure)
  }
  if (asked.filed) {
    const { state, failure } = matchFiled(entry, asked.filed, moment)
    if (failure && state === false) unmet = and(unmet, failure)
    else if (failure) open = and(open, failure)
  }
  if (asked.filings) {
    const failure = matchAround(entry, asked.filings.to, moment.asOf)
    if (failure) unmet = and(unmet, failure)
  }
  if (unmet) return { state: false, failure: together(open ? [...unmet, ...open] : unmet) }
  return open ? { state: null, failure: together(open) } : yes
}

/** The first failure with all others beside it, those it came with included. */
function together(failures: readonly Failure[]): Failure {
  const [first, ...rest] = failures as [Failure, ...Failure[]]
  if (rest.length === 0) return first
  const also = first.also ? [...first.also] : []
  for (const one of rest) {
    also.push(one)
    if (one.also) also.push(...one.also)
  }
  first.also = also
  return first
}

/** Filed before the first day, and again on or after the last: a report that was not made before cannot be made up. */
function matchAround(entry: Entry, body: string, asOf: Day): Failure | undefined {
  const first = entry.record.on ?? entry.day
  const sent = entry.record.filings.filter((one) => one.to === body && one.on <= asOf).map((one) => one.on)
  if (!sent.some((on) => on < first)) return { reason: 'notFiled', body, due: addDays(first, -1), isTooLate: true }
  return sent.some((on) => on >= entry.day) ? undefined : { reason: 'notFiled', body, isFeedback: true }
}

function testField(entry: Entry, { field, test, passes, isSaid }: Asked): Tri {
  const value = isSaid ? entry.record.fields[field] : valueOf(entry, field)
  if (value === undefined) return null
  // Most tests ask for one value, which is quicker compared than called for.
  return typeof test === 'object' ? passes(value) : value === test
}

function failureOf(entry: Entry, field: string, test: FieldTest): Failure {
  const compare = asCompare(test)
  const short = typeof valueOf(entry, field) === 'number' && (compare.min !== undefined || compare.above !== undefined)
  return { reason: short ? 'belowMinimum' : 'fieldDiffers', field, test }
}

function matchAny(entry: Entry, choices: readonly Sought[]): Failure | undefined {
  let first: Failure | undefined
  let doubt: Failure | undefined
  for (const choice of choices) {
    const failure = matchRequirement(entry, choice, emptyMoment).failure
    if (!failure) return undefined
    // What the record does not state is nearer than what it states otherwise.
    if (!first || (isStated(entry, first) && !isStated(entry, failure))) first = failure
    if (failure.reason === 'fieldMissing') doubt ??= failure
  }
  return doubt ?? first
}

const isStated = ({ record }: Entry, { field }: Failure): boolean =>
  field !== undefined && record.fields[field] !== undefined

const emptyMoment = new Moment('', { window: { from: '', to: '' }, due: {}, settings: {}, readings: {} })

/** The last day a filing asked for is in time; undefined when any day up to `asOf` will do. */
export function filingDue(entry: Entry, filed: FiledTest, moment: Moment): Day | undefined {
  if (filed.by !== undefined) return moment.cycle.due[filed.by]
  const days = filed.within === undefined ? undefined : moment.cycle.settings[filed.within]
  return days === undefined ? undefined : addDays(entry.day, days)
}

function matchFiled(entry: Entry, filed: FiledTest, moment: Moment): Match {
  const due = filingDue(entry, filed, moment)
  const first = firstFiling(entry.record, filed.to, moment.asOf)
  if (first !== undefined && (due === undefined || first <= due)) return yes
  const failure: Failure = {
    reason: first === undefined ? 'notFiled' : 'filedLate',
    body: filed.to,
  }
  if (due !== undefined) failure.due = due
  const later = first === undefined ? entry.record.filings.find((one) => one.to === filed.to) : undefined
  if (later && (due === undefined || later.on <= due)) failure.later = later.on
  const stillPossible = first === undefined && due !== undefined && moment.asOf <= due
  if (first === undefined && due !== undefined && !stillPossible) failure.isTooLate = true
  return { state: stillPossible ? null : false, failure }
}

function matchTime(entry: Entry, selector: Sought, moment: Moment, facts: FactStore): Match | undefined {
  const { asOf, cycle } = moment
  const { record } = entry
  switch (entry.nature.time) {
    case 'event': {
      if (entry.at > moment.at) return afterAsOf
      if (selector.window === undefined)
        return entry.at < moment.from || entry.at > moment.to ? outsideWindow : undefined
      const window = windowOf(selector, cycle.window)
      return window && (entry.day < window.from || entry.day > window.to) ? outsideWindow : undefined
    }
    case 'period': {
      const from = record.from ?? ''
      if (from > asOf) return afterAsOf
      if (selector.window === 'now')
        return isOver(entry, moment.readingDay) || from > moment.readingDay ? notInForce : undefined
      const window = windowOf(selector, cycle.window)
      return window && (from > window.to || isOver(entry, window.from)) ? outsideWindow : undefined
    }
    case 'yearly': {
      if (record.on !== undefined && record.on > asOf) return afterAsOf
      return isAskedYear(selector, record.year ?? 0, cycle.window) ? undefined : outsideWindow
    }
    case 'statement':
      return matchStatement(entry, selector, moment, facts)
  }
}

function matchStatement(entry: Entry, selector: Sought, moment: Moment, facts: FactStore): Match | undefined {
  if (entry.day > moment.asOf) return afterAsOf
  const holds = entry.record.fields.holds !== false
  if (selector.window === 'any') return holds ? undefined : statedNo
  if (typeof selector.window === 'object') {
    if (!holds) return statedNo
    const window = windowOf(selector, moment.cycle.window)
    return window && (entry.day < window.from || entry.day > window.to) ? outsideWindow : undefined
  }
  // A statement dated after the reading day says nothing about it, not even that something does not hold.
  if (entry.day > moment.readingDay) return outsideWindow
  if (facts.latest(entry, moment.readingDay)?.id !== entry.id) return superseded
  if (!holds) return statedNo
  return isOver(entry, moment.readingDay) ? notInForce : undefined
}

const isOver = (entry: Entry, day: Day): boolean => entry.record.until !== undefined && entry.record.until < day

/** Yearly documents go by their year: the years asked for, or those the window touches; else the cycle's year. */
function isAskedYear(selector: Sought, year: number, cycle: { from: Day; to: Day }): boolean {
  if (selector.window === 'any') return true
  const now = yearOf(cycle.to)
  if (typeof selector.window !== 'object') return (selector.year ?? [0]).some((offset) => now + offset === year)
  return 'years' in selector.window
    ? year > now - selector.window.years && year <= now
    : year >= yearOf(selector.window.from) && year <= yearOf(selector.window.to)
}

/** The window a selector looks at; undefined: any day. */
export function windowOf(
  selector: Pick<Selector, 'window'>,
  cycle: { from: Day; to: Day },
): { from: Day; to: Day } | undefined {
  const { window } = selector
  if (window === undefined) return cycle
  if (window === 'any' || window === 'now') return undefined
  return 'years' in window ? yearsBack(window, cycle.to) : window
}

const backs = new WeakMap<object, { from: Day; to: Day }>()

/** The window of some years up to a day; the one asked last is kept. */
function yearsBack(window: { years: number }, to: Day): { from: Day; to: Day } {
  let known = backs.get(window)
  if (known?.to !== to) backs.set(window, (known = { from: addDays(addYears(to, -window.years), 1), to }))
  return known
}

/** Days on which what a record counts for may change, besides its own day. */
export function turningDays(entry: Entry, withins: readonly number[]): Day[] {
  const days = [entry.day, ...entry.record.filings.map((one) => one.on)]
  if (entry.record.on) days.push(entry.record.on)
  if (entry.record.until) days.push(entry.record.until, addDays(entry.record.until, 1))
  for (const count of withins) days.push(addDays(entry.day, count + 1))
  return days
}
