import type { DutyStake, DutyState, DutyStatus } from './model.js'

const order: readonly DutyStatus[] = ['overdue', 'dueSoon', 'open', 'future', 'late', 'done', 'waived']
const urgency = ({ status, tooLate }: DutyState): number =>
  tooLate ? order.indexOf('future') + 0.5 : order.indexOf(status)

/** What several rubrics ask alike is one duty, as the one that presses most sees it. */
export function mergeStates(lists: readonly DutyState[][], maximums: ReadonlyMap<string, number>): DutyState[] {
  const byKey = new Map<string, DutyState[]>()
  for (const state of lists.flat()) byKey.set(state.key, [...(byKey.get(state.key) ?? []), state])
  const merged = [...byKey.values()].map(together)
  const weights = new Map(merged.map((state) => [state.key, weightOf(state, maximums)]))
  return merged.sort(
    (a, b) =>
      urgency(a) - urgency(b) ||
      (weights.get(b.key) ?? 0) - (weights.get(a.key) ?? 0) ||
      compare(a.due, b.due) ||
      compare(a.key, b.key),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function together(states: DutyState[]): DutyState {
  const [first, ...rest] = states
  if (!first) throw new Error('a duty nobody asks')
  if (rest.length === 0) return first
  const pressing = [...states].sort((a, b) => urgency(a) - urgency(b) || compare(a.due, b.due))[0] ?? first
  const next = states.flatMap((one) => one.next ?? []).sort()[0]
  return {
    ...pressing,
    title: first.title,
    clause: first.clause,
    asks: states.flatMap((one) => one.asks),
    stake: states.flatMap((one) => one.stake),
    lost: states.flatMap((one) => one.lost),
    ...(next === undefined ? {} : { next }),
  }
}

/** How much hangs on it: a gate or a whole application before any points, points by their share of the rubric's. */
function weightOf(state: DutyState, maximums: ReadonlyMap<string, number>): number {
  const weigh = (one: DutyStake): number => {
    const share = Math.max(one.points, one.upTo ?? 0) / Math.max(1, maximums.get(one.rubric) ?? 1)
    return (one.whole ? 4 : 0) + (one.gates ? 2 : 0) + share
  }
  return Math.max(0, ...[...state.stake, ...state.lost].map(weigh))
}
