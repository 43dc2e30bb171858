import type { Measure } from '../model/rubric.js'
import type { NotCountedReason } from '../model/scorecard.js'
import { measure, yearsTold } from './evaluate.js'
import type { Case } from './explain.js'
import { ended } from './fact-notes.js'
import { isAnotherFact } from './failures.js'
import { outlineOf } from './outline.js'
import type { Member, Slot } from './slot.js'

/** A reason and, where there is something to say, what would change it. */
export interface Told {
  reason: NotCountedReason
  fix: string
}

/**
 * Why records that count in a slot, and repeat none, bring nothing of their own: the same for all of them, or found for
 * each.
 */
export type Nothing = Told | ((member: Member) => Told)

export function whyNothing(input: Case, slot: Slot): Nothing {
  if (!slot.spec.wanted) return standsAgainst
  if (slot.spec.has && !slot.spec.eachYear) return inOrder
  return judged(input, slot) ?? graded(input, slot) ?? beyond(input, slot)
}

const plain = (reason: NotCountedReason): Told => ({ reason, fix: '' })
const standsAgainst = plain('standsAgainst')
const inOrder = plain('inOrder')
const outdone = plain('outdone')
const notEnoughYet = plain('notEnoughYet')
const capReached = plain('capReached')
const judgedAsWhole = plain('judgedAsWhole')
const reviewedZero = plain('reviewedZero')

/** What an expert looks at brings nothing itself; undefined where the slot serves more than a judged part. */
function judged(input: Case, slot: Slot): Told | undefined {
  const { leaves } = input.worth
  const only = leaves.find((one) => one.shape === 'judged' && one.slot === slot.index)
  if (!only || leaves.some((one) => one !== only && one.slot === slot.index)) return undefined
  const { estimate, awaitsReview, potential } = only.worth
  if (estimate > 0) return judgedAsWhole
  if (!awaitsReview) return reviewedZero
  return { reason: 'notAssessed', fix: `填写自评分，最多 ${input.scale.toFigure(potential)} 分` }
}

/** The best grade counts; a value the grades do not name never does. */
function graded(input: Case, slot: Slot): Nothing | undefined {
  const leaf = input.worth.leaves.find((one) => one.shape === 'grade' && one.slot === slot.index)
  const { field } = slot.spec
  if (leaf?.shape !== 'grade' || field === undefined) return undefined
  const { grade } = leaf.rule
  return ({ entry: { kind }, key }) => {
    if (key === undefined || key in grade) return outdone
    const { words } = input
    return {
      reason: 'fieldDiffers',
      fix: `${words.field(kind.id, field)}为“${words.stated(kind.id, field, key)}”的不计分`,
    }
  }
}

function beyond(input: Case, slot: Slot): Nothing {
  const { worth, words } = input
  const goal = goalOf(input, slot)
  if (goal?.isSingle) {
    if (goal.earned > 0) return outdone
    const { field = '' } = slot.spec
    return ({ entry: { kind }, value }) => {
      const unit = words.unit(kind.id, field)
      const asked = `${words.quotedField(kind.id, field)}要不少于 ${goal.need}${unit}`
      return { reason: 'belowMinimum', fix: `${asked}，现为 ${value ?? 0}${unit}` }
    }
  }
  if (goal) return { reason: 'notEnoughYet', fix: progress(input, slot, goal) }
  if (worth.estimate <= 0) return notEnoughYet
  const isLargest = worth.leaves.some(
    (one) => one.shape === 'measured' && 'largest' in one.rule.of && 'steps' in one.rule && one.slot === slot.index,
  )
  return isLargest ? outdone : capReached
}

/** The next number a slot has to reach. */
interface Goal {
  low: number
  need: number
  /** Units already earned on the way there. */
  earned: number
  /** One record has to reach it, not all together. */
  isSingle: boolean
}

function goalOf(input: Case, slot: Slot): Goal | undefined {
  const { view, worth } = input
  for (const { shape, rule, slot: at, worth: own } of worth.leaves) {
    if (shape !== 'measured' || at !== slot.index || !('steps' in rule)) continue
    const { low } = measure(view, rule.of)
    const next = rule.steps.find(
      ({ min, above }) => (min !== undefined && low < min) || (above !== undefined && low <= above),
    )
    const need = next?.min ?? next?.above
    if (need !== undefined) return { low, need, earned: own.estimate, isSingle: 'largest' in rule.of }
  }
  for (const { what } of outlineOf(input.rule).asked) {
    if (!isBounded(what) || view.program.slotOf(what) !== slot) continue
    const { low } = measure(view, what)
    if (low < what.min) return { low, need: what.min, earned: 0, isSingle: 'largest' in what }
  }
  return undefined
}

const isBounded = (what: string | object): what is Measure & { min: number } =>
  typeof what === 'object' && 'min' in what && typeof what.min === 'number'

function progress({ words }: Case, { spec }: Slot, { low, need, earned }: Goal): string {
  const kind = spec.selector.kind[0] ?? ''
  const unit =
    spec.field !== undefined ? words.unit(kind, spec.field) : spec.by !== undefined ? ' 种' : words.counting(kind)
  return `现在共 ${low}${unit}，达到 ${need}${unit}才${earned > 0 ? '再加' : '得'}分`
}

/** What there is to say of a record that does not count and cannot be put right. */
export function remarkOn({ view, words }: Case, { spec: { selector } }: Slot, { entry, failure }: Member): string {
  const { record, kind } = entry
  const { reason, field, test } = failure ?? {}
  if (reason === 'notInForce' && kind.time === 'statement') return ended(record)
  if (failure && field !== undefined && test !== undefined && isAnotherFact(entry, failure)) {
    const own = words.stated(kind.id, field, record.fields[field] ?? '')
    return `本项看${words.quotedField(kind.id, field)}${words.fieldTest(kind.id, field, test)}的，这一条是“${own}”`
  }
  if (reason !== 'outsideWindow' || kind.time !== 'yearly' || typeof selector.window === 'object') return ''
  return `本项看 ${yearsTold(view, selector)} 年的，这一条是 ${record.year} 年的`
}
