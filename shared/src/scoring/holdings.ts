import type { Kind } from '../model/catalog.js'
import { sameCycle } from '../model/cycle.js'
import type { LedgerRecord } from '../model/ledger.js'
import type { KindLayout } from './compile.js'
import { makeEntry, type Entry, type Moment } from './entry.js'
import type { ExclusiveGroup } from './exclusive.js'
import { FactStore } from './facts.js'
import { turningDays } from './match.js'
import type { Program, Unit } from './program.js'
import type { Slot } from './slot.js'

/** What the rubric does with records of one kind. */
export interface KindUse {
  kind: Kind
  slots: readonly Slot[]
  units: readonly Unit[]
  groups: readonly ExclusiveGroup[]
  /** How many there are. */
  size: number
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
  /** By id; a record of a kind the rubric asks nothing of is kept as it is. */
  private readonly held = new Map<string, Entry | LedgerRecord>()
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

  /** Takes in many records at once into empty holdings: the last of an id counts. */
  load(records: readonly LedgerRecord[]): void {
    for (const record of records) this.held.set(record.id, record)
    const fresh: Entry[] = []
    const isEachOnce = this.held.size === records.length
    if (!isEachOnce) this.held.clear()
    for (const record of records) {
      const entry = isEachOnce ? this.enterNew(record) : this.enter(record)
      if (entry) fresh.push(entry)
    }
    for (const entry of fresh) {
      if (!isEachOnce && this.held.get(entry.id) !== entry) continue
      for (const slot of entry.slots) slot.add(entry, this.moment, this.store)
      this.group(entry)
    }
  }

  put(record: LedgerRecord): void {
    const entry = this.enter(record)
    if (!entry) return
    this.match(entry)
    if (entry.kind.time === 'statement') this.matchSiblings(entry)
  }

  remove(id: string): void {
    const entry = this.entry(id)
    this.held.delete(id)
    const use = entry && this.useOf(entry.kind.id)
    if (!use) return
    use.size--
    for (const slot of entry.slots) slot.remove(entry)
    for (const group of use.groups) group.remove(entry.id)
    if (entry.kind.time === 'statement') {
      this.store.remove(entry)
      this.matchSiblings(entry)
    }
    this.watcher.touch(use, entry)
  }

  has(id: string): boolean {
    return this.held.has(id)
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
    return [...this.held.values()].map((held) => ('record' in held ? held.record : held))
  }

  /** How many there are of a kind. */
  sizeOf(kind: string): number {
    return this.useOf(kind)?.size ?? 0
  }

  /** Moves to another moment; records whose standing changes in between are matched anew. */
  moveTo(moment: Moment): void {
    const before = this.moment
    const { cycle, asOf } = moment
    this.moment = moment
    const isSameCycle = sameCycle(cycle, before.cycle)
    const [from, to] = before.asOf < asOf ? [before.asOf, asOf] : [asOf, before.asOf]
    const withins = this.program.layout.withins.map((setting) => cycle.settings[setting] ?? 0)
    const entries = [...this.held.values()].filter((held) => 'record' in held)
    for (const entry of entries)
      // Whether a statement is the latest depends on its siblings' days too.
      if (
        !isSameCycle ||
        entry.kind.time === 'statement' ||
        turningDays(entry, withins).some((day) => day >= from && day <= to)
      )
        this.match(entry)
    for (const due of Object.values(cycle.due))
      if (due >= from && due <= to) for (const entry of entries) this.match(entry)
  }

  private enter(record: LedgerRecord): Entry | undefined {
    if (this.held.has(record.id)) this.remove(record.id)
    this.held.set(record.id, record)
    return this.enterNew(record)
  }

  /** Makes an entry of a record that is held as it came, if the rubric asks anything of it. */
  private enterNew(record: LedgerRecord): Entry | undefined {
    const layout = this.program.layout.uses.get(record.kind)
    if (!layout) this.held.delete(record.id)
    if (!layout || (layout.isIdle && this.claims === undefined)) return undefined
    const claim = this.claims?.[record.id]
    if (claim === undefined && layout.isIdle && !this.mayBeClaimed(record.kind)) return undefined
    const use = this.useIn(layout)
    const claimed = claim === undefined ? [] : this.program.claimable(claim)
    const slots = claimed.length === 0 ? use.slots : [...new Set([...use.slots, ...claimed])]
    const entry = makeEntry(record, use.kind, slots, claim)
    this.held.set(entry.id, entry)
    use.size++
    if (entry.kind.time === 'statement') this.store.add(entry)
    this.watcher.touch(use, entry)
    return entry
  }

  /** A statement nobody claims may still supersede one that is claimed. */
  private mayBeClaimed(kind: string): boolean {
    return this.claims !== undefined && this.program.layout.statementKinds.has(kind)
  }

  private useOf(id: string): KindUse | undefined {
    const layout = this.program.layout.uses.get(id)
    return layout && this.useIn(layout)
  }

  private useIn(layout: KindLayout): KindUse {
    const use = this.uses[layout.index]
    if (use) return use
    const { kind, isIdle } = layout
    const made: KindUse = {
      kind,
      slots: isIdle ? none : this.program.pick(layout.slots),
      units: isIdle ? none : layout.units.map((unit) => this.program.units[unit] as Unit),
      groups: layout.groups.length === 0 ? none : layout.groups.flatMap((group) => this.groups.get(group) ?? []),
      size: 0,
    }
    this.uses[layout.index] = made
    return made
  }

  private match(entry: Entry): void {
    for (const slot of entry.slots) slot.put(entry, this.moment, this.store)
    this.group(entry)
  }

  private group(entry: Entry): void {
    if (this.groups.size === 0) return
    for (const group of this.useOf(entry.kind.id)?.groups ?? []) group.update(entry)
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
