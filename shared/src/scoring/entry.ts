import type { Kind } from '../model/catalog.js'
import type { Day, FieldValue, LedgerRecord } from '../model/ledger.js'
import type { Nature } from './nature.js'
import { dayNumber, type Timed } from './ordered.js'
import { and } from './sparing.js'
import type { Member, Slot } from './slot.js'

/**
 * A record inside the scorer, with what is asked of it again and again. A class, as all that holds on to others in a
 * scorer is: engines move what object literals make to where it is seldom cleared away, and all it holds with it.
 */
export class Entry implements Timed {
  readonly id: string
  readonly day: Day
  readonly at: number
  readonly hasEvidence: boolean
  /** Which standing fact of its kind a statement is about. */
  readonly key: string

  private held: Member[] | undefined = undefined

  /**
   * @param slots those it goes into
   * @param claim the society's word: an item id, `none`, or nothing
   * @param stated the entry as the society stated it, where this is what it is read as
   */
  constructor(
    readonly record: LedgerRecord,
    readonly nature: Nature,
    readonly slots: readonly Slot[] = none,
    readonly claim: string | undefined = undefined,
    private readonly stated: Entry | undefined = undefined,
  ) {
    const day = sortDay(record, nature)
    const { per } = nature
    this.id = record.id
    this.day = day
    this.at = dayNumber(day)
    this.hasEvidence = record.evidence.length > 0
    this.key = per ? per.map((field) => String(record.fields[field] ?? '')).join('/') : ''
  }

  get kind(): Kind {
    return this.nature.kind
  }

  /** The same entry where its record says more; it stands in the same slots. */
  saying(record: LedgerRecord): Entry {
    return new Entry(record, this.nature, this.slots, this.claim, this)
  }

  /** Its membership in each slot, once it is matched. */
  get members(): readonly Member[] {
    return (this.stated ?? this).held ?? none
  }

  join(member: Member): void {
    this.held = and(this.held, member)
  }

  /** Takes it out of a slot. */
  leave(slot: Slot): Member | undefined {
    const at = this.held?.findIndex((one) => one.slot === slot) ?? -1
    return at < 0 ? undefined : this.held?.splice(at, 1)[0]
  }
}

const none: readonly never[] = []

function sortDay(record: LedgerRecord, { time }: Nature): Day {
  switch (time) {
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
  return field === 'holds' ? true : entry.nature.assumed.get(field)
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
