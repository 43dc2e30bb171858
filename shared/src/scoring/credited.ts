import { societyRecordId } from '../model/read-ledger.js'
import type { Credit } from './attribution.js'
import type { Timed } from './ordered.js'
import type { Slot } from './slot.js'

/** So many ids are looked through faster than they are put into a set. */
const few = 8

/** The records that earn something in an item. */
export interface Credited {
  size: number
  has(record: Timed): boolean
  /** Whether the society's own statement is among them. */
  hasSociety: boolean
  /** By (day, id), as many as wanted or all there are. */
  first(wanted: number): readonly Credit[]
  /** The slot whose counted members are all among them, whatever else there is. */
  whole: Slot | undefined
}

export function creditedBy(credits: readonly Credit[]): Credited {
  let ids: ReadonlySet<string> | undefined
  return {
    size: credits.length,
    hasSociety: credits.some((one) => one.entry.id === societyRecordId),
    has({ id }) {
      if (credits.length <= few) return credits.some((one) => one.entry.id === id)
      ids ??= new Set(credits.map((one) => one.entry.id))
      return ids.has(id)
    },
    first: () => credits,
    whole: undefined,
  }
}

/**
 * All counted members of a slot of other kinds than the society's own, none of which brings points: looked at only as far as asked, however many there are.
 */
export function creditedIn(slot: Slot): Credited {
  return {
    size: slot.counted.size,
    hasSociety: false,
    has: (record) => slot.counted.has(record),
    first(wanted) {
      const members = slot.counted.items
      const some = wanted < members.length ? members.slice(0, wanted) : members
      return some.map(({ entry }) => ({ entry, units: 0 }))
    },
    whole: slot,
  }
}
