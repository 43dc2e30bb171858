import { indexCatalog, type CatalogIndex } from '../model/catalog-index.js'
import type { Catalog, Kind } from '../model/catalog.js'
import { resolveCycle, type CycleInput } from '../model/cycle.js'
import { earlier } from '../model/calendar.js'
import type { Cycle, Day, LedgerRecord, Society } from '../model/ledger.js'
import { societyRecord, societyRecordId } from '../model/read-ledger.js'
import { rootPart } from '../model/rubric-parts.js'
import type { Rubric } from '../model/rubric.js'
import type { ItemCard, Scorecard } from '../model/scorecard.js'
import { Assigner } from './assigner.js'
import { award, type AwardInput } from './award.js'
import { buildCard, gateVerdict, wholeItem, type CardInput, type UnitResult } from './card.js'
import type { Tri } from './compare.js'
import { compile } from './compile.js'
import { makeEntry, type Entry, type Moment } from './entry.js'
import { View, type Assigned } from './evaluate.js'
import type { ExclusiveGroup } from './exclusive.js'
import { FactStore, type FactReading } from './facts.js'
import { turningDays } from './match.js'
import { openFacts, type OpenFact } from './open-facts.js'
import { Program, type Unit } from './program.js'
import { weighted, weightOf, type Scale } from './scale.js'
import type { Member, Slot } from './slot.js'
import { wordsOf, type Words } from './words.js'
import type { Worth } from './worth.js'

export interface ScoreInput {
  rubric: Rubric
  catalog: Catalog
  asOf: Day
  cycle?: CycleInput
  society?: Society
  /** Points by part, of this rubric. */
  selfAssessment?: Readonly<Record<string, number>>
  /** Item id or `none` by record id, of this rubric. */
  claims?: Readonly<Record<string, string>>
  /** A reviewer's points by part, of this rubric. */
  reviews?: Readonly<Record<string, number>>
  records?: Iterable<LedgerRecord>
}

/** A whole ledger's scorecard: builds a scorer and takes a snapshot. */
export const score = (input: ScoreInput): Scorecard => createScorer(input).scorecard()

export const createScorer = (input: ScoreInput): Scorer => new Scorer(input)

/** Totals in units of the scale: the estimate, the potential, and the estimate if every unknown fell out badly. */
export interface Outlook {
  estimate: number
  potential: number
  worst: number
  gates: Map<string, Tri>
}

/** What the rubric does with records of one kind. */
interface KindUse {
  kind: Kind | undefined
  /** The rubric asks nothing of it. */
  isIdle: boolean
  slots: readonly Slot[]
  units: readonly Unit[]
  groups: readonly ExclusiveGroup[]
  /** How many there are. */
  size: number
}

/**
 * Holds the records of one society under one rubric and cycle. Each record is matched once against the slots of its
 * kind; a change touches only the items of that kind. `scorecard()` is the same whatever the order of arrival.
 */
export class Scorer {
  readonly program: Program
  readonly scale: Scale
  readonly words: Words
  readonly store = new FactStore()
  readonly catalog: CatalogIndex
  /** By id; a record of a kind the rubric asks nothing of is kept as it is. */
  private readonly held = new Map<string, Entry | LedgerRecord>()
  private readonly uses = new Map<string, KindUse>()
  private readonly assigner: Assigner
  private readonly results = new Map<Unit, UnitResult>()
  private readonly awardInputs = new Map<Unit, AwardInput>()
  moment: Moment
  private sum = 0
  private readonly hasClaims: boolean
  private dirty: Set<Unit>
  private dirtyGroups: Set<string>

  constructor(private readonly input: ScoreInput) {
    const cycle = resolveCycle(input.rubric, input.asOf, input.cycle)
    this.moment = momentOf(input.asOf, cycle)
    this.hasClaims = Object.keys(input.claims ?? {}).length > 0
    this.program = new Program(compile(input.rubric, input.catalog, cycle.readings))
    this.scale = this.program.layout.scale
    this.words = wordsOf(input.catalog)
    this.catalog = indexCatalog(input.catalog)
    this.dirty = new Set(this.program.units)
    this.dirtyGroups = new Set(this.program.groups.keys())
    for (const unit of this.program.units) this.awardInputs.set(unit, this.awardInputOf(unit))
    this.assigner = new Assigner(this.program, cycle.class, (unit, view) => this.worthOf(unit, view))
    const society = input.society && societyRecord(input.society)
    this.load(society ? [society] : [], input.records ?? [])
  }

  /** Adds a record or replaces the one with its id. */
  put(record: LedgerRecord): void {
    const entry = this.enter(record)
    if (!entry) return
    this.match(entry)
    if (entry.kind.time === 'statement') this.matchSiblings(entry)
  }

  /** Where a record stands in a slot, if it goes there. */
  memberOf(slot: Slot, id: string): Member | undefined {
    return this.entry(id)?.members.find((member) => member.slot === slot)
  }

  /** The record held under an id. */
  get(id: string): LedgerRecord | undefined {
    const held = this.held.get(id)
    return held && 'record' in held ? held.record : held
  }

  /** Every record held, the society's own statement included. */
  records(): LedgerRecord[] {
    return [...this.held.values()].map((held) => ('record' in held ? held.record : held))
  }

  /** A standing fact as it is read now. */
  readFact(path: string, at?: 'asOf'): FactReading {
    return this.view().fact(path, at)
  }

  /** Takes a record out; nothing happens if it is not there. */
  remove(id: string): void {
    const entry = this.entry(id)
    this.held.delete(id)
    if (!entry) return
    this.useOf(entry.kind.id).size--
    for (const slot of entry.slots) slot.remove(entry)
    for (const group of this.useOf(entry.kind.id).groups) group.remove(entry.id)
    if (entry.kind.time === 'statement') {
      this.store.remove(entry)
      this.matchSiblings(entry)
    }
    this.touch(entry)
  }

  /** Moves the day the card is read at; records whose standing changes in between are matched anew. */
  setAsOf(asOf: Day): void {
    if (asOf === this.moment.asOf) return
    const before = this.moment
    const cycle = resolveCycle(this.input.rubric, asOf, this.input.cycle)
    this.moment = momentOf(asOf, cycle)
    const sameCycle = JSON.stringify(cycle) === JSON.stringify(before.cycle)
    const [from, to] = before.asOf < asOf ? [before.asOf, asOf] : [asOf, before.asOf]
    const withins = this.program.layout.withins.map((setting) => cycle.settings[setting] ?? 0)
    const entries = [...this.held.values()].filter((held) => 'record' in held)
    for (const entry of entries)
      // Whether a statement is the latest depends on its siblings' days too.
      if (
        !sameCycle ||
        entry.kind.time === 'statement' ||
        turningDays(entry, withins).some((day) => day >= from && day <= to)
      )
        this.match(entry)
    for (const due of Object.values(cycle.due))
      if (due >= from && due <= to) for (const entry of entries) this.match(entry)
    this.dirty = new Set(this.program.units)
    this.dirtyGroups = new Set(this.program.groups.keys())
  }

  /**
   * Units (of the scale) each item brings to the estimated total now, deductions included and its section's class weight
   * applied. Shares its work with `scorecard()`.
   */
  estimates(): Map<Unit, number> {
    this.settle()
    const estimates = new Map<Unit, number>()
    for (const [unit, { worth }] of this.results)
      if (worth && unit.item?.future !== true) estimates.set(unit, this.contribution(unit, worth))
    return estimates
  }

  /** The sum of `estimates()`: the total estimate in units. */
  estimateSum(): number {
    this.settle()
    return this.sum
  }

  /** Where the rubric stands now, in units and without explanations: what a comparison of "done" and "not done" needs. */
  outlook(): Outlook {
    const view = this.settle()
    const weight = (unit: Unit): number => (unit.section ? weightOf(unit.section, this.moment.cycle.class) : 100)
    const outlook: Outlook = { estimate: this.sum, potential: 0, worst: 0, gates: new Map() }
    for (const [unit, { worth }] of this.results) {
      if (unit.gate) outlook.gates.set(unit.id, gateVerdict(view, unit.gate).met)
      if (!worth || unit.item?.future === true) continue
      outlook.potential += weighted(worth.potential + worth.loss, weight(unit))
      outlook.worst += weighted(worth.estimate + Math.min(worth.loss, worth.worst), weight(unit))
    }
    return outlook
  }

  /** Whether an item concerns this society: false where it is surely not applicable. Gates concern everybody. */
  concerns(item: string): boolean {
    this.settle()
    const unit = this.program.units.find((one) => one.id === item)
    return (unit && this.results.get(unit)?.worth?.notApplicable) !== true
  }

  /** Whether a gate is met, or an item earns all it can and loses nothing. */
  isMet(id: string): boolean {
    const view = this.settle()
    const unit = this.program.units.find((one) => one.id === id)
    if (unit?.gate) return gateVerdict(view, unit.gate).met === true
    const worth = unit && this.results.get(unit)?.worth
    if (!unit?.item || !worth) return false
    const all = unit.item.maximum === null ? worth.possible : this.scale.toUnits(unit.item.maximum)
    return worth.estimate >= all && worth.worst === 0 && worth.met !== false && worth.met !== null
  }

  /** Points an item could still bring, were everything known and done. */
  openPoints(item: string): number {
    this.settle()
    const unit = this.program.units.find((one) => one.item?.id === item)
    const worth = unit && this.results.get(unit)?.worth
    if (!unit?.item || !worth) return 0
    const most = unit.item.maximum === null ? unit.shareUnits : this.scale.toUnits(unit.item.maximum)
    return this.scale.toFigure(most - worth.estimate - worth.worst)
  }

  private contribution(unit: Unit, worth: Worth): number {
    const units = worth.estimate + worth.loss
    return unit.section ? weighted(units, weightOf(unit.section, this.moment.cycle.class)) : units
  }

  /** Works out what changed since the last time. */
  private settle(): View {
    for (const group of this.dirtyGroups) {
      this.assigner.assign(group, (assigned) => this.view(assigned))
      for (const unit of this.program.units) if (unit.groups.has(group)) this.dirty.add(unit)
    }
    this.dirtyGroups.clear()
    const view = this.view()
    for (const unit of this.dirty) {
      const worth = unit.rule ? this.worthOf(unit, view) : undefined
      if (worth && unit.item?.future !== true) {
        const before = this.results.get(unit)?.worth
        this.sum += this.contribution(unit, worth) - (before ? this.contribution(unit, before) : 0)
      }
      this.results.set(unit, { unit, worth })
    }
    this.dirty.clear()
    return view
  }

  /** The scorecard now. Only what changed since the last one is worked out again. */
  scorecard(): Scorecard {
    return buildCard(this.cardInput())
  }

  /** One item with its whole lists: what the bounded scorecard leaves out. Undefined for an unknown item. */
  explain(item: string): ItemCard | undefined {
    const unit = this.program.units.find((one) => one.item?.id === item)
    return unit && wholeItem(this.cardInput(), unit)
  }

  /** Standing facts nobody stated, those on which most hangs first. */
  openFacts(): OpenFact[] {
    return openFacts(this.cardInput())
  }

  private cardInput(): CardInput {
    const view = this.settle()
    return {
      program: this.program,
      moment: this.moment,
      view,
      scale: this.scale,
      words: this.words,
      result: (unit) => this.results.get(unit) as UnitResult,
      worthOf: (unit, changed) => this.worthOf(unit, changed),
      members: (slot) => this.assigner.membersOf(slot),
      isServed: (slot, id) => this.assigner.isServed(slot, id),
      servesElsewhere: (slot, id) => this.assigner.servesElsewhere(slot, id),
      sizeOfKind: (kind) => this.useOf(kind).size,
      hasSociety: this.held.has(societyRecordId),
    }
  }

  private load(...lists: Iterable<LedgerRecord>[]): void {
    const fresh: Entry[] = []
    for (const records of lists)
      for (const record of records) {
        const entry = this.enter(record)
        if (entry) fresh.push(entry)
      }
    for (const entry of fresh) {
      if (this.held.get(entry.id) !== entry) continue
      for (const slot of entry.slots) slot.add(entry, this.moment, this.store)
      for (const group of this.useOf(entry.kind.id).groups) group.update(entry)
    }
  }

  private entry(id: string): Entry | undefined {
    const held = this.held.get(id)
    return held && 'record' in held ? held : undefined
  }

  private enter(record: LedgerRecord): Entry | undefined {
    if (this.held.has(record.id)) this.remove(record.id)
    const claim = this.hasClaims ? this.input.claims?.[record.id] : undefined
    const use = this.useOf(record.kind)
    if (claim === undefined && use.isIdle && !this.mayBeClaimed(record.kind)) {
      this.held.set(record.id, record)
      return undefined
    }
    if (!use.kind) return undefined
    const claimed = claim === undefined ? [] : this.program.claimable(claim)
    const slots = claimed.length === 0 ? use.slots : [...new Set([...use.slots, ...claimed])]
    const entry = makeEntry(record, use.kind, slots, claim)
    this.held.set(entry.id, entry)
    use.size++
    if (entry.kind.time === 'statement') this.store.add(entry)
    this.touch(entry)
    return entry
  }

  /** A statement nobody claims may still supersede one that is claimed. */
  private mayBeClaimed(kind: string): boolean {
    return this.hasClaims && this.program.layout.statementKinds.has(kind)
  }

  private useOf(id: string): KindUse {
    let use = this.uses.get(id)
    if (!use) {
      const kind = this.catalog.kind(id)
      if (kind && kind.id !== id) use = this.useOf(kind.id)
      else {
        const slots = this.program.slotsOfKind(id)
        const groups = new Set(slots.flatMap((slot) => this.assigner.groupOf(slot) ?? []))
        const isIdle = this.program.layout.idleKinds.has(id)
        use = { kind, slots, units: this.program.unitsOfKind(id), groups: [...groups], size: 0, isIdle }
      }
      this.uses.set(id, use)
    }
    return use
  }

  private match(entry: Entry): void {
    for (const slot of entry.slots) slot.put(entry, this.moment, this.store)
    for (const group of this.useOf(entry.kind.id).groups) group.update(entry)
  }

  /** A statement bears on all about the same fact; one that is claimed, on an item that may not ask for its kind. */
  private matchSiblings(entry: Entry): void {
    for (const one of this.store.concerned(entry, this.moment.readingDay)) {
      if (one === entry) continue
      this.match(one)
      this.touchClaimed(one)
    }
  }

  private touch(entry: Entry): void {
    const { units, groups } = this.program
    if (this.dirty.size === units.length && this.dirtyGroups.size === groups.size) return
    for (const unit of this.useOf(entry.kind.id).units) {
      this.dirty.add(unit)
      for (const group of unit.groups) this.dirtyGroups.add(group)
    }
    this.touchClaimed(entry)
  }

  private touchClaimed({ claim }: Entry): void {
    if (claim !== undefined) for (const unit of this.program.units) if (unit.id === claim) this.dirty.add(unit)
  }

  private view(assigned: ReadonlyMap<Slot, Assigned> = this.assigner.assigned): View {
    return new View(this.program, this.moment, this.store, assigned)
  }

  private worthOf(unit: Unit, view: View): Worth {
    const input = this.awardInputs.get(unit)
    if (!unit.rule || !unit.item || !input) throw new Error(`${unit.id} has no rule`)
    const worth = award(view, unit.rule, rootPart(unit.item, unit.rule), input)
    if (unit.item.maximum !== null) {
      const cap = this.scale.toUnits(unit.item.maximum)
      for (const key of ['secured', 'estimate', 'potential', 'possible'] as const)
        worth[key] = Math.min(cap, worth[key])
    }
    return worth
  }

  private awardInputOf({ shareUnits }: Unit): AwardInput {
    return {
      scale: this.scale,
      selfAssessment: this.input.selfAssessment ?? {},
      reviews: this.input.reviews ?? {},
      shareUnits,
    }
  }
}

function momentOf(asOf: Day, cycle: Cycle): Moment {
  return { asOf, cycle, readingDay: earlier(asOf, cycle.window.to) }
}
