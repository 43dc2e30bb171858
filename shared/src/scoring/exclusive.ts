import { divide, rangeOf, servers, slotsOf, type Cohort, type Division, type Given, type Value } from './assignment.js'
import type { Entry } from './entry.js'
import { OrderedList } from './ordered.js'
import { Places } from './places.js'
import type { Member, Slot } from './slot.js'

/** A getter written in an object literal would give each cohort a shape of its own, which outlives it. */
class EntryCohort implements Cohort<Entry> {
  readonly list = new OrderedList<Entry>()
  readonly slots: readonly number[]

  constructor(
    readonly key: string,
    mask: number,
    readonly evident: boolean,
  ) {
    this.slots = slotsOf(mask)
  }

  get members(): readonly Entry[] {
    return this.list.items
  }
}

/**
 * The records that may serve one of several slots but only one of them, kept in cohorts as they come and go; and after
 * `assign` which slot each of them serves.
 */
export class ExclusiveGroup {
  private readonly cohorts = new Map<string, EntryCohort>()
  private readonly held = new Places<{ entry: Entry; cohort: EntryCohort }>()
  private readonly items: ReadonlySet<string>
  private order: EntryCohort[] = []
  private division: Division = { given: [], shares: [] }

  constructor(readonly slots: readonly Slot[]) {
    this.items = new Set(slots.map((slot) => slot.spec.item))
  }

  /** Puts a matched record where it now belongs. */
  update(entry: Entry): void {
    let mask = 0
    for (const member of entry.members) {
      const at = this.slots.indexOf(member.slot)
      if (at >= 0 && this.mayServe(member)) mask |= 1 << at
    }
    this.remove(entry.id)
    if (mask === 0) return
    const key = `${mask}${entry.hasEvidence ? 'e' : ''}`
    let cohort = this.cohorts.get(key)
    if (!cohort) this.cohorts.set(key, (cohort = new EntryCohort(key, mask, entry.hasEvidence)))
    cohort.list.add(entry)
    this.held.set(entry.id, { entry, cohort })
  }

  remove(id: string): void {
    const held = this.held.get(id)
    if (!held) return
    held.cohort.list.remove(held.entry)
    this.held.remove(id)
  }

  /** Gives every slot its records. */
  assign(enough: readonly number[], worth: (given: Given[]) => Value): Given[] {
    this.order = [...this.cohorts.values()].filter((cohort) => cohort.list.size > 0)
    this.division = divide(this.order, enough, worth)
    return this.division.given
  }

  /** Some record may serve one of several slots. */
  get hasChoice(): boolean {
    return this.order.some(({ slots }) => slots.length > 1)
  }

  /** What a record has in common with all that may serve the same slots as well; undefined for one that serves none. */
  cohortOf(id: string): string | undefined {
    return this.held.get(id)?.cohort.key
  }

  /** One record of each cohort that may not serve a slot. */
  besides(slot: Slot): Entry[] {
    const at = this.slots.indexOf(slot)
    return this.order.flatMap(({ slots, members }) => (slots.includes(at) ? [] : members.slice(0, 1)))
  }

  /**
   * What every slot would be given if a record might serve further slots.
   * @param key its cohort; none: it serves nothing yet
   */
  trial(
    entry: Entry,
    key: string | undefined,
    further: readonly Slot[],
    enough: readonly number[],
    worth: (given: Given[]) => Value,
  ): Given[] {
    const cohort = key === undefined ? undefined : this.cohorts.get(key)
    const slots = this.slots.flatMap((slot, i) => (cohort?.slots.includes(i) || further.includes(slot) ? [i] : []))
    // Those of a cohort are alike: the first of them may stand for the record.
    const { evident = entry.hasEvidence, members = [entry] } = cohort ?? {}
    const cohorts: Cohort<Entry>[] = this.order.map((one) =>
      one === cohort ? { slots: one.slots, evident, members: members.slice(1) } : one,
    )
    cohorts.push({ slots, evident, members: members.slice(0, 1) })
    return divide(cohorts, enough, worth).given
  }

  /** The slot a record was given to. */
  slotOf(id: string): Slot | undefined {
    const held = this.held.get(id)
    if (!held) return undefined
    const { cohort, entry } = held
    const share = this.division.shares[this.order.indexOf(cohort)] ?? []
    // Mostly all of a cohort serve the same slot, and it need not be known where in it the record stands.
    const all = share.indexOf(cohort.list.size)
    if (all >= 0) return this.slots[cohort.slots[all] ?? -1]
    const place = cohort.list.indexOf(entry)
    const at = cohort.slots.find((slot) => {
      const { from, to } = rangeOf(cohort, share, slot)
      return place >= from && place < to
    })
    return at === undefined ? undefined : this.slots[at]
  }

  /** The first records given to a slot. */
  members(slot: Slot, most: number): Member[] {
    const members: Member[] = []
    for (const entry of servers(this.order, this.division, this.slots.indexOf(slot))) {
      if (members.length >= most) break
      const member = entry.members.find((one) => one.slot === slot)
      if (member) members.push(member)
    }
    return members
  }

  /** A record claimed for one item of the group serves no other. */
  private mayServe({ state, slot, entry: { claim } }: Member): boolean {
    return state === true && (claim === undefined || !this.items.has(claim) || claim === slot.spec.item)
  }
}
