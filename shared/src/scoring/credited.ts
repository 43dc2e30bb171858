import { societyRecordId } from '../model/read-ledger.js'
import type { Credit } from './attribution.js'
import { compareTimed, type Timed } from './ordered.js'
import { Member, type Slot } from './slot.js'

/** So many ids are looked through faster than they are put into a set. */
const few = 8

const none: readonly Slot[] = []

/** The records that earn something in an item. */
export interface Credited {
  readonly size: number
  has(record: Timed): boolean
  /** Whether the society's own statement is among them. */
  readonly hasSociety: boolean
  /** By (day, id), as many as wanted or all there are. */
  first(wanted: number): readonly Credit[]
  /** Slots whose counted members are all among them, whatever else there is. */
  readonly whole: readonly Slot[]
}

/** It earns something, or is the society's own statement, which is no record. */
export const isLeftOut = (credited: Credited, record: Timed): boolean =>
  record.id === societyRecordId || credited.has(record)

export const creditedBy = (credits: readonly Credit[]): Credited => new CreditedOnes(credits)

class CreditedOnes implements Credited {
  readonly whole = none
  private ids: ReadonlySet<string> | undefined = undefined

  constructor(private readonly credits: readonly Credit[]) {}

  get size(): number {
    return this.credits.length
  }

  get hasSociety(): boolean {
    return this.credits.some((one) => one.entry.id === societyRecordId)
  }

  has({ id, at }: Timed): boolean {
    const { credits } = this
    if (credits.length > few) return (this.ids ??= new Set(credits.map((one) => one.entry.id))).has(id)
    for (const { entry } of credits) if (entry.at === at && entry.id === id) return true
    return false
  }

  first(): readonly Credit[] {
    return this.credits
  }
}

/**
 * All counted members of slots that share no kind, none of which brings points: looked at only as far as asked, however
 * many there are. The society's own kind is none of theirs.
 */
export function creditedIn(slots: readonly Slot[]): Credited {
  return {
    size: slots.reduce((sum, slot) => sum + slot.counted.size, 0),
    hasSociety: false,
    has(record) {
      // No record is in two of these slots: one that is in one of them need not be looked for.
      if (record instanceof Member && slots.includes(record.slot)) return record.state === true
      return slots.some((slot) => slot.counted.has(record))
    },
    first: (wanted) => firstOf(slots, wanted),
    whole: slots,
  }
}

/** The first counted members of several slots, by (day, id): read from the lists only as far as wanted. */
function firstOf(slots: readonly Slot[], wanted: number): Credit[] {
  const lists = slots.map(({ counted }) => ({ items: counted.items, at: 0 }))
  const found: Credit[] = []
  while (found.length < wanted) {
    let first: (typeof lists)[number] | undefined
    let least: Member | undefined
    for (const list of lists) {
      const item = list.items[list.at]
      if (!item || (least && compareTimed(item, least) >= 0)) continue
      first = list
      least = item
    }
    if (!first || !least) break
    first.at++
    found.push({ entry: least.entry, units: 0 })
  }
  return found
}
