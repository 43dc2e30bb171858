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
import { partsOf } from './parts.js'
import { not } from './compare.js'
import { and, onceFor } from './sparing.js'
import { fresh, leaf, nothing, sumOf, type Worth } from './worth.js'
import { judge, measure } from './evaluate.js'
import type { Span, Verdict, View } from './view.js'
import type { Scale } from './scale.js'

/** What a rule needs beside the view. */
export interface AwardInput {
  scale: Scale
  selfAssessment: Readonly<Record<string, number>>
  reviews: Readonly<Record<string, number>>
  /** Units of one share in the item's section. */
  shareUnits: number
  /** Only the figures are asked for, as when something is tried: nothing is said of the parts. */
  isTrial: boolean
}

export function award(view: View, rule: Rule, part: string, input: AwardInput): Worth {
  const own = wayOf(rule)(view, rule as never, part, input)
  if (!rule.onlyWhen) return own
  const { all, evident } = judge(view, rule.onlyWhen)
  if (all === true) return evident === true ? own : { ...own, secured: reviewedIn(own, input) }
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

/** Units a reviewer gave: they count in all three figures, whatever evidence there is beside them. */
function reviewedIn({ leaves, estimate }: Worth, { reviews }: AwardInput): number {
  let units = 0
  for (const { part, worth } of leaves) if (reviews[part] !== undefined) units += worth.estimate
  return Math.min(units, estimate)
}

type Way = (view: View, rule: never, part: string, input: AwardInput) => Worth

/** How a rule of its shape is worked out: asking a rule for its shape costs more than most of the work. */
const wayOf = onceFor((rule: Rule): Way => {
  if ('points' in rule) return pointsWorth
  if ('share' in rule) return shareWorth
  if ('judged' in rule) return judgedWorth
  if ('steps' in rule || 'each' in rule) return measuredWorth
  if ('grade' in rule) return gradeWorth
  if ('sum' in rule) return sumWorth
  if ('best' in rule) return bestWorth
  if ('cases' in rule) return casesWorth
  if ('full' in rule) return fullWorth
  return listWorth
})

/** No points: met as soon as one record qualifies. */
function listWorth(view: View, rule: ListRule, part: string, input: AwardInput): Worth {
  const { low, high } = view.count(view.slot(rule))
  const worth = fresh()
  worth.met = low > 0 ? true : high > 0 ? null : false
  return input.isTrial ? worth : leaf('list', part, rule, worth)
}

const certain: Verdict = { all: true, evident: true, due: undefined }

function pointsWorth(view: View, rule: PointsRule, part: string, input: AwardInput): Worth {
  const condition = rule.when ?? rule.unless
  const raw = condition ? judge(view, condition) : certain
  const inverted = rule.when === undefined && rule.unless !== undefined
  const all = inverted ? not(raw.all) : raw.all
  const evident = inverted ? not(raw.evident) : raw.evident
  const units = input.scale.toUnits(rule.points)
  const worth = fresh()
  worth.due = raw.due
  if (units >= 0) {
    worth.estimate = worth.potential = all === true ? units : 0
    worth.secured = evident === true ? units : 0
    worth.possible = all !== false ? units : 0
  } else {
    const due = rule.due !== undefined ? view.moment.cycle.due[rule.due] : undefined
    const waits = due !== undefined && view.moment.asOf <= due
    worth.loss = all === true && !waits ? units : 0
    worth.worst = all !== false ? units : 0
    worth.worstEvident = evident !== false ? units : 0
    if (waits && worth.worst < 0) worth.due = due
  }
  return input.isTrial ? worth : leaf('points', part, rule, worth)
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
  const most = span.high === Infinity ? Number.MAX_SAFE_INTEGER : span.high
  const worth = fresh()
  worth.secured = unitsFor(rule, span.lowEvident, input.scale)
  worth.estimate = worth.potential = unitsFor(rule, span.low, input.scale)
  worth.possible = unitsFor(rule, most, input.scale)
  return input.isTrial ? worth : leaf('measured', part, rule, worth)
}

function gradeWorth(view: View, rule: GradeRule, part: string, input: AwardInput): Worth {
  const slot = view.slot(rule)
  const best = { all: 0, evident: 0 }
  const extra = view.extraOf(slot)
  for (const key in rule.grade) {
    const units = input.scale.toUnits(rule.grade[key] ?? 0)
    const tally = slot.byKey.get(key)
    const added = extra?.key === key
    if (added || tally) best.all = Math.max(best.all, units)
    if (added || (tally && tally.evident > 0)) best.evident = Math.max(best.evident, units)
  }
  const open = slot.unstated > 0 || slot.doubtful.size > 0
  const most = open ? Math.max(...Object.values(rule.grade).map((one) => input.scale.toUnits(one))) : best.all
  const worth = fresh()
  worth.secured = best.evident
  worth.estimate = worth.potential = best.all
  worth.possible = Math.max(most, best.all)
  return input.isTrial ? worth : leaf('grade', part, rule, worth)
}

function judgedWorth(view: View, rule: JudgedRule, part: string, input: AwardInput): Worth {
  const worth = fresh()
  const review = input.reviews[part]
  if (review !== undefined) {
    const units = input.scale.toUnits(review)
    worth.secured = worth.estimate = worth.potential = worth.possible = units
    return input.isTrial ? worth : leaf('judged', part, rule, worth)
  }
  const { low, lowEvident } = view.count(view.slot(rule))
  if (low > 0) {
    const maximum = input.scale.toUnits(rule.judged)
    const own = Math.min(maximum, input.scale.toUnits(input.selfAssessment[part] ?? 0))
    worth.secured = lowEvident > 0 ? own : 0
    worth.estimate = own
    worth.potential = worth.possible = maximum
    worth.awaitsReview = true
  }
  return input.isTrial ? worth : leaf('judged', part, rule, worth)
}

function sumWorth(view: View, rule: SumRule, part: string, input: AwardInput): Worth {
  const ids = partsOf(rule, part)
  const parts = rule.sum.map((one, i) => award(view, one, ids[i] as string, input))
  const worth = sumOf(parts)
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
  const ids = partsOf(rule, part)
  const parts = rule.best.map((one, i) => award(view, one, ids[i] as string, input))
  let [top] = parts as [Worth, ...Worth[]]
  for (const one of parts)
    if (one.estimate > top.estimate || (one.estimate === top.estimate && one.possible > top.possible)) top = one
  const best: Worth = { ...top, notApplicable: true }
  for (const one of parts) {
    if (one.secured > best.secured) best.secured = one.secured
    if (one.estimate > best.estimate) best.estimate = one.estimate
    if (one.potential > best.potential) best.potential = one.potential
    if (one.possible > best.possible) best.possible = one.possible
    if (one.notApplicable !== true) best.notApplicable = false
  }
  return best
}

/** The first case that holds; while a condition is unknown, every branch it leaves open is joined. */
function casesWorth(view: View, rule: CasesRule, part: string, input: AwardInput): Worth {
  let open: Worth[] | undefined
  let openEvident: Worth[] | undefined
  let due: Day | undefined
  let sure: Worth | undefined
  let settled = false
  let settledEvident = false
  const ids = partsOf(rule, part)
  for (let i = 0; i < rule.cases.length; i++) {
    const one = rule.cases[i] as CasesRule['cases'][number]
    const verdict = one.when ? judge(view, one.when) : certain
    if (settledEvident || (verdict.all === false && verdict.evident === false)) continue
    const own = award(view, one.rule, ids[i] as string, input)
    const worth = one.when && verdict.all === true ? grounded(own, one.when) : own
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
  if (!open && !openEvident) return { ...nothing }
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

const isSure = ({ all, evident }: Verdict): boolean => all === true && evident === true

/** The same, with the condition its points were reached by. */
function grounded(worth: Worth, when: Condition): Worth {
  if (worth.estimate <= 0 || worth.leaves.length === 0) return worth
  return { ...worth, leaves: worth.leaves.map((one) => ({ ...one, grounds: [when, ...one.grounds] })) }
}

/** The worst of the branches left open, but for what the best of them could bring; not yet what is read from evidence. */
function joinedCases(open: readonly Worth[], isTrial: boolean): Worth {
  let [worst] = open as [Worth, ...Worth[]]
  for (const one of open) if (one.estimate + one.worst < worst.estimate + worst.worst) worst = one
  const joined: Worth = {
    ...worst,
    secured: Infinity,
    worstEvident: Infinity,
    notApplicable: true,
    awaitsReview: false,
  }
  for (const one of open) {
    joined.estimate = Math.min(joined.estimate, one.estimate)
    joined.potential = Math.min(joined.potential, one.potential)
    joined.possible = Math.max(joined.possible, one.possible)
    joined.loss = Math.max(joined.loss, one.loss)
    joined.worst = Math.min(joined.worst, one.worst)
    if (one.notApplicable !== true) joined.notApplicable = false
    if (one.awaitsReview) joined.awaitsReview = true
  }
  if (open.length > 1 && !isTrial) joined.leaves = open.flatMap((one) => one.leaves)
  return joined
}

function shareWorth(view: View, rule: ShareRule, part: string, input: AwardInput): Worth {
  const { all, evident } = judge(view, rule.when)
  const units = Math.round(input.shareUnits * rule.share)
  const worth = fresh()
  worth.secured = evident === true ? units : 0
  worth.estimate = worth.potential = all === true ? units : 0
  worth.possible = all !== false ? units : 0
  worth.met = all
  return input.isTrial ? worth : leaf('share', part, rule, worth)
}

/** Starts full and loses what is missing, down to a floor; what nobody stated earns nothing but potential. */
function fullWorth(view: View, rule: FullRule, part: string, input: AwardInput): Worth {
  const ids = partsOf(rule, part)
  const lost = sumOf(rule.minus.map((one, i) => award(view, one, ids[i] as string, input)))
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
  if (!input.isTrial) own.leaves = [...leaf('full', part, rule, { ...own }).leaves, ...lost.leaves]
  return own
}
