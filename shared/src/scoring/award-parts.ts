import type { EachRule, GradeRule, JudgedRule, ListRule, PointsRule, ShareRule, StepsRule } from '../model/rubric.js'
import type { Award, Ground } from './award.js'
import { not } from './compare.js'
import { certain, judgeOf, measureOf } from './evaluate.js'
import type { Scale } from './scale.js'
import { fresh, leaf } from './worth.js'

/** No points: met as soon as one record qualifies. */
export function listAward(rule: ListRule, part: string, { slotOf }: Ground): Award {
  const slot = slotOf.get(rule) as number
  return (view, { isTrial }) => {
    const { low, high } = view.count(view.slotAt(slot))
    const worth = fresh()
    worth.met = low > 0 ? true : high > 0 ? null : false
    return isTrial ? worth : leaf('list', part, rule, worth, slot)
  }
}

export function pointsAward(rule: PointsRule, part: string, { scale }: Ground): Award {
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

export function measuredAward(rule: StepsRule | EachRule, part: string, { scale, slotOf }: Ground): Award {
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

export function gradeAward(rule: GradeRule, part: string, { scale, slotOf }: Ground): Award {
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

export function judgedAward(rule: JudgedRule, part: string, { scale, slotOf }: Ground): Award {
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

export function shareAward(rule: ShareRule, part: string, { shareUnits }: Ground): Award {
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
