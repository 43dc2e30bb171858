import type { Day } from '../model/ledger.js'
import type { Condition } from '../model/rubric.js'
import type { Award, AwardInput } from './award.js'
import { certain } from './evaluate.js'
import { and } from './sparing.js'
import type { Verdict, View } from './view.js'
import { copyOf, fresh, nothing, type Worth } from './worth.js'

/** A case of a rule, which applies where its condition holds and none before it does. */
export interface Case {
  when: Condition | undefined
  holds: ((view: View) => Verdict) | undefined
  award: Award
}

/** The first case that holds; while a condition is unknown, every branch it leaves open is joined. */
export function casesAward(cases: readonly Case[]): Award {
  return (view, input) => {
    let open: Worth[] | undefined
    let openEvident: Worth[] | undefined
    let due: Day | undefined
    let sure: Worth | undefined
    let settled = false
    let settledEvident = false
    for (const { when, holds, award } of cases) {
      const verdict = holds ? holds(view) : certain
      if (settledEvident || (verdict.all === false && verdict.evident === false)) continue
      const own = award(view, input)
      const worth = when && verdict.all === true ? grounded(own, when) : own
      // Mostly one case holds for sure, and nothing is left open.
      if (!open && !openEvident && isSure(verdict) && worth.notApplicable === false) return worth
      if (!settled && verdict.all !== false) open = and(open, worth)
      if (verdict.evident !== false) openEvident = and(openEvident, worth)
      if (verdict.all === null) due ??= verdict.due
      if (!settled && verdict.all === true) {
        settled = true
        sure = worth
      }
      settledEvident ||= verdict.evident === true
    }
    if (!open && !openEvident) return fresh()
    if (!settled) open = and(open, nothing)
    if (!settledEvident) openEvident = and(openEvident, nothing)
    const joined = joinedCases(open ?? [nothing], input.isTrial)
    for (const { secured, worstEvident } of openEvident ?? []) {
      joined.secured = Math.min(joined.secured, secured)
      joined.worstEvident = Math.min(joined.worstEvident, worstEvident)
    }
    if (sure) joined.secured = Math.max(joined.secured, Math.min(reviewedIn(sure, input), joined.estimate))
    joined.due ??= due
    return joined
  }
}

const isSure = ({ all, evident }: Verdict): boolean => all === true && evident === true

/** The same, with the condition its points were reached by. */
function grounded(worth: Worth, when: Condition): Worth {
  if (worth.estimate <= 0 || worth.leaves.length === 0) return worth
  const copy = copyOf(worth)
  copy.leaves = worth.leaves.map((one) => ({ ...one, grounds: [when, ...one.grounds] }))
  return copy
}

/** The worst of the branches left open, but for what the best of them could bring; not yet what is read from evidence. */
function joinedCases(open: readonly Worth[], isTrial: boolean): Worth {
  let [worst] = open as [Worth, ...Worth[]]
  for (const one of open) if (one.estimate + one.worst < worst.estimate + worst.worst) worst = one
  const joined = copyOf(worst)
  joined.secured = joined.worstEvident = Infinity
  joined.notApplicable = true
  joined.awaitsReview = false
  for (const one of open) {
    if (one.estimate < joined.estimate) joined.estimate = one.estimate
    if (one.potential < joined.potential) joined.potential = one.potential
    if (one.possible > joined.possible) joined.possible = one.possible
    if (one.loss > joined.loss) joined.loss = one.loss
    if (one.worst < joined.worst) joined.worst = one.worst
    if (one.notApplicable !== true) joined.notApplicable = false
    if (one.awaitsReview) joined.awaitsReview = true
  }
  if (open.length > 1 && !isTrial) joined.leaves = open.flatMap((one) => one.leaves)
  return joined
}

/** Units a reviewer gave: they count in all three figures, whatever evidence there is beside them. */
export function reviewedIn({ leaves, estimate }: Worth, { reviews }: AwardInput): number {
  let units = 0
  for (const { part, worth } of leaves) if (reviews[part] !== undefined) units += worth.estimate
  return Math.min(units, estimate)
}
