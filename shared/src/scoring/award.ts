import type { BestRule, FullRule, Rule, SumRule } from '../model/rubric.js'
import { casePart, childRules, partId } from '../model/rubric-parts.js'
import { casesAward, reviewedIn } from './award-cases.js'
import { gradeAward, judgedAward, listAward, measuredAward, pointsAward, shareAward } from './award-parts.js'
import { judgeOf } from './evaluate.js'
import type { Scale } from './scale.js'
import type { View } from './view.js'
import { copyOf, fresh, leaf, sumOf, type Worth } from './worth.js'

/** What the society and its reviewers gave, by part, and how much is asked for. */
export interface AwardInput {
  selfAssessment: Readonly<Record<string, number>>
  reviews: Readonly<Record<string, number>>
  /** Only the figures are asked for, as when something is tried: nothing is said of the parts. */
  isTrial: boolean
}

/** What a rule is worth in a view. */
export type Award = (view: View, input: AwardInput) => Worth

/** What all rules of an item have in common. */
export interface Ground {
  /** The slot behind a selector-carrying node, by index. */
  slotOf: ReadonlyMap<object, number>
  scale: Scale
  /** Units of one share in the item's section. */
  shareUnits: number
}

/** How a rule is worked out: its text is read once, since asking it again takes longer than most of the work. */
export function awardOf(rule: Rule, part: string, ground: Ground): Award {
  const own = ownAward(rule, part, ground)
  if (!rule.onlyWhen) return own
  const applies = judgeOf(rule.onlyWhen)
  return (view, input) => {
    const { all, evident } = applies(view)
    if (all === false) return notApplicable()
    const worth = own(view, input)
    if (all === true && evident === true) return worth
    const changed = copyOf(worth)
    if (all === true) changed.secured = reviewedIn(worth, input)
    else {
      changed.secured = changed.estimate = changed.potential = changed.loss = 0
      changed.notApplicable = null
    }
    return changed
  }
}

function ownAward(rule: Rule, part: string, ground: Ground): Award {
  if ('points' in rule) return pointsAward(rule, part, ground)
  if ('share' in rule) return shareAward(rule, part, ground)
  if ('judged' in rule) return judgedAward(rule, part, ground)
  if ('steps' in rule || 'each' in rule) return measuredAward(rule, part, ground)
  if ('grade' in rule) return gradeAward(rule, part, ground)
  if ('sum' in rule) return sumAward(rule, part, ground)
  if ('best' in rule) return bestAward(rule, part, ground)
  if ('cases' in rule)
    return casesAward(
      rule.cases.map(({ when, rule: own }) => ({
        when,
        holds: when && judgeOf(when),
        award: awardOf(own, casePart(part, own), ground),
      })),
    )
  if ('full' in rule) return fullAward(rule, part, ground)
  return listAward(rule, part, ground)
}

/** The parts a rule is made of. */
const partsOf = (rule: Rule, part: string, ground: Ground): Award[] =>
  childRules(rule).map((one, i) => awardOf(one, partId(part, one, i), ground))

function notApplicable(): Worth {
  const worth = fresh()
  worth.notApplicable = true
  return worth
}

function sumAward(rule: SumRule, part: string, ground: Ground): Award {
  const parts = partsOf(rule, part, ground)
  const { toUnits } = ground.scale
  const cap = rule.cap === undefined ? Infinity : toUnits(rule.cap)
  const floor = rule.floor === undefined ? -Infinity : toUnits(rule.floor)
  return (view, input) => {
    const worths = parts.map((one) => one(view, input))
    const worth = sumOf(worths)
    if (worths.length > 0) worth.notApplicable = worths.every((one) => one.notApplicable === true)
    if (worth.secured > cap) worth.secured = cap
    if (worth.estimate > cap) worth.estimate = cap
    if (worth.potential > cap) worth.potential = cap
    if (worth.possible > cap) worth.possible = cap
    if (worth.loss < floor) worth.loss = floor
    if (worth.worst < floor) worth.worst = floor
    if (worth.worstEvident < floor) worth.worstEvident = floor
    return worth
  }
}

function bestAward(rule: BestRule, part: string, ground: Ground): Award {
  const parts = partsOf(rule, part, ground)
  return (view, input) => {
    const worths = parts.map((one) => one(view, input))
    let [top] = worths as [Worth, ...Worth[]]
    for (const one of worths)
      if (one.estimate > top.estimate || (one.estimate === top.estimate && one.possible > top.possible)) top = one
    const best = copyOf(top)
    best.notApplicable = true
    for (const one of worths) {
      if (one.secured > best.secured) best.secured = one.secured
      if (one.estimate > best.estimate) best.estimate = one.estimate
      if (one.potential > best.potential) best.potential = one.potential
      if (one.possible > best.possible) best.possible = one.possible
      if (one.notApplicable !== true) best.notApplicable = false
    }
    return best
  }
}

/** Starts full and loses what is missing, down to a floor; what nobody stated earns nothing but potential. */
function fullAward(rule: FullRule, part: string, ground: Ground): Award {
  const parts = partsOf(rule, part, ground)
  const full = ground.scale.toUnits(rule.full)
  const floor = ground.scale.toUnits(rule.floor ?? 0)
  const left = (loss: number): number => Math.max(floor, full + loss)
  return (view, input) => {
    const lost = sumOf(parts.map((one) => one(view, input)))
    const own = fresh()
    own.secured = left(Math.min(lost.worst, lost.worstEvident))
    own.estimate = left(lost.worst)
    own.potential = own.possible = left(lost.loss)
    own.due = lost.due
    if (!input.isTrial) own.leaves = [...leaf('full', part, rule, copyOf(own)).leaves, ...lost.leaves]
    return own
  }
}
