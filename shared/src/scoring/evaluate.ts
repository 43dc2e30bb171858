import { yearOf } from '../model/calendar.js'
import type { Compare, Condition, Measure, Selector } from '../model/rubric.js'
import { not, passesBetween, testOf, type Tri } from './compare.js'
import { parseFactPath } from './facts.js'
import { windowOf } from './match.js'
import type { Layout } from './compile.js'
import { onceFor } from './sparing.js'
import { pendingDue, type Slot } from './slot.js'
import type { Span, Verdict, View } from './view.js'

type Way<Result> = (view: View) => Result

/** The slot behind a node, whatever program is asked; the one asked last is remembered. */
export const slotOf = (node: object): Way<Slot> => {
  let layout: Layout | undefined
  let index = -1
  return (view) => {
    const { program } = view
    if (program.layout !== layout) {
      index = view.slot(node).index
      layout = program.layout
    }
    return program.slots[index] as Slot
  }
}

/** How a measure of its shape is taken. */
export const measureOf = onceFor((node: Measure): Way<Span> => {
  if ('fact' in node) return factMeasured(node.fact, node.at)
  if ('tally' in node) return tallyOf(node.tally.map((one) => judgeOf(one)))
  if ('ratio' in node) return ratioOf(node.ratio)
  const slot = slotOf(node)
  if ('count' in node) return (view) => view.count(slot(view))
  if ('total' in node) return (view) => total(view, slot(view))
  if ('distinct' in node) return (view) => distinct(view, slot(view))
  return (view) => largest(view, slot(view))
})

export const measure = (view: View, node: Measure): Span => measureOf(node)(view)

function total(view: View, slot: Slot): Span {
  const more = view.extraOf(slot)
  const added = more?.value === undefined ? 0 : more.value * more.count
  const open = slot.unstated > 0 || slot.doubtful.size > 0
  const low = slot.sum.all / 1000 + added
  return {
    low,
    lowEvident: slot.sum.evident / 1000 + added,
    high: open ? Infinity : low,
  }
}

function largest(view: View, slot: Slot): Span {
  let low = view.extraOf(slot)?.value ?? 0
  let lowEvident = low
  for (const [value, tally] of slot.byValue) {
    if (value > low) low = value
    if (tally.evident > 0 && value > lowEvident) lowEvident = value
  }
  const open = slot.unstated > 0 || slot.doubtful.size > 0
  return { low, lowEvident, high: open ? Infinity : low }
}

function distinct(view: View, slot: Slot): Span {
  let evident = 0
  for (const tally of slot.byKey.values()) if (tally.evident > 0) evident++
  const more = view.extraOf(slot)
  const isNew = more !== undefined && (more.key === undefined || !slot.byKey.has(more.key))
  const added = isNew ? more.count : 0
  const low = slot.byKey.size + added
  return {
    low,
    lowEvident: evident + added,
    high: slot.isOpen ? Infinity : low + slot.doubtful.size,
  }
}

function factSpan(view: View, path: string, at: 'asOf' | undefined, beside?: string): Span {
  const { value, entry } = view.fact(path, at, beside)
  if (value === undefined)
    return {
      low: 0,
      lowEvident: 0,
      high: Infinity,
      isFact: true,
      evidentFact: false,
    }
  const evidentFact = entry === undefined || entry.hasEvidence
  const number = typeof value === 'number' ? value : value === true ? 1 : 0
  return {
    low: number,
    lowEvident: evidentFact ? number : 0,
    high: number,
    value,
    isFact: true,
    evidentFact,
  }
}

const factMeasured =
  (path: string, at: 'asOf' | undefined): Way<Span> =>
  (view) =>
    factSpan(view, path, at)

const tallyOf =
  (conditions: readonly Way<Verdict>[]): Way<Span> =>
  (view) => {
    const span = { low: 0, lowEvident: 0, high: 0 }
    for (const one of conditions) {
      const { all, evident } = one(view)
      if (all === true) span.low++
      if (evident === true) span.lowEvident++
      if (all !== false) span.high++
    }
    return span
  }

/** The other path of a ratio when both are facts about the same thing: they must stand in one statement. */
export function besideIn([part, whole]: [Measure, Measure]): [string | undefined, string | undefined] {
  if (!('fact' in part) || !('fact' in whole)) return [undefined, undefined]
  const [one, other] = [parseFactPath(part.fact), parseFactPath(whole.fact)]
  return one.kind === other.kind && one.key === other.key ? [whole.fact, part.fact] : [undefined, undefined]
}

/** The whole is always taken from all records. */
function ratioOf(pair: [Measure, Measure]): Way<Span> {
  const beside = besideIn(pair)
  const [topOf, bottomOf] = pair.map((one, i): Way<Span> =>
    'fact' in one ? (view) => factSpan(view, one.fact, one.at, beside[i]) : measureOf(one),
  ) as [Way<Span>, Way<Span>]
  return (view) => ratio(topOf(view), bottomOf(view))
}

function ratio(top: Span, bottom: Span): Span {
  const known = bottom.isFact === undefined || bottom.value !== undefined
  if (!known || bottom.low <= 0)
    return {
      low: 0,
      lowEvident: 0,
      high: bottom.high > 0 && !known ? Infinity : 0,
    }
  const evident = top.evidentFact !== false && bottom.evidentFact !== false
  return {
    low: bottom.high === Infinity ? 0 : top.low / bottom.high,
    lowEvident: evident && bottom.high !== Infinity ? top.lowEvident / bottom.high : 0,
    high: top.high / bottom.low,
  }
}

const values: readonly Tri[] = [true, false, null]
const verdicts = values.map((all) => values.map((evident): Verdict => ({ all, evident, due: undefined })))
const place = (value: Tri): number => (value === true ? 0 : value === false ? 1 : 2)

/** A verdict that waits for no day: the same one for the same values. */
export const verdictOf = (all: Tri, evident: Tri): Verdict => verdicts[place(all)]?.[place(evident)] as Verdict

/** What nothing has to be asked for. */
export const certain = verdictOf(true, true)

/** How what is measured is compared. */
function comparedOf(spanOf: Way<Span>, test: Compare): Way<Verdict> {
  const passes = testOf(test)
  return (view) => {
    const span = spanOf(view)
    if (span.isFact) {
      if (span.value === undefined) return verdictOf(null, null)
      const all = passes(span.value)
      return verdictOf(all, span.evidentFact ? all : null)
    }
    const all = passesBetween(span.low, span.high, test)
    return verdictOf(all, span.lowEvident === span.low ? all : passesBetween(span.lowEvident, span.high, test))
  }
}

function factOf(path: string, at: 'asOf' | undefined, test: Compare): Way<Verdict> {
  const passes = testOf(test)
  return (view) => {
    const { value, entry } = view.fact(path, at)
    if (value === undefined) return verdictOf(null, null)
    const all = passes(value)
    return verdictOf(all, entry === undefined || entry.hasEvidence ? all : null)
  }
}

/** How a condition of its shape is judged. */
export const judgeOf = onceFor((node: Condition): Way<Verdict> => {
  if ('fact' in node) return factOf(node.fact, node.at, node)
  if ('all' in node) return joinOf(node.all, false)
  if ('any' in node) return joinOf(node.any, true)
  if ('none' in node) return noneOf(joinOf(node.none, true))
  if ('always' in node) return () => verdictOf(node.always, node.always)
  if ('filed' in node) return filedOf(node)
  if ('every' in node) return (view) => judgeEvery(view, node)
  if ('eachYear' in node) return (view) => judgeYears(view, node)
  return comparedOf(measureOf(node), node)
})

export const judge = (view: View, node: Condition): Verdict => judgeOf(node)(view)

const noneOf =
  (some: Way<Verdict>): Way<Verdict> =>
  (view) => {
    const { all, evident, due } = some(view)
    return due === undefined ? verdictOf(not(all), not(evident)) : { all: not(all), evident: not(evident), due }
  }

/** Several conditions as one: the value that decides wins, then what is unknown. */
function joinOf(nodes: readonly Condition[], decides: boolean): Way<Verdict> {
  const ways = nodes.map((one) => judgeOf(one))
  const start = verdictOf(!decides, !decides)
  return (view) => {
    let joined = start
    for (const one of ways) joined = together(joined, one(view), decides)
    return joined
  }
}

function together(a: Verdict, b: Verdict, decides: boolean): Verdict {
  const all = strongest(a.all, b.all, decides)
  const evident = strongest(a.evident, b.evident, decides)
  const isEarlier = b.all === null && b.due !== undefined && !(a.due !== undefined && a.due < b.due)
  const due = isEarlier ? b.due : a.due
  return due === undefined ? verdictOf(all, evident) : { all, evident, due }
}

const strongest = (a: Tri, b: Tri, decides: boolean): Tri =>
  a === decides || b === decides ? decides : a === null || b === null ? null : !decides

function filedOf(node: { filed: Selector }): Way<Verdict> {
  const slot = slotOf(node)
  const by = node.filed.filed?.by
  return (view) => {
    const { low, lowEvident, high } = view.count(slot(view))
    const due = by === undefined ? undefined : view.moment.cycle.due[by]
    const stillPossible = due !== undefined && view.moment.asOf <= due
    const all: Tri = low > 0 ? true : stillPossible || high > 0 ? null : false
    const evident: Tri = lowEvident > 0 ? true : all === false ? false : null
    return all === null && due !== undefined ? { all, evident, due } : verdictOf(all, evident)
  }
}

function judgeEvery(view: View, node: Extract<Condition, { every: Selector }>): Verdict {
  const slot = view.slot(node)
  const size = slot.count.all
  let { failing } = slot
  let passed = slot.passed.all
  for (const one of view.provenOf(slot) ?? []) {
    if (typeof one === 'number') continue
    passed++
    if (one.passes === false) failing--
  }
  const pending = size - passed - failing
  const doubt = slot.doubtful.size > 0
  if (size === 0 && !doubt) {
    if (node.emptyNeeds === undefined) return verdictOf(true, true)
    return verdictOf(true, isStatedEmpty(view, node, node.emptyNeeds) ? true : null)
  }
  const all: Tri = failing > 0 ? false : pending > 0 || doubt ? null : true
  const evident: Tri = all === true && slot.passed.evident < size ? null : all
  const due = pending > 0 ? pendingDue(slot.unproven.items.filter((one) => one.passes === null)) : undefined
  return { all, evident, due }
}

/** That there is nothing in the set is stated with evidence, and within the time the set is taken from: it speaks of no other. */
export function isStatedEmpty(view: View, node: Condition, path: string): boolean {
  const { value, entry } = view.fact(path)
  if (value !== true || entry?.hasEvidence === false) return false
  const window = windowOf(view.slot(node).spec.selector, view.moment.cycle.window)
  return window === undefined || entry === undefined || entry.day >= window.from
}

/** The years an `eachYear` condition asks for: those before `since`, a fact, are left out. */
export function yearsAsked(view: View, { year }: { year?: number[] }, since: string | undefined): number[] {
  const cycleYear = yearOf(view.moment.cycle.window.to)
  const start = since === undefined ? undefined : view.fact(since).value
  const first = typeof start === 'string' ? Number(start.slice(0, 4)) : -Infinity
  return (year ?? [0]).map((offset) => cycleYear + offset).filter((one) => one >= first)
}

function judgeYears(view: View, node: { eachYear: Selector; since?: string }): Verdict {
  const slot = view.slot(node)
  const proven = view.provenOf(slot)
  let joined = verdictOf(true, true)
  for (const year of yearsAsked(view, node.eachYear, node.since)) {
    const member = latestOfYear(slot, year)
    if (proven?.has(member ?? year)) continue
    const all = member?.passes ?? null
    joined = together(joined, verdictOf(all, member?.entry.hasEvidence ? all : null), false)
  }
  return joined
}

/** The years a selector of yearly documents looks at, in words: `2017、2018`. */
export const yearsTold = (view: View, selector: { year?: number[] }): string =>
  yearsAsked(view, selector, undefined)
    .sort((a, b) => a - b)
    .join('、')

/** The latest statement about a year decides. */
export function latestOfYear(slot: Slot, year: number): Slot['counted']['items'][number] | undefined {
  const { items } = slot.counted
  for (let i = items.length - 1; i >= 0; i--) if (items[i]?.entry.record.year === year) return items[i]
  return undefined
}
