import type { LedgerRecord } from '../model/ledger.js'
import { parseFactPath } from '../scoring/facts.js'
import type { Slot } from '../scoring/slot.js'
import type { Scorer } from '../scoring/scorer.js'
import type { Action } from './actions.js'
import { withRecords } from './what-if.js'

/** What to aim for: the next star, a number of stars, or points. */
export type Target = { stars: number } | { points: number } | 'nextStar'

/** An action and how many times. */
export interface Step {
  action: Action
  times: number
}
export interface Plan {
  /** Points aimed at. */
  target: number
  /** The estimate now and when the plan is carried out. */
  from: number
  to: number
  effort: number
  steps: Step[]
}

/** One way to act on a group of coupled items: nothing else brings as much for as little. */
interface Choice {
  gain: number
  effort: number
  times: Map<Action, number>
}

/** Ways a group may be acted on before only its single best actions are looked at together. */
const mostWays = 20000

/**
 * The cheapest set of actions that reaches the target: least effort, then most points, then fewest
 * actions. Undefined when the actions do
 * not reach it. Items that share no action are searched apart and their best ways joined, so the work stays small.
 */
export function cheapestPlan(scorer: Scorer, actions: readonly Action[], target: Target): Plan | undefined {
  const now = sumOf(scorer)
  const goal = goalOf(scorer, target, now)
  if (goal === undefined) return undefined
  const missing = goal - now
  let ways: Choice[] = [{ gain: 0, effort: 0, times: new Map() }]
  if (missing > 0)
    for (const group of coupled(scorer, actions)) ways = joinWays(ways, waysOf(scorer, group, missing), missing)
  const best = ways.filter((way) => way.gain >= missing).sort(compareChoice)[0]
  if (!best) return undefined
  return {
    target: scorer.scale.toFigure(goal),
    from: scorer.scale.toFigure(now),
    to: scorer.scale.toFigure(now + best.gain),
    effort: best.effort,
    steps: [...best.times].map(([action, times]) => ({ action, times })),
  }
}

const sumOf = (scorer: Scorer): number => scorer.estimateSum()

function goalOf(scorer: Scorer, target: Target, now: number): number | undefined {
  const { rating } = scorer.program.rubric
  if (typeof target === 'object' && 'points' in target) return scorer.scale.toUnits(target.points)
  if (!rating) return undefined
  const per = scorer.scale.toUnits(rating.per)
  const stars = target === 'nextStar' ? Math.max(0, Math.floor(now / per)) + 1 : target.stars
  return stars > rating.max ? undefined : stars * per
}

const countOf = (choice: Choice): number => [...choice.times.values()].reduce((sum, times) => sum + times, 0)
const compareChoice = (a: Choice, b: Choice): number =>
  a.effort - b.effort || b.gain - a.gain || countOf(a) - countOf(b) || (keyOf(a) < keyOf(b) ? -1 : 1)
const keyOf = (choice: Choice): string =>
  [...choice.times]
    .map(([action, times]) => `${action.id}*${times}`)
    .sort()
    .join(';')

/** Actions grouped so that two that can change a common item are together. */
function coupled(scorer: Scorer, actions: readonly Action[]): Action[][] {
  const touched = actions.map((action) => {
    const items = new Set<string>()
    for (const kind of action.kinds) {
      for (const unit of scorer.program.unitsOfKind(kind))
        if (unit.item && reaches(scorer, unit, action)) items.add(unit.id)
    }
    for (const [, slots] of scorer.program.groups)
      if (slots.some((slot) => items.has(slot.spec.item))) for (const slot of slots) items.add(slot.spec.item)
    return items
  })
  const groups: { actions: Action[]; items: Set<string> }[] = []
  actions.forEach((action, i) => {
    const items = touched[i] ?? new Set<string>()
    if (items.size === 0) return
    const meeting = groups.filter((group) => [...items].some((item) => group.items.has(item)))
    const joined = {
      actions: [...meeting.flatMap((group) => group.actions), action],
      items: new Set([...meeting.flatMap((group) => [...group.items]), ...items]),
    }
    for (const group of meeting) groups.splice(groups.indexOf(group), 1)
    groups.push(joined)
  })
  return groups.map((group) => group.actions)
}

/** Can what the action puts down matter to the unit: some slot takes one of its records, or a fact is read from its kind? */
function reaches(scorer: Scorer, unit: Scorer['program']['units'][number], action: Action): boolean {
  const records = action.records(0)
  const ids = new Set(records.map((record) => record.id))
  const states = (): boolean =>
    [...unit.factPaths].some((path) => scorer.store.statements(parseFactPath(path)).some((entry) => ids.has(entry.id)))
  const isTaken = (slot: Slot): boolean =>
    records.some((record) => {
      const member = scorer.memberOf(slot, record.id)
      return member !== undefined && member.state !== false
    })
  return withRecords(scorer, records, () => states() || unit.slots.some(isTaken))
}

/** Every way to act on one group that is not beaten by another, found by trying them on the scorer itself. */
function waysOf(scorer: Scorer, actions: readonly Action[], enough: number): Choice[] {
  const before = sumOf(scorer)
  const found: Choice[] = []
  let left = actions
  while (left.reduce((product, action) => product * (action.limit + 1), 1) > mostWays)
    left = withoutWorst(scorer, left, before)
  const walk = (i: number, times: Map<Action, number>, effort: number): void => {
    const action = left[i]
    if (!action) {
      const gain = sumOf(scorer) - before
      if (gain > 0 || times.size === 0) found.push({ gain, effort, times: new Map(times) })
      return
    }
    walk(i + 1, times, effort)
    const put: LedgerRecord[] = []
    const more = (n: number): void => {
      if (n >= action.limit) return
      const records = action.records(n)
      withRecords(scorer, records, () => {
        put.push(...records)
        times.set(action, n + 1)
        walk(i + 1, times, effort + action.effort * (n + 1))
        more(n + 1)
        times.delete(action)
      })
    }
    more(0)
  }
  walk(0, new Map(), 0)
  return undominated(found, enough)
}

/** Fewer actions to try: the one that brings least for its effort on its own goes. */
function withoutWorst(scorer: Scorer, actions: readonly Action[], before: number): Action[] {
  const rated = actions.map((action) => ({
    action,
    rate: withRecords(scorer, action.records(0), () => sumOf(scorer) - before) / Math.max(action.effort, 1e-9),
  }))
  const worst = rated.reduce((low, one) => (one.rate < low.rate ? one : low))
  return actions.filter((action) => action !== worst.action)
}

/** Keeps, for each gain up to what is enough, the cheapest way. */
function undominated(ways: Choice[], enough: number): Choice[] {
  const sorted = [...ways].sort((a, b) => compareChoice(a, b))
  const kept: Choice[] = []
  let most = -Infinity
  for (const way of sorted) {
    const gain = Math.min(way.gain, enough)
    if (gain <= most) continue
    most = gain
    kept.push(way)
  }
  return kept
}

function joinWays(a: readonly Choice[], b: readonly Choice[], enough: number): Choice[] {
  const joined: Choice[] = []
  for (const one of a)
    for (const two of b)
      joined.push({
        gain: one.gain + two.gain,
        effort: one.effort + two.effort,
        times: new Map([...one.times, ...two.times]),
      })
  return undominated(joined, enough)
}
