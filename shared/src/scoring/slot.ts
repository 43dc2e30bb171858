import type { Aim } from './aims.js'
import type { Day } from '../model/ledger.js'
import type { Requirement, Selector } from '../model/rubric.js'
import { distinctKey, valueOf, type Entry } from './entry.js'
import type { FactStore } from './facts.js'
import { isHopeless, isMendable } from './failures.js'
import { matchRequirement, matchSelector, type Failure } from './match.js'
import type { Moment } from './moment.js'
import { monthOf, quarterOf } from '../model/calendar.js'
import type { Tri } from './compare.js'
import { OrderedList, type Timed } from './ordered.js'
import { Sought, soughtBy } from './sought.js'

/** What is measured on a selector. */
export interface Measured {
  selector: Selector
  /** Numeric field summed or maximised, or field whose values are graded. */
  field?: string
  /** Field or calendar unit counted apart. */
  by?: string
  /** Requirement each member is held against. */
  has?: Requirement
  /** Asked of the latest statement about each year, from the year of a fact on. */
  eachYear?: { since?: string }
}

/** One selector of one item, with what is measured on it. */
export class SlotSpec {
  readonly selector: Selector
  readonly field: string | undefined
  readonly by: string | undefined
  readonly has: Requirement | undefined
  readonly eachYear: { since?: string } | undefined
  readonly sought: Sought
  readonly shown: Sought | undefined
  /** Records the society claims for this item count whatever the selector asks. */
  claimable = false
  /** Something is asked of records it has, not only that there are none. */
  wanted = false
  /** Indexes of the slots of its item that take whatever it takes. */
  alsoIn: readonly number[] = []

  constructor(
    readonly item: string,
    { selector, field, by, has, eachYear }: Measured,
  ) {
    this.selector = selector
    this.field = field
    this.by = by
    this.has = has
    this.eachYear = eachYear
    this.sought = soughtBy(selector)
    this.shown = has && new Sought(has)
  }
}

/** A record in a slot. */
export class Member implements Timed {
  readonly id: string
  readonly day: Day
  readonly at: number
  /** The measured number; undefined where it is not stated. */
  value: number | undefined = undefined
  /** The value counted apart or graded. */
  key: string | undefined = undefined
  /** `has`: passes, fails, or is pending. */
  passes: Tri | undefined = undefined
  hasFailure: Failure | undefined = undefined

  constructor(
    readonly slot: Slot,
    readonly entry: Entry,
    readonly state: Tri,
    readonly failure: Failure | undefined,
  ) {
    this.id = entry.id
    this.day = entry.day
    this.at = entry.at
  }
}

interface Tally {
  all: number
  evident: number
}

/** Shared by all slots that measure nothing of the kind: nothing is ever put in. */
const neverTallied: Readonly<Tally> = { all: 0, evident: 0 }
const neverListed = new OrderedList<Member>()
const neverKeyed = new Map<string, Tally>()
const neverValued = new Map<number, Tally>()

/** The members of a slot and their aggregates, each held twice: of all records, and of those with evidence. */
export class Slot {
  readonly counted = new OrderedList<Member>()
  readonly doubtful = new OrderedList<Member>()
  readonly failed = new OrderedList<Member>()
  /** Those of the doubtful and failed that could be made to count. */
  readonly hopeful = new OrderedList<Member>()
  /** How many of these need no more than completing or filing. */
  mendable = 0
  readonly count: Tally = { all: 0, evident: 0 }
  /** In thousandths, so that adding and taking away stays exact. */
  readonly sum: Tally
  /** Counted members whose measured number is not stated. */
  unstated = 0
  readonly byKey: Map<string, Tally>
  readonly byValue: Map<number, Tally>
  readonly passed: Tally
  failing = 0
  /** Counted members that do not, or not surely, show what is asked of each. */
  readonly unproven: OrderedList<Member>

  constructor(
    readonly index: number,
    readonly spec: SlotSpec,
    private readonly ofStatements: boolean,
    /** What its item asks of it at most; undefined for a gate's. */
    readonly aim: Aim | undefined,
  ) {
    this.sum = spec.field === undefined ? neverTallied : { all: 0, evident: 0 }
    this.passed = spec.has ? { all: 0, evident: 0 } : neverTallied
    this.unproven = spec.has ? new OrderedList<Member>() : neverListed
    const isMeasured = spec.field !== undefined || spec.by !== undefined
    this.byKey = isMeasured ? new Map<string, Tally>() : neverKeyed
    this.byValue = isMeasured ? new Map<number, Tally>() : neverValued
  }

  /** Matches an entry anew and keeps it where it belongs. */
  put(entry: Entry, moment: Moment, facts: FactStore): void {
    this.remove(entry)
    this.add(entry, moment, facts)
  }

  /** The same for an entry that is not here yet. */
  add(entry: Entry, moment: Moment, facts: FactStore): void {
    const member = this.match(entry, moment, facts)
    entry.join(member)
    this.listOf(member).add(member)
    if (member.state === true) this.account(member, 1)
    else if (isHopeful(member)) {
      this.hopeful.add(member)
      if (isMendable(member.failure)) this.mendable++
    }
  }

  remove(entry: Entry): void {
    const member = entry.leave(this)
    if (!member) return
    this.listOf(member).remove(member)
    if (member.state === true) this.account(member, -1)
    else if (isHopeful(member)) {
      this.hopeful.remove(member)
      if (isMendable(member.failure)) this.mendable--
    }
  }

  get size(): number {
    return this.counted.size + this.doubtful.size + this.failed.size
  }

  /**
   * A standing fact nobody stated is unknown: a slot of statements is open while none of them is about what it asks.
   * Statements about another of several facts (another topic), or dated later, say nothing here.
   */
  get isOpen(): boolean {
    if (!this.ofStatements || this.counted.size > 0) return false
    return !this.failed.items.some(({ entry, failure }) => {
      if (!failure || failure.reason === 'afterAsOf' || failure.reason === 'outsideWindow') return false
      return failure.field === undefined || !entry.nature.per?.includes(failure.field)
    })
  }

  private listOf(member: Member): OrderedList<Member> {
    return member.state === true ? this.counted : member.state === null ? this.doubtful : this.failed
  }

  private match(stated: Entry, moment: Moment, facts: FactStore): Member {
    const { spec } = this
    const entry = stated.nature.time === 'statement' ? facts.completed(stated, moment.readingDay) : stated
    const claimed = spec.claimable && entry.claim === spec.item
    const { state, failure } = matchSelector(entry, spec.sought, moment, facts, claimed)
    const member = new Member(this, entry, state, failure)
    if (spec.field !== undefined) {
      const value = valueOf(entry, spec.field)
      if (typeof value === 'number') member.value = value
      else if (value !== undefined) member.key = String(value)
    }
    if (spec.by !== undefined) member.key = keyBy(entry, spec.by) ?? member.key
    if (spec.shown) {
      const { state: passes, failure: hasFailure } = matchRequirement(entry, spec.shown, moment)
      member.passes = passes
      member.hasFailure = hasFailure
    }
    return member
  }

  private account(member: Member, sign: 1 | -1): void {
    const evident = member.entry.hasEvidence ? sign : 0
    add(this.count, sign, evident)
    if (this.spec.field !== undefined && member.value === undefined && member.key === undefined) this.unstated += sign
    if (member.value !== undefined) {
      const thousandths = Math.round(member.value * 1000)
      add(this.sum, sign * thousandths, evident * thousandths)
      addTo(this.byValue, member.value, sign, evident)
    }
    if (member.key !== undefined) addTo(this.byKey, member.key, sign, evident)
    if (member.passes === true) add(this.passed, sign, evident)
    if (member.passes === false) this.failing += sign
    if (member.passes === undefined || member.passes === true) return
    if (sign > 0) this.unproven.add(member)
    else this.unproven.remove(member)
  }
}

const isHopeful = (member: Member): member is Member & { failure: Failure } =>
  member.failure !== undefined && !isHopeless(member.entry, member.failure)

function add(tally: Tally, all: number, evident: number): void {
  tally.all += all
  tally.evident += evident
}

function addTo<K>(map: Map<K, Tally>, key: K, all: number, evident: number): void {
  const tally = map.get(key) ?? { all: 0, evident: 0 }
  add(tally, all, evident)
  if (tally.all === 0) map.delete(key)
  else map.set(key, tally)
}

function keyBy(entry: Entry, by: string): string | undefined {
  if (by === 'month') return monthOf(entry.day)
  if (by === 'quarter') return quarterOf(entry.day)
  // A yearly document is of its year, whenever it was stamped.
  if (by === 'year') return entry.record.year === undefined ? entry.day.slice(0, 4) : String(entry.record.year)
  return distinctKey(entry, by)
}

/** The earliest day by which a pending member can still be put right. */
export function pendingDue(members: readonly Member[]): Day | undefined {
  let due: Day | undefined
  for (const member of members) {
    const day = member.passes === null ? member.hasFailure?.due : member.failure?.due
    if (day !== undefined && (due === undefined || day < due)) due = day
  }
  return due
}
