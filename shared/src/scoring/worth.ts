import type { Day } from '../model/ledger.js'
import type {
  Condition,
  EachRule,
  FullRule,
  GradeRule,
  JudgedRule,
  ListRule,
  PointsRule,
  ShareRule,
  StepsRule,
} from '../model/rubric.js'
import type { Tri } from './compare.js'
import { and } from './sparing.js'

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
  leaves: readonly Leaf[]
}
interface Shapes {
  points: PointsRule
  share: ShareRule
  judged: JudgedRule
  measured: StepsRule | EachRule
  grade: GradeRule
  full: FullRule
  list: ListRule
}
interface LeafOf<Shape extends keyof Shapes> {
  shape: Shape
  part: string
  rule: Shapes[Shape]
  worth: Worth
  /** What holds of the cases it was reached by. */
  grounds: readonly Condition[]
  /** Units for what is measured or graded. */
  unitsFor: UnitsFor<Shape>
  /** The slot it looks at itself, by index; -1: none. */
  slot: number
}
type UnitsFor<Shape> = Shape extends 'measured'
  ? (value: number) => number
  : Shape extends 'grade'
    ? (key: string) => number
    : undefined
/** A part of a rule that carries points, as it was evaluated. */
export type Leaf = { [Shape in keyof Shapes]: LeafOf<Shape> }[keyof Shapes]

const none: readonly Leaf[] = []
const noGrounds: readonly Condition[] = []

/** Worth of nothing so far. */
export const fresh = (): Worth => ({
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
  leaves: none,
})

/** The same, to be changed. */
export const copyOf = (worth: Readonly<Worth>): Worth => ({
  secured: worth.secured,
  estimate: worth.estimate,
  potential: worth.potential,
  possible: worth.possible,
  loss: worth.loss,
  worst: worth.worst,
  worstEvident: worth.worstEvident,
  notApplicable: worth.notApplicable,
  awaitsReview: worth.awaitsReview,
  due: worth.due,
  met: worth.met,
  leaves: worth.leaves,
})

/** Worth of nothing: never changed. */
export const nothing: Readonly<Worth> = fresh()

/** A fresh worth as the only part of itself. */
export function leaf<Shape extends keyof Shapes>(
  shape: Shape,
  part: string,
  rule: Shapes[Shape],
  worth: Worth,
  slot = -1,
  unitsFor?: UnitsFor<Shape>,
): Worth {
  const only = { shape, part, rule, worth, grounds: noGrounds, unitsFor, slot }
  worth.leaves = [only as LeafOf<Shape> as Leaf]
  return worth
}

/** Several worths together. */
export function sumOf(parts: readonly Worth[]): Worth {
  const sum = fresh()
  let leaves: Leaf[] | undefined
  for (const one of parts) {
    sum.secured += one.secured
    sum.estimate += one.estimate
    sum.potential += one.potential
    sum.possible += one.possible
    sum.loss += one.loss
    sum.worst += one.worst
    sum.worstEvident += one.worstEvident
    if (one.awaitsReview) sum.awaitsReview = true
    if (one.due !== undefined && !(sum.due !== undefined && sum.due < one.due)) sum.due = one.due
    for (const each of one.leaves) leaves = and(leaves, each)
  }
  if (leaves) sum.leaves = leaves
  return sum
}
