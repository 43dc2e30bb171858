import { Assigner } from './assigner.js'
import type { AwardInput } from './award.js'
import { UnitResult } from './card.js'
import type { Tri } from './compare.js'
import type { Entry } from './entry.js'
import type { Moment } from './moment.js'
import { View, type Assigned } from './view.js'
import type { FactStore } from './facts.js'
import { gateVerdict } from './gates.js'
import type { KindUse, Watcher } from './holdings.js'
import type { Program, Unit } from './program.js'
import { weighted, weightOf } from './scale.js'
import type { Slot } from './slot.js'
import type { Worth } from './worth.js'

/** Totals in units of the scale: the estimate, the potential, and the estimate if every unknown fell out badly. */
export interface Outlook {
  estimate: number
  potential: number
  worst: number
  gates: Map<string, Tri>
}

/** What the results are read from. */
interface Source {
  moment: Moment
  store: FactStore
}

/** What every item is worth; only what changed since the last time is worked out again. */
export class Results implements Watcher {
  readonly assigner: Assigner
  private readonly results: UnitResult[] = []
  private readonly actual: AwardInput
  private readonly trial: AwardInput
  private sum = 0
  /** Everything is to be worked out. */
  private isStale = true
  private readonly dirty = new Set<Unit>()
  private readonly dirtyGroups = new Set<string>()

  constructor(
    private readonly program: Program,
    private readonly className: string | undefined,
    points: Pick<AwardInput, 'selfAssessment' | 'reviews'>,
    private readonly source: () => Source,
  ) {
    this.actual = { isTrial: false, ...points }
    this.trial = { isTrial: true, ...points }
    this.assigner = new Assigner(program, className, (unit, view) => this.worthOf(unit, view))
  }

  touch(use: KindUse, entry: Entry): void {
    if (this.isStale) return
    for (const unit of use.units) {
      this.dirty.add(unit)
      for (const group of unit.groups) this.dirtyGroups.add(group)
    }
    this.touchClaimed(entry)
  }

  touchClaimed({ claim }: Entry): void {
    if (claim !== undefined) for (const unit of this.program.units) if (unit.id === claim) this.dirty.add(unit)
  }

  touchAll(): void {
    this.isStale = true
  }

  /** Works out what changed since the last time. */
  settle(): View {
    const { units, groups } = this.program
    for (const group of this.isStale ? groups.keys() : this.dirtyGroups) {
      this.assigner.assign(group, (assigned) => this.view(assigned))
      if (!this.isStale) for (const unit of units) if (unit.groups.has(group)) this.dirty.add(unit)
    }
    const view = this.view()
    for (const unit of this.isStale ? units : this.dirty) this.update(unit, view)
    this.dirtyGroups.clear()
    this.dirty.clear()
    this.isStale = false
    return view
  }

  of(unit: Unit): UnitResult {
    return this.results[unit.index] as UnitResult
  }

  view(assigned: ReadonlyMap<Slot, Assigned> = this.assigner.assigned): View {
    const { moment, store } = this.source()
    return new View(this.program, moment, store, assigned)
  }

  /** See `Assigner`. */
  gainOfServing(entry: Entry, slots: readonly Slot[], isFree?: boolean): number {
    return this.assigner.gainOfServing(entry, slots, (assigned) => this.view(assigned), isFree)
  }

  /** The figures of a unit, tried under another view. */
  worthOf(unit: Unit, view: View): Worth {
    return this.award(unit, view, this.trial)
  }

  private award(unit: Unit, view: View, input: AwardInput): Worth {
    if (!unit.award || !unit.item) throw new Error(`${unit.id} has no rule`)
    const worth = unit.award(view, input)
    if (unit.item.maximum === null) return worth
    const cap = unit.maximum
    if (worth.secured > cap) worth.secured = cap
    if (worth.estimate > cap) worth.estimate = cap
    if (worth.potential > cap) worth.potential = cap
    if (worth.possible > cap) worth.possible = cap
    return worth
  }

  /** Units each item brings to the estimated total, deductions included and its section's class weight applied. */
  estimates(): Map<Unit, number> {
    const estimates = new Map<Unit, number>()
    for (const { unit, worth } of this.results)
      if (worth && unit.item?.future !== true) estimates.set(unit, this.contribution(unit, worth))
    return estimates
  }

  /** The sum of `estimates()`. */
  estimateSum(): number {
    return this.sum
  }

  outlook(view: View): Outlook {
    const outlook: Outlook = { estimate: this.sum, potential: 0, worst: 0, gates: new Map() }
    for (const { unit, worth } of this.results) {
      if (unit.gate) outlook.gates.set(unit.id, gateVerdict(view, unit.gate).met)
      if (!worth || unit.item?.future === true) continue
      const weight = unit.section ? weightOf(unit.section, this.className) : 100
      outlook.potential += weighted(worth.potential + worth.loss, weight)
      outlook.worst += weighted(worth.estimate + Math.min(worth.loss, worth.worst), weight)
    }
    return outlook
  }

  private update(unit: Unit, view: View): void {
    const worth = unit.rule ? this.award(unit, view, this.actual) : undefined
    if (worth && unit.item?.future !== true) {
      const before = this.results[unit.index]?.worth
      this.sum += this.contribution(unit, worth) - (before ? this.contribution(unit, before) : 0)
    }
    this.results[unit.index] = new UnitResult(unit, worth)
  }

  private contribution(unit: Unit, worth: Worth): number {
    const units = worth.estimate + worth.loss
    return unit.section ? weighted(units, weightOf(unit.section, this.className)) : units
  }
}
