import { assumedValue } from '../model/catalog-index.js'
import type { Kind } from '../model/catalog.js'
import type { Cycle, Day, FieldValue, LedgerRecord } from '../model/ledger.js'
import { dayNumber, type Timed } from './ordered.js'
import type { Member, Slot } from './slot.js'

/** A record inside the scorer, with what is asked of it again and again. */
export interface Entry extends Timed {
  record: LedgerRecord
  kind: Kind
  hasEvidence: boolean
  /** Which standing fact of its kind a statement is about. */
  key: string
  /** What not saying means, by field. */
  assumed: ReadonlyMap<string, FieldValue>
  /** The society's word: an item id, `none`, or nothing. */
  claim: string | undefined
  /** The slots it goes into, and its membership in each once it is matched. */
  slots: readonly Slot[]
  members: Member[]
}

/** When a run is read, and under which cycle. */
export interface Moment {
  asOf: Day
  cycle: Cycle
  /** min(asOf, cycle end): the day standing facts are read at. */
  readingDay: Day
}

export function makeEntry(record: LedgerRecord, kind: Kind, slots: readonly Slot[], claim: string | undefined): Entry {
  const day = sortDay(record, kind)
  return {
    record,
    kind,
    id: record.id,
    day,
    at: dayNumber(day),
    hasEvidence: record.evidence.length > 0,
    key: kind.per ? kind.per.map((field) => String(record.fields[field] ?? '')).join('/') : '',
    assumed: assumptionsOf(kind),
    claim,
    slots,
    members: [],
  }
}

const assumptions = new WeakMap<Kind, ReadonlyMap<string, FieldValue>>()

function assumptionsOf(kind: Kind): ReadonlyMap<string, FieldValue> {
  const known = assumptions.get(kind)
  if (known) return known
  const made = new Map<string, FieldValue>()
  for (const field of kind.fields) {
    const value = assumedValue(kind, field)
    if (value !== undefined) made.set(field.id, value)
  }
  assumptions.set(kind, made)
  return made
}

function sortDay(record: LedgerRecord, kind: Kind): Day {
  switch (kind.time) {
    case 'event':
      return record.until ?? record.on ?? ''
    case 'yearly':
      return record.on ?? `${record.year ?? ''}-12-31`
    default:
      return record.from ?? ''
  }
}

/** A field's value, or what not saying means; undefined is unknown. */
export function valueOf(entry: Entry, field: string): FieldValue | undefined {
  const stated = entry.record.fields[field]
  if (stated !== undefined) return stated
  return field === 'holds' ? true : entry.assumed.get(field)
}

/** The value as one of several things counted apart: enum options with `named` go by that name. */
export function distinctKey(entry: Entry, field: string): string | undefined {
  const value = valueOf(entry, field)
  if (value === undefined) return undefined
  const option = entry.kind.fields.find((one) => one.id === field)?.options?.find((one) => one.id === value)
  return option?.named === undefined
    ? String(value)
    : `${String(value)}:${String(entry.record.fields[option.named] ?? '')}`
}

/** The earliest filing to a body that is dated on or before `asOf`. */
export function firstFiling(record: LedgerRecord, to: string, asOf: Day): Day | undefined {
  let first: Day | undefined
  for (const filing of record.filings)
    if (filing.to === to && filing.on <= asOf && (first === undefined || filing.on < first)) first = filing.on
  return first
}
