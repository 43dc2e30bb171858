import { societyKind, societyRecordId } from '../model/read-ledger.js'
import type { Rule } from '../model/rubric.js'
import type { CountedRecord, ItemCard } from '../model/scorecard.js'
import { creditsOf, type Credit, type MembersOf } from './attribution.js'
import { creditedBy, creditedIn, type Credited } from './credited.js'
import { missingParts } from './missing.js'
import type { Leaf, Worth } from './worth.js'
import type { FactCondition } from './conditions.js'
import type { Entry } from './entry.js'
import type { View } from './view.js'
import type { FactReading } from './facts.js'
import { compareTimed, sortShort } from './ordered.js'
import type { Scale } from './scale.js'
import type { Slot } from './slot.js'
import type { Uncounted } from './gaining.js'
import { uncountedRecords } from './uncounted.js'
import type { Words } from './words.js'

export const listLimit = 20

/** A comparison of a fact and what it was read as. */
export interface FactRead extends FactReading {
  condition: FactCondition
  /** Units it would bring if it were so, as far as asked. */
  gain: number | undefined
}

/** What is needed to explain one unit. */
export interface Case {
  view: View
  rule: Rule
  worth: Worth
  slots: readonly Slot[]
  /** The facts compared in it, as they are read. */
  facts: readonly FactRead[]
  members: MembersOf
  scale: Scale
  words: Words
  /** What was tried of its facts: units by which it changes, by their bits. */
  changes: Map<number, number> | undefined
  /** Units this unit would be worth (estimate and losses) under a changed view. */
  worthUnder(view: View): number
  /** Units by which it could be raised at most: 0 at its maximum. */
  mostGain: number
  /** Does a counted record serve this slot? Only in exclusive groups may it serve another. */
  isServed: (slot: Slot, id: string) => boolean
  /** The item a record of an exclusive group was given to, when another. */
  servesElsewhere: (slot: Slot, id: string) => string | undefined
  maximum: number
  /** How many records there are of a kind. */
  sizeOfKind: (kind: string) => number
  hasSociety: boolean
  /** Its section's points enter the total by a weight. */
  isWeighted: boolean
  /** Units the rubric would gain if a record might serve these slots of an exclusive group as well. See `Assigner`. */
  gainOfServing: (entry: Entry, slots: readonly Slot[], isFree?: boolean) => number
  /** It serves nothing yet, and nothing else in its group has a choice: what it would serve is taken from nowhere. */
  isApart: (slot: Slot, id: string) => boolean
  /** One record for all that serve other slots of a slot's group and may not serve it. */
  besides: (slot: Slot) => Entry[]
}

const nobody = creditedBy([])

/** Credits per record, kept within what the item is worth, by (day, id). */
export function countedRecords(input: Case): Credited {
  const { leaves, estimate } = input.worth
  const isListed = leaves.some(({ shape }) => shape === 'list')
  if (estimate <= 0 && !isListed) return nobody
  const lists = isListed ? listsApart(input.view, leaves) : undefined
  if (lists) return creditedIn(lists)
  const credits = merged(leaves.map((leaf) => creditsOf(input.view, leaf, input.members)))
  let left = estimate
  for (const credit of credits) {
    credit.units = Math.min(credit.units, left)
    left -= credit.units
  }
  return creditedBy(credits)
}

/** The slots of parts that are all lists, where no record can be in two of them and the society's statement in none. */
function listsApart(view: View, leaves: readonly Leaf[]): Slot[] | undefined {
  const slots: Slot[] = []
  for (const { shape, rule } of leaves) {
    if (shape !== 'list') return undefined
    const slot = view.slot(rule)
    const { exclusive, kind } = slot.spec.selector
    if (exclusive !== undefined || kind.includes(societyKind)) return undefined
    if (slots.some((other) => other.spec.selector.kind.some((one) => kind.includes(one)))) return undefined
    slots.push(slot)
  }
  return slots
}

/** Each record once, in order, with all that it brings. What each part credits is in order already. */
function merged(parts: Credit[][]): Credit[] {
  const own = parts.filter((one) => one.length > 0)
  const [first = []] = own
  // A statement may be there as it stands and as it is read.
  if (own.length <= 1 && first.every((one, i) => one.entry.id !== first[i + 1]?.entry.id)) return first
  const byId = new Map<string, Credit>()
  for (const credits of own)
    for (const credit of credits) {
      const known = byId.get(credit.entry.id)
      if (known) known.units += credit.units
      else byId.set(credit.entry.id, credit)
    }
  return sortShort([...byId.values()], (a, b) => compareTimed(a.entry, b.entry))
}

/** The lists of an item card, with the first record the society could put right. */
export function explain(
  input: Case,
  limit = listLimit,
): Pick<ItemCard, 'counted' | 'notCounted' | 'more' | 'missing'> & {
  mend: Uncounted | undefined
} {
  const credited = countedRecords(input)
  // The society's own statement comes before all records and is none of them.
  const first = credited.first(limit + 1)
  const from = first[0]?.entry.id === societyRecordId ? 1 : 0
  const counted = first
    .slice(from, from + limit)
    .map(({ entry, units }): CountedRecord => ({ record: entry.id, points: input.scale.toFigure(units) }))
  const { shown, total, mend } = uncountedRecords(input, credited, limit)
  return {
    counted,
    notCounted: shown,
    more: {
      counted: Math.max(0, credited.size - (credited.hasSociety ? 1 : 0) - limit),
      notCounted: total - shown.length,
    },
    missing: missingParts(input, credited),
    mend,
  }
}
