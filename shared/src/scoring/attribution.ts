import type { Condition, EachRule, Measure, StepsRule } from '../model/rubric.js'
import { besideIn, judge, latestOfYear, measure } from './evaluate.js'
import type { View } from './view.js'
import { unitsFor } from './award.js'
import type { Leaf } from './worth.js'
import type { Entry } from './entry.js'
import { compareOrdered } from './ordered.js'
import type { Scale } from './scale.js'
import type { Member, Slot } from './slot.js'
import { yearOf } from '../model/calendar.js'

/** A record and the units it brings; relied-on records that only complete a threshold bring 0. */
export interface Credit {
  entry: Entry
  units: number
}

/** Members of a slot that count, after any assignment, by (day, id). */
export type MembersOf = (slot: Slot) => readonly Member[]

const byOrder = (a: Entry, b: Entry): number => compareOrdered(a, b)

/** Who brought a leaf's points, as if the records had arrived one by one in order. */
export function creditsOf(view: View, leaf: Leaf, members: MembersOf, scale: Scale): Credit[] {
  const units = leaf.worth.estimate
  if (leaf.shape === 'list') return members(view.slot(leaf.rule)).map(({ entry }) => ({ entry, units: 0 }))
  if (units <= 0) return []
  switch (leaf.shape) {
    case 'measured':
      return measuredCredits(view, leaf.rule, units, members, scale)
    case 'grade': {
      const { rule } = leaf
      return alone(
        members(view.slot(rule)).find(({ key }) => scale.toUnits(rule.grade[key ?? ''] ?? 0) === units),
        units,
      )
    }
    case 'judged':
      return alone(members(view.slot(leaf.rule))[0], units)
    default: {
      const entries: Entry[] = []
      for (const one of leaf.grounds) collect(view, one, members, entries)
      const own = conditionOf(leaf)
      if (own) collect(view, own, members, entries)
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
  const ordered = entries.length > 1 ? [...new Set(entries)].sort(byOrder) : entries
  return ordered.map((entry, i) => ({
    entry,
    units: i === ordered.length - 1 ? units : 0,
  }))
}

function measuredCredits(
  view: View,
  rule: StepsRule | EachRule,
  estimate: number,
  members: MembersOf,
  scale: Scale,
): Credit[] {
  const of: Measure = rule.of
  if ('fact' in of || 'ratio' in of || 'tally' in of) return lastTakesAll(measureSupports(view, of, members), estimate)
  const unitsOf = unitsFor(rule, scale)
  if ('largest' in of) {
    const best = members(view.slot(of)).find((one) => unitsOf(one.value ?? 0) === estimate)
    return best ? [{ entry: best.entry, units: estimate }] : []
  }
  const credits: Credit[] = []
  let value = 0
  let units = 0
  const seen = new Set<string>()
  for (const member of members(view.slot(of))) {
    if (units >= estimate) break
    if ('count' in of) value += 1
    else if ('total' in of) value += member.value ?? 0
    else {
      if (member.key === undefined || seen.has(member.key)) continue
      seen.add(member.key)
      value += 1
    }
    const reached = unitsOf(value)
    credits.push({ entry: member.entry, units: reached - units })
    units = reached
  }
  return credits
}

/** The records a condition that holds rests on. */
export function supports(view: View, node: Condition, members: MembersOf): Entry[] {
  const entries: Entry[] = []
  collect(view, node, members, entries)
  return entries
}

function measureSupports(view: View, node: Measure, members: MembersOf): Entry[] {
  const entries: Entry[] = []
  collectMeasured(view, node, members, entries)
  return entries
}

function collectMeasured(view: View, node: Measure, members: MembersOf, into: Entry[]): void {
  if ('fact' in node) note(view.fact(node.fact, node.at).entry, into)
  else if ('ratio' in node) {
    const beside = besideIn(node.ratio)
    for (const [i, one] of node.ratio.entries())
      if ('fact' in one) note(view.fact(one.fact, one.at, beside[i]).entry, into)
      else collectMeasured(view, one, members, into)
  } else if ('tally' in node) {
    for (const one of node.tally) if (judge(view, one).all === true) collect(view, one, members, into)
  } else for (const one of members(view.slot(node))) into.push(one.entry)
}

function note(entry: Entry | undefined, into: Entry[]): void {
  if (entry) into.push(entry)
}

function collect(view: View, node: Condition, members: MembersOf, into: Entry[]): void {
  if ('all' in node) for (const one of node.all) collect(view, one, members, into)
  else if ('any' in node) {
    const first = node.any.find((one) => judge(view, one).all === true)
    if (first) collect(view, first, members, into)
  } else if ('none' in node) for (const one of node.none) collect(view, one, members, into)
  else if ('always' in node) return
  else if ('fact' in node || 'ratio' in node || 'tally' in node) collectMeasured(view, node, members, into)
  else if ('filed' in node) note(members(view.slot(node))[0]?.entry, into)
  else if ('every' in node) for (const one of members(view.slot(node))) into.push(one.entry)
  else if ('eachYear' in node) {
    const slot = view.slot(node)
    const year = yearOf(view.moment.cycle.window.to)
    for (const offset of node.eachYear.year ?? [0]) note(latestOfYear(slot, year + offset)?.entry, into)
  } else for (const one of enough(view, node, members)) into.push(one)
}

/** The first members that reach the threshold. */
function enough(
  view: View,
  node: Measure & { min?: number | string; above?: number | string },
  members: MembersOf,
): Entry[] {
  const slot = view.slot(node)
  if (measure(view, node).low <= 0) return []
  const list = members(slot)
  const passed = (value: number): boolean =>
    (node.min === undefined || value >= Number(node.min)) && (node.above === undefined || value > Number(node.above))
  if (node.min === undefined && node.above === undefined) return []
  const out: Entry[] = []
  const seen = new Set<string>()
  let value = 0
  for (const member of list) {
    if (out.length > 0 && passed(value)) break
    if ('count' in node) value += 1
    else if ('total' in node) value += member.value ?? 0
    else if ('distinct' in node) {
      if (member.key === undefined || seen.has(member.key)) continue
      seen.add(member.key)
      value += 1
    } else {
      if (!passed(member.value ?? 0)) continue
      value = member.value ?? 0
    }
    out.push(member.entry)
  }
  return out
}
