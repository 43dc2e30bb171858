import type { FieldValue } from '../model/ledger.js'
import type { NotCountedReason } from '../model/scorecard.js'
import { asCompare, passingValue, testOfField } from './compare.js'
import { valueOf, type Entry } from './entry.js'
import type { Failure } from './match.js'

const hopeless: ReadonlySet<NotCountedReason> = new Set<NotCountedReason>([
  'afterAsOf',
  'outsideWindow',
  'notInForce',
  'statedNo',
  'superseded',
  'excluded',
  'filedLate',
  'claimedElsewhere',
])

/** A statement about another of several facts: nothing about it is wrong. */
export const isAnotherFact = (entry: Entry, failure: Failure): boolean =>
  failure.field !== undefined && entry.nature.per?.includes(failure.field) === true

/** All that stands in the way, the reason given first. */
export const failuresOf = (failure: Failure): readonly Failure[] =>
  failure.also ? [failure, ...failure.also] : [failure]

/** Nothing the society does to the record makes it count. */
export const isHopeless = (entry: Entry, failure: Failure): boolean =>
  isHopelessAlone(entry, failure) || failure.also?.some((one) => isHopelessAlone(entry, one)) === true

const isHopelessAlone = (entry: Entry, failure: Failure): boolean =>
  hopeless.has(failure.reason) ||
  failure.isTooLate === true ||
  failure.later !== undefined ||
  isAnotherFact(entry, failure)

/** Completing or filing the record puts it right. */
export const isMendable = (failure: Failure): boolean =>
  isMendableAlone(failure) && failure.also?.every(isMendableAlone) !== false

const isMendableAlone = (failure: Failure): boolean =>
  !failure.isTooLate && (failure.reason === 'notFiled' || failure.reason === 'fieldMissing')

/** What a field would say once what the failure names is put right. */
export const mendedValue = (entry: Entry, { field, test }: Failure): FieldValue | undefined =>
  field === undefined || test === undefined ? undefined : passingValue(asCompare(test), valueOf(entry, field))

/** Does putting one thing right put all of these right too, as far as the record goes? */
export const isCured = (entry: Entry, failures: readonly Failure[], by: readonly Failure[]): boolean =>
  failures.every((failure) => by.some((cure) => cures(entry, cure, failure)))

function cures(entry: Entry, cure: Failure, failure: Failure): boolean {
  if (failure.body !== undefined)
    return cure.body === failure.body && !failure.isTooLate && failure.reason === 'notFiled'
  if (failure.field === undefined || failure.test === undefined || cure.field !== failure.field) return false
  const value = mendedValue(entry, cure)
  return value !== undefined && failure.reason !== 'excluded' && testOfField(failure.test)(value)
}
