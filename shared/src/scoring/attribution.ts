import type { Condition, Measure } from '../model/rubric.js'
import { besideIn, judgeOf, latestOfYear, measureOf, slotOf } from './evaluate.js'
import type { View } from './view.js'
import type { Leaf } from './worth.js'
import type { Entry } from './entry.js'
import { compareTimed, sortShort } from './ordered.js'
import type { Member, Slot } from './slot.js'
import { onceFor } from './sparing.js'
import { yearOf } from '../model/calendar.js'

/** A record and the units it brings; relied-on records that only complete a threshold bring 0. */
export interface Credit {
  entry: Entry
  units: number
}

/** Members of a slot that count, after any assignment, by (day, id). */
export type MembersOf = (slot: Slot) => readonly Member[]

/** Who brought a leaf's points, as if the records had arrived one by one in order. */
export function creditsOf(view: View, leaf: Leaf, members: MembersOf): Credit[] {
  const units = leaf.worth.estimate
  if (leaf.shape === 'list') return members(view.slotAt(leaf.slot)).map(({ entry }) => ({ entry, units: 0 }))
  if (units <= 0) return []
  switch (leaf.shape) {
    case 'measured':
      return measuredCredits(view, leaf, members)
    case 'grade':
      return alone(
        members(view.slotAt(leaf.slot)).find(({ key }) => leaf.unitsFor(key ?? '') === units),
        units,
      )
    case 'judged':
      return alone(members(view.slotAt(leaf.slot))[0], units)
    default: {
      const entries: Entry[] = []
      for (const one of leaf.grounds) collectorOf(one)(view, members, entries)
      const own = conditionOf(leaf)
      if (own) collectorOf(own)(view, members, entries)
      return lastTakesAll(entries, units)
    }
  }
}

const alone = (member: Member | undefined, units: number): Credit[] => (member ? [{ entry: member.entry, units }] : [])

function conditionOf(leaf: Leaf): Condition | undefined {
  if (leaf.shape === 'share') return leaf.rule.when
  return leaf.shape === 'points' ? (leaf.rule.when ?? leaf.rule.onlyWhen) : undefined
}

function lastTakesAll(entries: Entry[], units: number): Credit[] {
  const ordered = entries.length > 1 ? sortShort([...new Set(entries)], compareTimed) : entries
  return ordered.map((entry, i) => ({
    entry,
    units: i === ordered.length - 1 ? units : 0,
  }))
}

function measuredCredits(
  view: View,
  { rule: { of }, slot, unitsFor, worth: { estimate } }: Leaf & { shape: 'measured' },
  members: MembersOf,
): Credit[] {
  if ('fact' in of || 'ratio' in of || 'tally' in of) {
    const entries: Entry[] = []
    measuredCollectorOf(of)(view, members, entries)
    return lastTakesAll(entries, estimate)
  }
  if ('largest' in of)
    return alone(
      members(view.slotAt(slot)).find((one) => unitsFor(one.value ?? 0) === estimate),
      estimate,
    )
  const credits: Credit[] = []
  let value = 0
  let units = 0
  const seen = new Set<string>()
  for (const member of members(view.slotAt(slot))) {
    if (units >= estimate) break
    if ('count' in of) value += 1
    else if ('total' in of) value += member.value ?? 0
    else {
      if (member.key === undefined || seen.has(member.key)) continue
      seen.add(member.key)
      value += 1
    }
    const reached = unitsFor(value)
    credits.push({ entry: member.entry, units: reached - units })
    units = reached
  }
  return credits
}

/** The records a condition that holds rests on. */
export function supports(view: View, node: Condition, members: MembersOf): Entry[] {
  const entries: Entry[] = []
  collectorOf(node)(view, members, entries)
  return entries
}

/** Adds the records something rests on. */
type Collector = (view: View, members: MembersOf, into: Entry[]) => void

const nobody: Collector = () => undefined

function note(entry: Entry | undefined, into: Entry[]): void {
  if (entry) into.push(entry)
}

/** What a condition of its shape rests on, where it holds. */
const collectorOf = onceFor((node: Condition): Collector => {
  if ('all' in node) return allOf(node.all)
  if ('any' in node) return firstOf(node.any)
  if ('none' in node) return allOf(node.none)
  if ('always' in node) return nobody
  if ('fact' in node || 'ratio' in node || 'tally' in node) return measuredCollectorOf(node)
  if ('filed' in node) {
    const slot = slotOf(node)
    return (view, members, into) => note(members(slot(view))[0]?.entry, into)
  }
  if ('every' in node) return everyIn(node)
  if ('eachYear' in node) return yearsOf(node)
  return enoughOf(node)
})

/** What a measure rests on. */
const measuredCollectorOf = onceFor((node: Measure): Collector => {
  if ('fact' in node) return (view, _members, into) => note(view.fact(node.fact, node.at).entry, into)
  if ('ratio' in node) {
    const beside = besideIn(node.ratio)
    const both = node.ratio.map((one, i): Collector =>
      'fact' in one
        ? (view, _members, into) => note(view.fact(one.fact, one.at, beside[i]).entry, into)
        : measuredCollectorOf(one),
    )
    return (view, members, into) => both.forEach((one) => one(view, members, into))
  }
  if (!('tally' in node)) return everyIn(node)
  const parts = node.tally.map((one) => ({ holds: judgeOf(one), collect: collectorOf(one) }))
  return (view, members, into) => {
    for (const { holds, collect } of parts) if (holds(view).all === true) collect(view, members, into)
  }
})

function everyIn(node: object): Collector {
  const slot = slotOf(node)
  return (view, members, into) => {
    for (const one of members(slot(view))) into.push(one.entry)
  }
}

function allOf(nodes: readonly Condition[]): Collector {
  const parts = nodes.map((one) => collectorOf(one))
  return (view, members, into) => {
    for (const one of parts) one(view, members, into)
  }
}

function firstOf(nodes: readonly Condition[]): Collector {
  const parts = nodes.map((one) => ({ holds: judgeOf(one), collect: collectorOf(one) }))
  return (view, members, into) => {
    for (const { holds, collect } of parts)
      if (holds(view).all === true) {
        collect(view, members, into)
        return
      }
  }
}

function yearsOf(node: Extract<Condition, { eachYear: unknown }>): Collector {
  const slot = slotOf(node)
  const years = node.eachYear.year ?? [0]
  return (view, _members, into) => {
    const now = yearOf(view.moment.cycle.window.to)
    for (const offset of years) note(latestOfYear(slot(view), now + offset)?.entry, into)
  }
}

/** The first members that reach the threshold. */
function enoughOf(node: Measure & { min?: number | string; above?: number | string }): Collector {
  const { min, above } = node
  if (min === undefined && above === undefined) return nobody
  const passed = (value: number): boolean =>
    (min === undefined || value >= Number(min)) && (above === undefined || value > Number(above))
  const slot = slotOf(node)
  const measured = measureOf(node)
  const isCount = 'count' in node
  const isTotal = 'total' in node
  const isDistinct = 'distinct' in node
  return (view, members, into) => {
    if (measured(view).low <= 0) return
    const seen = isDistinct ? new Set<string>() : undefined
    let isEmpty = true
    let value = 0
    for (const { entry, key, value: own = 0 } of members(slot(view))) {
      if (!isEmpty && passed(value)) break
      if (isCount) value += 1
      else if (isTotal) value += own
      else if (seen) {
        if (key === undefined || seen.has(key)) continue
        seen.add(key)
        value += 1
      } else {
        if (!passed(own)) continue
        value = own
      }
      into.push(entry)
      isEmpty = false
    }
  }
}
