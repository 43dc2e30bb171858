import type { Day, FieldValue } from '../model/ledger.js'

/**
 * `future`: cannot be done yet; `open`: can be done; `dueSoon`: due within days, or behind its pace; `overdue`: its day has
 * passed and it is not done; `done`: done in time; `late`: done after its day; `waived`: does not concern this society.
 */
export type DutyStatus = 'future' | 'open' | 'dueSoon' | 'overdue' | 'done' | 'late' | 'waived'

/** Who asks: one duty of one rubric. */
export interface DutyAsk {
  rubric: string
  duty: string
  /** Item or gate it bears on. */
  item: string
  due: Day
}

/** What hangs on a duty under one rubric, worked out by the scorer on the day after everything is due. */
export interface DutyStake {
  rubric: string
  /** Points of the estimated total. */
  points: number
  /** Where the points depend on an expert or on facts nobody stated: the most it can come to. */
  upTo?: number
  /** Stars of the estimate. */
  stars?: number
  /** Gates that are met only with it. */
  gates?: string[]
  /** Without it nothing of the rubric counts; `points` and `stars` are then all of the society's. */
  whole?: true
}

/** What one tap does. Days are left out: what is recorded carries the day of the tap. */
export type DutyAction =
  /** Add a filing to a record that is there. */
  | { do: 'file'; record: string; to: string }
  /** Complete a record that is there with these fields (and file it). */
  | { do: 'edit'; record: string; fields: Readonly<Record<string, FieldValue>>; to?: string }
  /** Make a record; `complete`: nothing else needs to be filled in. */
  | { do: 'record'; draft: DutyDraft; complete: boolean }
  /** State anew what is about to expire, from the record that says so. */
  | { do: 'renew'; record: string }
  /** Look at the item: the rubric does not say what fulfils it. */
  | { do: 'look'; rubric: string; item: string }

/** A record as a duty asks for it. */
export interface DutyDraft {
  kind: string
  year?: number
  fields: Readonly<Record<string, FieldValue>>
  /** File it with this body on the same day. */
  to?: string
}

/** The society's word that a duty does not concern it. */
export interface DutyWaiver {
  key: string
  reason: string
}

/** One thing that must be done, for all the rubrics that ask for it, as it stands on a day. Computed, never stored. */
export interface DutyState {
  /** Stable: the same for every rubric that asks the same, from day to day. */
  key: string
  title: string
  clause: string
  /** What to do, in words. */
  what: string
  asks: DutyAsk[]
  /** Record the duty arises from. */
  subject?: string
  /** Year the document it asks for is of. */
  year?: number
  /** First day it can be done; absent: any day. */
  opens?: Day
  /** The first day from which it is due soon. */
  soonFrom: Day
  /** The due day itself is in time. */
  due: Day
  doneOn?: Day
  /** Record that fulfils it. */
  by?: string
  /** Of duties that ask for several: how many are there, and by when the next is expected. */
  progress?: { done: number; target: number; nextBy?: Day }
  status: DutyStatus
  /** It can no longer be made up for. */
  tooLate?: true
  action?: DutyAction
  /** What is lost if it is never done. */
  stake: DutyStake[]
  /** What its being late has already cost for good. */
  lost: DutyStake[]
  waiver?: string
  /** The next day on which its status changes unless something is recorded. */
  next?: Day
}
