import type { Cycle, Day } from './ledger.js'

/** secured <= estimate <= potential, each rounded half up to two decimals. */
export interface Figures {
  secured: number
  estimate: number
  potential: number
}
export type Outcome = 'met' | 'partly' | 'unmet' | 'unknown' | 'judged' | 'notApplicable' | 'atRisk'

export interface GateResult {
  id: string
  title: string
  clause: string
  met: boolean | null
  records: string[]
  /** Why it is not met or unknown, in Chinese; absent when met. */
  reason?: string
}
export interface CountedRecord {
  record: string
  points: number
}
/** Why a record of a kind the item accepts earns nothing there. */
export type NotCountedReason =
  | 'afterAsOf'
  | 'outsideWindow'
  | 'notInForce'
  | 'statedNo'
  | 'superseded'
  | 'fieldMissing'
  | 'fieldDiffers'
  | 'belowMinimum'
  | 'excluded'
  | 'notFiled'
  | 'filedLate'
  | 'claimedElsewhere'
  | 'assignedElsewhere'
  | 'repeated'
  | 'outdone'
  | 'capReached'
  | 'notEnoughYet'
  | 'notAssessed'
  | 'reviewedZero'
  | 'judgedAsWhole'
  | 'inOrder'
  | 'standsAgainst'
export interface NotCountedRecord {
  record: string
  reason: NotCountedReason
  /** What to do, in Chinese; empty when nothing can be done. */
  fix: string
  gain: number
}
export interface ItemCard {
  id: string
  title: string
  clause: string
  maximum: number
  points: Figures
  outcome: Outcome
  /** Only on items that share their section's points. */
  met?: boolean | null
  apportioned?: true
  /** Adds beyond the section's and the rubric's maximum. */
  bonus?: true
  /** Announced for a later edition: shown, not counted. */
  future?: true
  reading?: string
  counted: CountedRecord[]
  notCounted: NotCountedRecord[]
  more: { counted: number; notCounted: number }
  missing: string[]
}
export interface SectionCard {
  id: string
  title: string
  maximum: number
  /** What the section weighs in the total for this class of organisation; its own figures are before the weight. */
  weight?: number
  total: Figures
  items: ItemCard[]
}
export interface Rating {
  stars: number
  band: string | null
}
export interface RiskEntry {
  item: string
  points: number
  due: Day | null
}
export interface NextStep {
  item: string
  gain: number
  action: string
}
/** The public scorecard: the same bytes from CLI, HTTP and phone (`serialiseScorecard`). */
export interface Scorecard {
  rubric: string
  edition: string
  hash: string
  asOf: Day
  cycle: Cycle
  eligible: boolean | null
  gates: GateResult[]
  maximum: number
  total: Figures
  /** null where the rubric has no star rule. */
  rating: { secured: Rating; estimate: Rating; potential: Rating } | null
  sections: SectionCard[]
  atRisk: RiskEntry[]
  next: NextStep[]
}
