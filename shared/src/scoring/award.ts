import type { Day } from '../model/ledger.js'
import type {
  BestRule,
  CasesRule,
  Condition,
  EachRule,
  FullRule,
  GradeRule,
  JudgedRule,
  ListRule,
  PointsRule,
  Rule,
  ShareRule,
  StepsRule,
  SumRule,
} from '../model/rubric.js'
import { casePart, childRules, partId } from '../model/rubric-parts.js'
import { not } from './compare.js'
import { and } from './sparing.js'
import { copyOf, fresh, leaf, nothing, sumOf, type Worth } from './worth.js'
import { judgeOf, measureOf, verdictOf } from './evaluate.js'
import type { Verdict, View } from './view.js'
import type { Scale } from './scale.js'

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
interface Ground {
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
  if ('cases' in rule) return casesAward(rule, part, ground)
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

/** Units a reviewer gave: they count in all three figures, whatever evidence there is beside them. */
function reviewedIn({ leaves, estimate }: Worth, { reviews }: AwardInput): number {
  let units = 0
  for (const { part, worth } of leaves) if (reviews[part] !== undefined) units += worth.estimate
  return Math.min(units, estimate)
}

/** No points: met as soon as one record qualifies. */
function listAward(rule: ListRule, part: string, { slotOf }: Ground): Award {
  const slot = slotOf.get(rule) as number
  return (view, { isTrial }) => {
    const { low, high } = view.count(view.slotAt(slot))
    const worth = fresh()
    worth.met = low > 0 ? true : high > 0 ? null : false
    return isTrial ? worth : leaf('list', part, rule, worth, slot)
  }
}

const certain = verdictOf(true, true)

function pointsAward(rule: PointsRule, part: string, { scale }: Ground): Award {
  const condition = rule.when ?? rule.unless
  const judged = condition && judgeOf(condition)
  const isInverted = rule.when === undefined && rule.unless !== undefined
  const units = scale.toUnits(rule.points)
  const { due: submission } = rule
  return (view, { isTrial }) => {
    const raw = judged ? judged(view) : certain
    const all = isInverted ? not(raw.all) : raw.all
    const evident = isInverted ? not(raw.evident) : raw.evident
    const worth = fresh()
    worth.due = raw.due
    if (units >= 0) {
      worth.estimate = worth.potential = all === true ? units : 0
      worth.secured = evident === true ? units : 0
      worth.possible = all !== false ? units : 0
    } else {
      const due = submission !== undefined ? view.moment.cycle.due[submission] : undefined
      const waits = due !== undefined && view.moment.asOf <= due
      worth.loss = all === true && !waits ? units : 0
      worth.worst = all !== false ? units : 0
      worth.worstEvident = evident !== false ? units : 0
      if (waits && worth.worst < 0) worth.due = due
    }
    return isTrial ? worth : leaf('points', part, rule, worth)
  }
}

/** Units for a measured number: the highest step reached, or first + each further one up to the cap. */
export function unitsFor(rule: StepsRule | EachRule, scale: Scale): (value: number) => number {
  if ('steps' in rule) {
    const steps = rule.steps.map(({ min = -Infinity, above = -Infinity, points }) => ({
      min,
      above,
      units: scale.toUnits(points),
    }))
    return (value) => {
      let units = 0
      for (const one of steps) if (value >= one.min && value > one.above) units = one.units
      return units
    }
  }
  const { each, first = each, cap = Infinity } = rule
  return (value) => {
    const whole = Math.floor(value)
    return whole <= 0 ? 0 : scale.toUnits(Math.min(cap, first + (whole - 1) * each))
  }
}

function measuredAward(rule: StepsRule | EachRule, part: string, { scale, slotOf }: Ground): Award {
  const slot = slotOf.get(rule.of)
  const measured = measureOf(rule.of)
  const units = unitsFor(rule, scale)
  return (view, { isTrial }) => {
    const { lowEvident, low, high } = measured(view)
    const worth = fresh()
    worth.estimate = worth.potential = units(low)
    worth.secured = lowEvident === low ? worth.estimate : units(lowEvident)
    worth.possible = high === low ? worth.estimate : units(high === Infinity ? Number.MAX_SAFE_INTEGER : high)
    return isTrial ? worth : leaf('measured', part, rule, worth, slot, units)
  }
}

function gradeAward(rule: GradeRule, part: string, { scale, slotOf }: Ground): Award {
  const at = slotOf.get(rule) as number
  const unitsFor = (key: string): number => scale.toUnits(rule.grade[key] ?? 0)
  const grades = Object.entries(rule.grade).map(([key, points]): [string, number] => [key, scale.toUnits(points)])
  const most = Math.max(...grades.map(([, units]) => units))
  return (view, { isTrial }) => {
    const slot = view.slotAt(at)
    const worth = fresh()
    const extra = view.extraOf(slot)
    for (const [key, units] of grades) {
      const tally = slot.byKey.get(key)
      const added = extra?.key === key
      if (added || tally) worth.estimate = Math.max(worth.estimate, units)
      if (added || (tally && tally.evident > 0)) worth.secured = Math.max(worth.secured, units)
    }
    worth.potential = worth.possible = worth.estimate
    if (slot.unstated > 0 || slot.doubtful.size > 0) worth.possible = Math.max(most, worth.estimate)
    return isTrial ? worth : leaf('grade', part, rule, worth, at, unitsFor)
  }
}

function judgedAward(rule: JudgedRule, part: string, { scale, slotOf }: Ground): Award {
  const slot = slotOf.get(rule) as number
  const maximum = scale.toUnits(rule.judged)
  return (view, { isTrial, reviews, selfAssessment }) => {
    const worth = fresh()
    const review = reviews[part]
    if (review !== undefined) {
      worth.secured = worth.estimate = worth.potential = worth.possible = scale.toUnits(review)
      return isTrial ? worth : leaf('judged', part, rule, worth, slot)
    }
    const { low, lowEvident } = view.count(view.slotAt(slot))
    if (low > 0) {
      const own = Math.min(maximum, scale.toUnits(selfAssessment[part] ?? 0))
      worth.secured = lowEvident > 0 ? own : 0
      worth.estimate = own
      worth.potential = worth.possible = maximum
      worth.awaitsReview = true
    }
    return isTrial ? worth : leaf('judged', part, rule, worth, slot)
  }
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

/** The first case that holds; while a condition is unknown, every branch it leaves open is joined. */
function casesAward(rule: CasesRule, part: string, ground: Ground): Award {
  const cases = rule.cases.map(({ when, rule: own }) => ({
    when,
    holds: when && judgeOf(when),
    award: awardOf(own, casePart(part, own), ground),
  }))
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

function shareAward(rule: ShareRule, part: string, { shareUnits }: Ground): Award {
  const judged = judgeOf(rule.when)
  const units = Math.round(shareUnits * rule.share)
  return (view, { isTrial }) => {
    const { all, evident } = judged(view)
    const worth = fresh()
    worth.secured = evident === true ? units : 0
    worth.estimate = worth.potential = all === true ? units : 0
    worth.possible = all !== false ? units : 0
    worth.met = all
    return isTrial ? worth : leaf('share', part, rule, worth)
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
