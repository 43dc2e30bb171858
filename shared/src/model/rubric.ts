import type { Day } from './ledger.js'

/** A comparison of a measured value. Several keys must all hold. */
export interface Compare {
  /** value >= min */
  min?: number | string
  /** value <= max */
  max?: number | string
  /** value > above */
  above?: number | string
  /** value < below */
  below?: number | string
  odd?: boolean
  is?: string | number | boolean
  in?: (string | number)[]
  /** Of a record's field: what not saying is taken for is not enough, the record must say it. */
  stated?: true
}
/** What a record's field must be: a value, one of several, or a comparison. */
export type FieldTest = string | number | boolean | (string | number)[] | Compare

export interface FiledTest {
  to: string
  /** Due-date id: filed on or before that day. */
  by?: string
  /** Setting id (days): filed at most so many days after the record's day. */
  within?: string
}
/** Which records count. Predicates are tried in clause order: kind, window or year, where, not, any, filed. */
export interface Selector {
  kind: string[]
  /** Instead of one set of predicates: each kind by the first of these that names it. `kind` is then all of theirs. */
  either?: Selector[]
  where?: Record<string, FieldTest>
  /** None of these may hold. */
  not?: Record<string, FieldTest>
  /** At least one of these must hold. */
  any?: Record<string, FieldTest>[]
  filed?: FiledTest
  /** Default: the cycle for events and periods, in force on the reading day for statements. */
  window?: { years: number } | { from: Day; to: Day } | 'any' | 'now'
  /** Yearly documents: years relative to the cycle's year, default [0]. */
  year?: number[]
  /** Records of this group serve only one item each. */
  exclusive?: string
}
export type Measure =
  | { count: Selector }
  | { total: Selector; field: string }
  | { largest: Selector; field: string }
  /** Distinct values of a field (enum options with `named` by that name), or distinct calendar units. */
  | { distinct: Selector; by: string | 'month' | 'quarter' | 'year' }
  | { fact: string; at?: 'asOf' }
  /** part / whole; two facts of one statement, or two measures. Compared with shares such as 0.5. */
  | { ratio: [Measure, Measure] }
  /** How many of these conditions hold. */
  | { tally: Condition[] }
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { none: Condition[] }
  | (Measure & Compare)
  | { filed: Selector }
  /**
   * Every record of the set passes. An empty set passes; with `emptyNeeds` (a fact path) it is secured only where that
   * fact is stated with evidence.
   */
  | { every: Selector; has: Requirement; emptyNeeds?: string }
  /** Each asked year has a record (the latest of that year decides) that passes; years before `since` (a day fact) are left out. */
  | { eachYear: Selector; has: Requirement; since?: string }
  | { always: boolean }
/** What each record of a set must show. */
export interface Requirement {
  where?: Record<string, FieldTest>
  filed?: FiledTest
  filings?: AroundFilings
}
/** Filed with `to` before the first day and again on or after the last (事前上报、事后反馈). */
export interface AroundFilings {
  to: string
}

export interface RuleBase {
  /** Part id, unique in the item; default: position. */
  id?: string
  label?: string
  onlyWhen?: Condition
}
export interface PointsRule extends RuleBase {
  points: number
  when?: Condition
  unless?: Condition
  /** While this due day has not passed, a deduction is only at risk. */
  due?: string
}
export interface StepsRule extends RuleBase {
  steps: { min?: number; above?: number; points: number }[]
  of: Measure
}
export interface EachRule extends RuleBase {
  each: number
  first?: number
  cap?: number
  of: Measure
}
export interface GradeRule extends RuleBase {
  grade: Record<string, number>
  of: Selector
  field: string
}
export interface JudgedRule extends RuleBase {
  judged: number
  /** null: only records the society claims for the item. */
  needs: Selector | null
  /** Named grades an assessment may give instead of points. */
  grades?: Record<string, number>
}
export interface SumRule extends RuleBase {
  sum: Rule[]
  cap?: number
  floor?: number
}
export interface BestRule extends RuleBase {
  best: Rule[]
}
export interface CasesRule extends RuleBase {
  cases: { when?: Condition; else?: true; rule: Rule }[]
}
export interface ShareRule extends RuleBase {
  share: number
  when: Condition
}
export interface FullRule extends RuleBase {
  full: number
  minus: Rule[]
  floor?: number
}
export interface ListRule extends RuleBase {
  list: Selector
}
export type Rule =
  | PointsRule
  | StepsRule
  | EachRule
  | GradeRule
  | JudgedRule
  | SumRule
  | BestRule
  | CasesRule
  | ShareRule
  | FullRule
  | ListRule

export interface Reading {
  id: string
  label: string
  rule: Rule
}
export interface RubricItem {
  id: string
  title: string
  clause: string
  /** null: shares its section's points. */
  maximum: number | null
  deduction: number
  bonus?: boolean
  future?: boolean
  /** How an open clause is read, shown to the user. */
  reading?: string
  readings?: { default: string; choices: Reading[] }
  rule: Rule
}
export interface RubricSection {
  id: string
  title: string
  maximum: number
  /** The items share the section's points equally (or by share weight): the document does not say. */
  apportioned?: boolean
  /** A total below this fails the rating. */
  minimum?: number
  /** Weight by class of organisation. */
  weights?: Record<string, number>
  items: RubricItem[]
}
export interface Gate {
  id: string
  title: string
  clause: string
  when: Condition
  /** Rests on a submission: unknown until this due day has passed. */
  due?: string
}
export interface DueDate {
  id: string
  label: string
  /** `cycle-end`, a fixed `MM-DD` in the cycle's year, or null: none unless the cycle sets one. */
  default: string | null
}
export interface Setting {
  id: string
  label: string
  unit?: string
  default: number | null
}
/** A length of time as a clause says it: days, or calendar months. */
export interface TimeSpan {
  days?: number
  months?: number
}
/** When a duty that arises from a record is done. */
export interface DutyDone {
  /** That record is filed with a body; `before`: before its first day, `after`: on or after its last. */
  filed?: { to: string; when?: 'before' | 'after' }
  /** Another record follows, on the same day or later. */
  record?: Selector
}
/**
 * What must be done, and by when. At most one of `once`, `each`, `count` and `valid` says what it asks; with none of
 * them it asks that its item be met.
 */
export interface Duty {
  id: string
  title: string
  clause: string
  /** Item or gate it bears on. */
  item: string
  action: string
  /** Per cycle: one such record (for a yearly document: of each asked year). */
  once?: Selector
  /** Per event or change: whenever there is such a record, `done`. */
  each?: Selector
  done?: DutyDone
  /** Per count: `target` such records, paced through the cycle. */
  count?: Selector
  target?: number
  /** Per validity: such a statement has to be renewed before its `until`. */
  valid?: Selector
  /** Due-date id. A duty without any due day is due on the cycle's last day. */
  due?: string
  /** After the day of the record it arises from: a setting (days), or a span the clause names. */
  within?: string | TimeSpan
  /** First day it can be done: a due-date id, or so long before it is due. */
  opens?: string | TimeSpan
  /** Days before it is due from which it is due soon. */
  soon?: number
  /** Without it nothing of the rubric counts for the society. */
  whole?: boolean
}
export interface Stage {
  id: string
  title: string
  from?: string
  to?: string
}
/** A rubric as data: what an official table says, closed vocabulary, no expressions. */
export interface Rubric {
  id: string
  title: string
  edition: string
  minEngine: number
  source: { title: string; number?: string; issued?: string; issuer?: string }
  maximum: number
  deductions: number
  indicators: { first: number; second: number }
  window?: { from: Day; to: Day }
  rating?: { per: number; max: number; bands: { min: number; label: string }[] }
  due: DueDate[]
  settings: Setting[]
  gates: Gate[]
  groups: { title: string; sections: string[]; maximum: number }[]
  sections: RubricSection[]
  duties: Duty[]
  stages: Stage[]
}
