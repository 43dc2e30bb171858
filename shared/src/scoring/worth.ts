import type { Day } from '../model/ledger.js'
import type { Rule } from '../model/rubric.js'
import type { Tri } from './compare.js'

/**
 * What a rule is worth, in units. Gains: secured <= estimate <= potential, and `possible` if every unknown fell out
 * well. Losses are <= 0: `loss` applies for certain, `worst` and `worstEvident` if every unknown fell out badly.
 */
export interface Worth {
  secured: number
  estimate: number
  potential: number
  possible: number
  loss: number
  worst: number
  worstEvident: number
  /** false: applies, true: not applicable, null: unknown. */
  notApplicable: Tri
  /** A judged part with a matching record that no reviewer has scored yet. */
  awaitsReview: boolean
  /** Points of such parts, still open. */
  due: Day | undefined
  met: Tri | undefined
  leaves: Leaf[]
}
/** A part of a rule that carries points, as it was evaluated. */
export interface Leaf {
  part: string
  rule: Rule
  worth: Worth
}

/** Worth of nothing: copied, never changed. */
export const nothing: Readonly<Worth> = {
  secured: 0,
  estimate: 0,
  potential: 0,
  possible: 0,
  loss: 0,
  worst: 0,
  worstEvident: 0,
  notApplicable: false,
  awaitsReview: false,
  due: undefined,
  met: undefined,
  leaves: [],
}

/** A fresh worth as the only part of itself. */
export function leaf(part: string, rule: Rule, worth: Worth): Worth {
  worth.leaves = [{ part, rule, worth }]
  return worth
}

/** Two worths together. */
export function plus(a: Worth, b: Worth): Worth {
  return {
    secured: a.secured + b.secured,
    estimate: a.estimate + b.estimate,
    potential: a.potential + b.potential,
    possible: a.possible + b.possible,
    loss: a.loss + b.loss,
    worst: a.worst + b.worst,
    worstEvident: a.worstEvident + b.worstEvident,
    notApplicable: false,
    awaitsReview: a.awaitsReview || b.awaitsReview,
    due: a.due !== undefined && b.due !== undefined ? (a.due < b.due ? a.due : b.due) : (a.due ?? b.due),
    met: undefined,
    leaves: [...a.leaves, ...b.leaves],
  }
}
