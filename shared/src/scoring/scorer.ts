import { indexCatalog, type CatalogIndex } from '../model/catalog-index.js'
import type { Catalog } from '../model/catalog.js'
import { resolveCycle, type CycleInput } from '../model/cycle.js'
import type { Day, LedgerRecord, Society } from '../model/ledger.js'
import { societyRecord } from '../model/read-ledger.js'
import type { Rubric } from '../model/rubric.js'
import type { ItemCard, Scorecard } from '../model/scorecard.js'
import { buildCard, type CardInput } from './card.js'
import { compile } from './compile.js'
import { Moment } from './moment.js'
import type { View } from './view.js'
import { latestOfYear, yearsAsked } from './evaluate.js'
import type { FactReading, FactStore } from './facts.js'
import { gateVerdict } from './gates.js'
import { Holdings } from './holdings.js'
import { wholeItem } from './item-card.js'
import { openFacts, type OpenFact } from './open-facts.js'
import { Program, type Unit } from './program.js'
import { Results, type Outlook } from './results.js'
import type { Scale } from './scale.js'
import type { Member, Slot } from './slot.js'
import { whyPoints } from './why.js'
import { wordsOf, type Words } from './words.js'

export type { Outlook } from './results.js'

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
  /** Each id once. */
  records?: Iterable<LedgerRecord>
}

/** A whole ledger's scorecard: builds a scorer and takes a snapshot. */
export const score = (input: ScoreInput): Scorecard => createScorer(input).scorecard()

export const createScorer = (input: ScoreInput): Scorer => new Scorer(input)

/**
 * Holds the records of one society under one rubric and cycle. Each record is matched once against the slots of its
 * kind; a change touches only the items of that kind. `scorecard()` is the same whatever the order of arrival.
 */
export class Scorer {
  readonly program: Program
  readonly scale: Scale
  readonly words: Words
  readonly catalog: CatalogIndex
  private readonly holdings: Holdings
  private readonly results: Results
  private readonly hasSociety: boolean

  constructor(private readonly input: ScoreInput) {
    const cycle = resolveCycle(input.rubric, input.asOf, input.cycle)
    this.program = new Program(compile(input.rubric, input.catalog, cycle.readings))
    this.scale = this.program.layout.scale
    this.words = wordsOf(input.catalog)
    this.catalog = indexCatalog(input.catalog)
    const { selfAssessment = {}, reviews = {} } = input
    this.results = new Results(this.program, cycle.class, { selfAssessment, reviews }, () => this.holdings)
    const { groups } = this.results.assigner
    this.holdings = new Holdings(this.program, groups, this.results, new Moment(input.asOf, cycle), input.claims)
    const society = input.society && societyRecord(input.society)
    this.hasSociety = society !== undefined
    this.holdings.load([...(society ? [society] : []), ...(input.records ?? [])])
  }

  /** The day and cycle the card is read at. */
  get moment(): Moment {
    return this.holdings.moment
  }

  get store(): FactStore {
    return this.holdings.store
  }

  /** Adds a record or replaces the one with its id. */
  put(record: LedgerRecord): void {
    this.holdings.put(record)
  }

  /** Takes a record out; nothing happens if it is not there. */
  remove(id: string): void {
    this.holdings.remove(id)
  }

  /** Where a record stands in a slot, if it goes there. */
  memberOf(slot: Slot, id: string): Member | undefined {
    return this.holdings.entry(id)?.members.find((member) => member.slot === slot)
  }

  /** The record held under an id. */
  get(id: string): LedgerRecord | undefined {
    return this.holdings.get(id)
  }

  /** Every record held, the society's own statement included. */
  records(): LedgerRecord[] {
    return this.holdings.records()
  }

  /** A standing fact as it is read now. */
  readFact(path: string, at?: 'asOf'): FactReading {
    return this.results.view().fact(path, at)
  }

  /** Years a slot asks a statement of and has none, in order. */
  absentYears(slot: Slot): number[] {
    const { selector, eachYear } = slot.spec
    const years = eachYear ? yearsAsked(this.results.view(), selector, eachYear.since) : []
    return years.filter((year) => !latestOfYear(slot, year)).sort((a, b) => a - b)
  }

  /** Moves the day the card is read at; records whose standing changes in between are matched anew. */
  setAsOf(asOf: Day): void {
    if (asOf === this.moment.asOf) return
    this.holdings.moveTo(new Moment(asOf, resolveCycle(this.input.rubric, asOf, this.input.cycle)))
    this.results.touchAll()
  }

  /**
   * Units (of the scale) each item brings to the estimated total now, deductions included and its section's class weight
   * applied. Shares its work with `scorecard()`.
   */
  estimates(): Map<Unit, number> {
    this.settle()
    return this.results.estimates()
  }

  /** The sum of `estimates()`: the total estimate in units. */
  estimateSum(): number {
    this.settle()
    return this.results.estimateSum()
  }

  /** Where the rubric stands now, in units and without explanations: what a comparison of "done" and "not done" needs. */
  outlook(): Outlook {
    return this.results.outlook(this.settle())
  }

  /** Whether an item concerns this society: false where it is surely not applicable. Gates concern everybody. */
  concerns(item: string): boolean {
    this.settle()
    const unit = this.program.units.find((one) => one.id === item)
    return (unit && this.results.of(unit).worth?.notApplicable) !== true
  }

  /** Whether a gate is met, or an item earns all it can and loses nothing. */
  isMet(id: string): boolean {
    const view = this.settle()
    const unit = this.program.units.find((one) => one.id === id)
    if (unit?.gate) return gateVerdict(view, unit.gate).met === true
    const worth = unit && this.results.of(unit).worth
    if (!unit?.item || !worth) return false
    const all = unit.item.maximum === null ? worth.possible : this.scale.toUnits(unit.item.maximum)
    return worth.estimate >= all && worth.worst === 0 && worth.met !== false && worth.met !== null
  }

  /** Points an item could still bring, were everything known and done. */
  openPoints(item: string): number {
    this.settle()
    const unit = this.program.units.find((one) => one.item?.id === item)
    const worth = unit && this.results.of(unit).worth
    if (!unit?.item || !worth) return 0
    const most = unit.item.maximum === null ? unit.shareUnits : this.scale.toUnits(unit.item.maximum)
    return this.scale.toFigure(most - worth.estimate - worth.worst)
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

  /** Why an item has the points it has, a sentence for each part of it. Empty for an unknown item. */
  why(item: string): string[] {
    const unit = this.program.units.find((one) => one.item?.id === item)
    return unit ? whyPoints(this.cardInput(), unit) : []
  }

  /** Standing facts nobody stated, those on which most hangs first. */
  openFacts(): OpenFact[] {
    return openFacts(this.cardInput())
  }

  private settle(): View {
    return this.results.settle()
  }

  private cardInput(): CardInput {
    const view = this.settle()
    const { results, holdings } = this
    const { assigner } = results
    return {
      program: this.program,
      moment: this.moment,
      view,
      scale: this.scale,
      words: this.words,
      result: (unit) => results.of(unit),
      worthOf: (unit, changed) => results.worthOf(unit, changed),
      members: (slot) => assigner.membersOf(slot),
      isServed: (slot, id) => assigner.isServed(slot, id),
      servesElsewhere: (slot, id) => assigner.servesElsewhere(slot, id),
      sizeOfKind: (kind) => holdings.sizeOf(kind),
      hasSociety: this.hasSociety,
      gainOfServing: (entry, slots, isFree) => results.gainOfServing(entry, slots, isFree),
      isApart: (slot, id) => assigner.isApart(slot, id),
      besides: (slot) => assigner.besides(slot),
    }
  }
}
