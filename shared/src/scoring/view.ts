import type { Day, FieldValue } from '../model/ledger.js'
import type { Tri } from './compare.js'
import type { Moment } from './moment.js'
import { parseFactPath, type FactReading, type FactStore } from './facts.js'
import type { Program } from './program.js'
import type { Member, Slot } from './slot.js'

/** A condition read twice: from all records, and only from what has evidence. */
export interface Verdict {
  readonly all: Tri
  readonly evident: Tri
  /** A day until which a pending submission can still be made. */
  readonly due: Day | undefined
}
/** A measure: between `low` and `high` from all records; at least `lowEvident` from those with evidence. */
export interface Span {
  low: number
  lowEvident: number
  high: number
  /** A fact that is not a number, or not stated. */
  value?: FieldValue
  isFact?: true
  evidentFact?: boolean
}
/** Members a slot would have besides: for "what if", and for the records an assignment gives it. */
export interface Extra {
  count: number
  value?: number
  key?: string
}
/** The counts an assignment gives the slots of an exclusive group. */
export interface Assigned {
  all: number
  evident: number
}

/** A few things taken as different from what they are, by what they are about: of several the last. */
export type Overlay<K, V> = readonly (readonly [K, V])[]

export function laidOver<K, V>(overlay: Overlay<K, V>, key: K): V | undefined {
  for (let i = overlay.length - 1; i >= 0; i--) {
    const pair = overlay[i]
    if (pair && pair[0] === key) return pair[1]
  }
  return undefined
}

/** What rules are evaluated against: the state of a scorer, with what-ifs laid over it. */
export class View {
  /** Facts taken as stated otherwise, by path. */
  facts: Overlay<string, FieldValue> | undefined = undefined
  extra: Overlay<Slot, Extra> | undefined = undefined
  /** Members taken as showing what is asked of each, and years taken as stated so. */
  proven: Overlay<Slot, ReadonlySet<Member | number>> | undefined = undefined

  constructor(
    readonly program: Program,
    readonly moment: Moment,
    readonly store: FactStore,
    readonly assigned: ReadonlyMap<Slot, Assigned>,
  ) {}

  /** This view with something taken as different: facts, further records, or what records show. */
  supposing(facts: View['facts'], extra?: View['extra'], proven?: View['proven']): View {
    const view = new View(this.program, this.moment, this.store, this.assigned)
    view.facts = facts ?? this.facts
    view.extra = extra ?? this.extra
    view.proven = proven ?? this.proven
    return view
  }

  extraOf(slot: Slot): Extra | undefined {
    return this.extra && laidOver(this.extra, slot)
  }

  provenOf(slot: Slot): ReadonlySet<Member | number> | undefined {
    return this.proven && laidOver(this.proven, slot)
  }

  /** By its index, which must be one of the program's. */
  slotAt(index: number): Slot {
    return this.program.slots[index] as Slot
  }

  slot(node: object): Slot {
    const slot = this.program.slotOf(node)
    if (!slot) throw new Error('a rule was evaluated that the program was not compiled from')
    return slot
  }

  /** @param beside a fact path the same statement must state too */
  fact(path: string, at?: 'asOf', beside?: string): FactReading {
    const taken = this.facts && laidOver(this.facts, path)
    if (taken !== undefined) return { value: taken, entry: undefined }
    const day = at === 'asOf' ? this.moment.asOf : this.moment.readingDay
    if (beside === undefined || (this.facts && laidOver(this.facts, beside) !== undefined))
      return this.store.readPath(path, day)
    return this.store.read(parseFactPath(path), day, parseFactPath(beside).field)
  }

  count(slot: Slot): Span {
    const base = this.assigned.get(slot) ?? slot.count
    const more = this.extraOf(slot)?.count ?? 0
    return {
      low: base.all + more,
      lowEvident: base.evident + more,
      high: slot.isOpen ? Infinity : base.all + more + slot.doubtful.size,
    }
  }
}
