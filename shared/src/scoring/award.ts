import type { Day } from '../model/ledger.js'
import type {
  BestRule,
  CasesRule,
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
import { casePart, partId } from '../model/rubric-parts.js'
import { not } from './compare.js'
import { leaf, nothing, plus, type Worth } from './worth.js'
import { judge, measure, type Span, type Verdict, type View } from './evaluate.js'
import type { Scale } from './scale.js'

/** What a rule needs beside the view. */
export interface AwardInput {
  scale: Scale
  selfAssessment: Readonly<Record<string, number>>
  reviews: Readonly<Record<string, number>>
  /** Units of one share in the item's section. */
  shareUnits: number
}

export function award(view: View, rule: Rule, part: string, input: AwardInput): Worth {
  const own = byShape(view, rule, part, input)
  if (!rule.onlyWhen) return own
  const { all, evident } = judge(view, rule.onlyWhen)
  if (all === true) return evident === true ? own : { ...own, secured: 0 }
  if (all === false) return { ...nothing, notApplicable: true }
  return {
    ...own,
    secured: 0,
    estimate: 0,
    potential: 0,
    loss: 0,
    notApplicable: null,
  }
}

function byShape(view: View, rule: Rule, part: string, input: AwardInput): Worth {
  if ('points' in rule) return pointsWorth(view, rule, part, input)
  if ('steps' in rule || 'each' in rule) return measuredWorth(view, rule, part, input)
  if ('grade' in rule) return gradeWorth(view, rule, part, input)
  if ('judged' in rule) return judgedWorth(view, rule, part, input)
  if ('sum' in rule) return sumWorth(view, rule, part, input)
  if ('best' in rule) return bestWorth(view, rule, part, input)
  if ('cases' in rule) return casesWorth(view, rule, part, input)
  if ('share' in rule) return shareWorth(view, rule, part, input)
  if ('full' in rule) return fullWorth(view, rule, part, input)
  return listWorth(view, rule, part)
}

/** No points: met as soon as one record qualifies. */
function listWorth(view: View, rule: ListRule, part: string): Worth {
  const { low, high } = view.count(view.slot(rule))
  return leaf(part, rule, {
    ...nothing,
    met: low > 0 ? true : high > 0 ? null : false,
  })
}

function certain(): Verdict {
  return { all: true, evident: true, due: undefined }
}

function pointsWorth(view: View, rule: PointsRule, part: string, input: AwardInput): Worth {
  const condition = rule.when ?? rule.unless
  const raw = condition ? judge(view, condition) : certain()
  const inverted = rule.when === undefined && rule.unless !== undefined
  const verdict = inverted ? { ...raw, all: not(raw.all), evident: not(raw.evident) } : raw
  const units = input.scale.toUnits(rule.points)
  const worth = { ...nothing, due: raw.due }
  if (units >= 0) {
    worth.estimate = worth.potential = verdict.all === true ? units : 0
    worth.secured = verdict.evident === true ? units : 0
    worth.possible = verdict.all !== false ? units : 0
  } else {
    const due = rule.due !== undefined ? view.moment.cycle.due[rule.due] : undefined
    const waits = due !== undefined && view.moment.asOf <= due
    worth.loss = verdict.all === true && !waits ? units : 0
    worth.worst = verdict.all !== false ? units : 0
    worth.worstEvident = verdict.evident !== false ? units : 0
    if (waits && worth.worst < 0) worth.due = due
  }
  return leaf(part, rule, worth)
}

/** Units for a measured number: the highest step reached, or first + each further one up to the cap. */
export function unitsFor(rule: StepsRule | EachRule, value: number, scale: Scale): number {
  if ('steps' in rule) {
    let points = 0
    for (const step of rule.steps)
      if ((step.min === undefined || value >= step.min) && (step.above === undefined || value > step.above))
        points = step.points
    return scale.toUnits(points)
  }
  const whole = Math.floor(value)
  if (whole <= 0) return 0
  const points = (rule.first ?? rule.each) + (whole - 1) * rule.each
  return scale.toUnits(rule.cap === undefined ? points : Math.min(rule.cap, points))
}

function measuredWorth(view: View, rule: StepsRule | EachRule, part: string, input: AwardInput): Worth {
  const span: Span = measure(view, rule.of)
  const estimate = unitsFor(rule, span.low, input.scale)
  const most = span.high === Infinity ? Number.MAX_SAFE_INTEGER : span.high
  return leaf(part, rule, {
    ...nothing,
    secured: unitsFor(rule, span.lowEvident, input.scale),
    estimate,
    potential: estimate,
    possible: unitsFor(rule, most, input.scale),
  })
}

function gradeWorth(view: View, rule: GradeRule, part: string, input: AwardInput): Worth {
  const slot = view.slot(rule)
  const best = { all: 0, evident: 0 }
  const extra = view.extra?.get(slot)
  for (const key in rule.grade) {
    const units = input.scale.toUnits(rule.grade[key] ?? 0)
    const tally = slot.byKey.get(key)
    const added = extra?.key === key
    if (added || tally) best.all = Math.max(best.all, units)
    if (added || (tally && tally.evident > 0)) best.evident = Math.max(best.evident, units)
  }
  const open = slot.unstated > 0 || slot.doubtful.size > 0
  const most = open ? Math.max(...Object.values(rule.grade).map((one) => input.scale.toUnits(one))) : best.all
  return leaf(part, rule, {
    ...nothing,
    secured: best.evident,
    estimate: best.all,
    potential: best.all,
    possible: Math.max(most, best.all),
  })
}

function judgedWorth(view: View, rule: JudgedRule, part: string, input: AwardInput): Worth {
  const review = input.reviews[part]
  if (review !== undefined) {
    const units = input.scale.toUnits(review)
    return leaf(part, rule, {
      ...nothing,
      secured: units,
      estimate: units,
      potential: units,
      possible: units,
    })
  }
  const { low, lowEvident } = view.count(view.slot(rule))
  const maximum = input.scale.toUnits(rule.judged)
  const own = Math.min(maximum, input.scale.toUnits(input.selfAssessment[part] ?? 0))
  return leaf(part, rule, {
    ...nothing,
    secured: lowEvident > 0 ? own : 0,
    estimate: low > 0 ? own : 0,
    potential: low > 0 ? maximum : 0,
    possible: low > 0 ? maximum : 0,
    awaitsReview: low > 0,
  })
}

function sumWorth(view: View, rule: SumRule, part: string, input: AwardInput): Worth {
  const parts = rule.sum.map((one, i) => award(view, one, partId(part, one, i), input))
  const worth = parts.reduce(plus, { ...nothing, leaves: [] })
  if (parts.length > 0) worth.notApplicable = parts.every((one) => one.notApplicable === true)
  if (rule.cap !== undefined) {
    const cap = input.scale.toUnits(rule.cap)
    for (const key of ['secured', 'estimate', 'potential', 'possible'] as const) worth[key] = Math.min(cap, worth[key])
  }
  if (rule.floor !== undefined) {
    const floor = input.scale.toUnits(rule.floor)
    for (const key of ['loss', 'worst', 'worstEvident'] as const) worth[key] = Math.max(floor, worth[key])
  }
  return worth
}

function bestWorth(view: View, rule: BestRule, part: string, input: AwardInput): Worth {
  const parts = rule.best.map((one, i) => award(view, one, partId(part, one, i), input))
  const top = parts.reduce((best, one) =>
    one.estimate > best.estimate || (one.estimate === best.estimate && one.possible > best.possible) ? one : best,
  )
  const most = (key: 'secured' | 'estimate' | 'potential' | 'possible'): number =>
    Math.max(...parts.map((one) => one[key]))
  return {
    ...top,
    secured: most('secured'),
    estimate: most('estimate'),
    potential: most('potential'),
    possible: most('possible'),
    notApplicable: parts.every((one) => one.notApplicable === true),
  }
}

/** The first case that holds; while a condition is unknown, every branch it leaves open is joined. */
function casesWorth(view: View, rule: CasesRule, part: string, input: AwardInput): Worth {
  const open: Worth[] = []
  const openEvident: Worth[] = []
  let due: Day | undefined
  let settled = false
  let settledEvident = false
  for (const one of rule.cases) {
    const verdict = one.when ? judge(view, one.when) : certain()
    if (settledEvident || (verdict.all === false && verdict.evident === false)) continue
    const worth = award(view, one.rule, casePart(part, one.rule), input)
    if (!settled && verdict.all !== false) open.push(worth)
    if (verdict.evident !== false) openEvident.push(worth)
    if (verdict.all === null) due ??= verdict.due
    settled ||= verdict.all === true
    settledEvident ||= verdict.evident === true
  }
  if (!settled) open.push(nothing)
  if (!settledEvident) openEvident.push(nothing)
  const worst = open.reduce((a, b) => (b.estimate + b.worst < a.estimate + a.worst ? b : a))
  const low = (
    list: Worth[],
    key: keyof Worth & ('secured' | 'estimate' | 'potential' | 'worst' | 'worstEvident'),
  ): number => Math.min(...list.map((one) => one[key]))
  const joined: Worth = {
    ...worst,
    secured: low(openEvident, 'secured'),
    estimate: low(open, 'estimate'),
    potential: low(open, 'potential'),
    possible: Math.max(...open.map((one) => one.possible)),
    loss: Math.max(...open.map((one) => one.loss)),
    worst: low(open, 'worst'),
    worstEvident: low(openEvident, 'worstEvident'),
    notApplicable: open.every((one) => one.notApplicable === true),
    awaitsReview: open.some((one) => one.awaitsReview),
    leaves: open.length === 1 ? worst.leaves : open.flatMap((one) => one.leaves),
  }
  joined.due ??= due
  return joined
}

function shareWorth(view: View, rule: ShareRule, part: string, input: AwardInput): Worth {
  const { all, evident } = judge(view, rule.when)
  const units = Math.round(input.shareUnits * rule.share)
  return leaf(part, rule, {
    ...nothing,
    secured: evident === true ? units : 0,
    estimate: all === true ? units : 0,
    potential: all === true ? units : 0,
    possible: all !== false ? units : 0,
    met: all,
  })
}

/** Starts full and loses what is missing, down to a floor; what nobody stated earns nothing but potential. */
function fullWorth(view: View, rule: FullRule, part: string, input: AwardInput): Worth {
  const lost = rule.minus
    .map((one, i) => award(view, one, partId(part, one, i), input))
    .reduce(plus, { ...nothing, leaves: [] })
  const full = input.scale.toUnits(rule.full)
  const floor = input.scale.toUnits(rule.floor ?? 0)
  const left = (loss: number): number => Math.max(floor, full + loss)
  const own: Worth = {
    ...nothing,
    secured: left(Math.min(lost.worst, lost.worstEvident)),
    estimate: left(lost.worst),
    potential: left(lost.loss),
    possible: left(lost.loss),
  }
  own.due = lost.due
  own.leaves = [{ part, rule, worth: { ...own } }, ...lost.leaves]
  return own
}
