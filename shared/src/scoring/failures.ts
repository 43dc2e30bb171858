import type { NotCountedReason } from '../model/scorecard.js'
import type { Entry } from './entry.js'
import type { Failure } from './match.js'

const hopeless: ReadonlySet<NotCountedReason> = new Set<NotCountedReason>([
  'afterAsOf',
  'outsideWindow',
  'notInForce',
  'superseded',
  'excluded',
  'filedLate',
  'claimedElsewhere',
])

/** A statement about another of several facts: nothing about it is wrong. */
export const isAnotherFact = (entry: Entry, failure: Failure): boolean =>
  failure.field !== undefined && entry.kind.per?.includes(failure.field) === true

/** Nothing the society does to the record makes it count. */
export const isHopeless = (entry: Entry, failure: Failure): boolean =>
  hopeless.has(failure.reason) || failure.isTooLate === true || isAnotherFact(entry, failure)

/** Completing or filing the record puts it right. */
export const isMendable = (failure: Failure): boolean =>
  !failure.isTooLate && (failure.reason === 'notFiled' || failure.reason === 'fieldMissing')
