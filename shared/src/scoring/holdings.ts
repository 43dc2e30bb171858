import { sameCycle } from '../model/cycle.js'
import type { LedgerRecord } from '../model/ledger.js'
import type { KindLayout } from './compile.js'
import { Entry } from './entry.js'
import type { ExclusiveGroup } from './exclusive.js'
import { FactStore } from './facts.js'
import { turningDays } from './match.js'
import type { Moment } from './moment.js'
import type { Nature } from './nature.js'
import { Places } from './places.js'
import type { Program, Unit } from './program.js'
import type { Slot } from './slot.js'

/** What the rubric does with records of one kind. */
export class KindUse {
  /** How many there are. */
  size = 0

  private known: readonly Unit[] | undefined = undefined

  constructor(
    readonly nature: Nature,
    readonly slots: readonly Slot[],
    readonly groups: readonly ExclusiveGroup[],
    private readonly unitsOf: readonly number[],
    private readonly program: Program,
  ) {}

  /** Looked up when something changes: a single scorecard never asks. */
  get units(): readonly Unit[] {
    return (this.known ??= this.unitsOf.map((unit) => this.program.units[unit] as Unit))
  }
}

/** Who is told of what changes. */
export interface Watcher {
  /** An entry came, went or stands otherwise: the units of its kind, and the one it is claimed for. */
  touch(use: KindUse, entry: Entry): void
  /** The same for the unit it is claimed for alone. */
  touchClaimed(entry: Entry): void
}

const none: readonly never[] = []

type Claims = Readonly<Record<string, string>>

/** The records of one society, each matched against the slots of its kind and put where it belongs. */
export class Holdings {
  readonly store = new FactStore()
  /** What came in at once, and the entries made of it. */
  private loaded: readonly [readonly LedgerRecord[], readonly Entry[]] = [none, none]
  /** By id, made when one is first looked for: a single scorecard never does. See `held`. */
  private byId: Places<Entry | LedgerRecord> | undefined
  private readonly uses: (KindUse | undefined)[] = []
  private readonly claims: Claims | undefined

  constructor(
    private readonly program: Program,
    private readonly groups: ReadonlyMap<string, ExclusiveGroup>,
    private readonly watcher: Watcher,
    public moment: Moment,
    claims: Claims = {},
  ) {
    this.claims = Object.keys(claims).length > 0 ? claims : undefined
  }

  /** Takes in many records at once, each id once, into empty holdings. */
  load(records: readonly LedgerRecord[]): void {
    const entries: Entry[] = []
    for (const record of records) {
      const entry = this.take(record)
      if (entry) entries.push(entry)
    }
    this.loaded = [records, entries]
    // Whether a statement counts depends on the others about the same fact: all are there before any is matched.
    for (const entry of entries) {
      for (const slot of entry.slots) slot.add(entry, this.moment, this.store)
      this.group(entry)
    }
  }

  /** By id; a record of a kind the rubric asks nothing of is kept as it is, one of an unknown kind is not. */
  private get held(): Places<Entry | LedgerRecord> {
    if (this.byId) return this.byId
    const [records, entries] = this.loaded
    const held = new Places<Entry | LedgerRecord>()
    for (const record of records) if (this.program.layout.uses.has(record.kind)) held.set(record.id, record)
    for (const entry of entries) held.set(entry.id, entry)
    this.loaded = [none, none]
    return (this.byId = held)
  }

  put(record: LedgerRecord): void {
    const entry = this.enter(record)
    if (!entry) return
    this.match(entry)
    if (entry.nature.time === 'statement') this.matchSiblings(entry)
  }

  remove(id: string): void {
    const entry = this.entry(id)
    this.held.remove(id)
    if (!entry) return
    const use = this.useOf(entry)
    use.size--
    for (const slot of entry.slots) slot.remove(entry)
    for (const group of use.groups) group.remove(entry.id)
    if (entry.nature.time === 'statement') {
      this.store.remove(entry)
      this.matchSiblings(entry)
    }
    this.watcher.touch(use, entry)
  }

  get(id: string): LedgerRecord | undefined {
    const held = this.held.get(id)
    return held && 'record' in held ? held.record : held
  }

  entry(id: string): Entry | undefined {
    const held = this.held.get(id)
    return held && 'record' in held ? held : undefined
  }

  records(): LedgerRecord[] {
    return this.held.values().map((held) => ('record' in held ? held.record : held))
  }

  /** How many there are of a kind. */
  sizeOf(kind: string): number {
    const layout = this.program.layout.uses.get(kind)
    return layout ? this.useIn(layout).size : 0
  }

  /** Moves to another moment; records whose standing changes in between are matched anew. */
  moveTo(moment: Moment): void {
    const before = this.moment
    const { cycle, asOf } = moment
    this.moment = moment
    const isSameCycle = sameCycle(cycle, before.cycle)
    const [from, to] = before.asOf < asOf ? [before.asOf, asOf] : [asOf, before.asOf]
    const withins = this.program.layout.withins.map((setting) => cycle.settings[setting] ?? 0)
    const entries = this.held.values().filter((held) => 'record' in held)
    for (const entry of entries)
      // Whether a statement is the latest depends on its siblings' days too.
      if (
        !isSameCycle ||
        entry.nature.time === 'statement' ||
        turningDays(entry, withins).some((day) => day >= from && day <= to)
      )
        this.match(entry)
    for (const due of Object.values(cycle.due))
      if (due >= from && due <= to) for (const entry of entries) this.match(entry)
  }

  private enter(record: LedgerRecord): Entry | undefined {
    const { held } = this
    if (held.get(record.id)) this.remove(record.id)
    const entry = this.take(record)
    if (entry) held.set(record.id, entry)
    else if (this.program.layout.uses.has(record.kind)) held.set(record.id, record)
    return entry
  }

  /**
   * An entry of a record, counted among those of its kind before any is matched; undefined if the rubric asks nothing of
   * it.
   */
  private take(record: LedgerRecord): Entry | undefined {
    const layout = this.program.layout.uses.get(record.kind)
    if (!layout || (layout.isIdle && this.claims === undefined)) return undefined
    const claim = this.claims?.[record.id]
    if (claim === undefined && layout.isIdle && !this.mayBeClaimed(record.kind)) return undefined
    const use = this.useIn(layout)
    const claimed = claim === undefined ? none : this.program.claimable(claim)
    const slots = claimed.length === 0 ? use.slots : [...new Set([...use.slots, ...claimed])]
    const entry = new Entry(record, use.nature, slots, claim)
    use.size++
    if (use.nature.time === 'statement') this.store.add(entry)
    this.watcher.touch(use, entry)
    return entry
  }

  /** A statement nobody claims may still supersede one that is claimed. */
  private mayBeClaimed(kind: string): boolean {
    return this.claims !== undefined && this.program.layout.statementKinds.has(kind)
  }

  private useOf({ nature }: Entry): KindUse {
    return this.useIn(this.program.layout.uses.get(nature.id) as KindLayout)
  }

  private useIn(layout: KindLayout): KindUse {
    const use = this.uses[layout.index]
    if (use) return use
    const { nature, isIdle } = layout
    const made = new KindUse(
      nature,
      isIdle ? none : this.program.pick(layout.slots),
      layout.groups.length === 0 ? none : layout.groups.flatMap((group) => this.groups.get(group) ?? []),
      isIdle ? none : layout.units,
      this.program,
    )
    this.uses[layout.index] = made
    return made
  }

  private match(entry: Entry): void {
    for (const slot of entry.slots) slot.put(entry, this.moment, this.store)
    this.group(entry)
  }

  private group(entry: Entry): void {
    if (this.groups.size === 0) return
    for (const group of this.useOf(entry).groups) group.update(entry)
  }

  /** A statement bears on all about the same fact; one that is claimed, on an item that may not ask for its kind. */
  private matchSiblings(entry: Entry): void {
    for (const one of this.store.concerned(entry, this.moment.readingDay)) {
      if (one === entry) continue
      this.match(one)
      this.watcher.touchClaimed(one)
    }
  }
}
