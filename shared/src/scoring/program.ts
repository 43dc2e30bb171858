import type { Layout, UnitLayout } from './compile.js'
import { Slot } from './slot.js'

/** An item or a gate of one scorer, with the slots that hold its records. */
export class Unit implements Omit<UnitLayout, 'slots'> {
  readonly index
  readonly id
  readonly item
  readonly section
  readonly gate
  readonly rule
  readonly award
  readonly kinds
  readonly factPaths
  readonly groups
  readonly factConditions
  readonly maximum
  readonly shareUnits

  constructor(
    layout: UnitLayout,
    readonly slots: readonly Slot[],
  ) {
    this.index = layout.index
    this.id = layout.id
    this.item = layout.item
    this.section = layout.section
    this.gate = layout.gate
    this.rule = layout.rule
    this.award = layout.award
    this.kinds = layout.kinds
    this.factPaths = layout.factPaths
    this.groups = layout.groups
    this.factConditions = layout.factConditions
    this.maximum = layout.maximum
    this.shareUnits = layout.shareUnits
  }
}

const none: readonly number[] = []

/** A compiled rubric with slots of its own to hold records. */
export class Program {
  readonly rubric
  readonly slots: readonly Slot[]
  readonly units: readonly Unit[]
  readonly groups: ReadonlyMap<string, readonly Slot[]>

  constructor(readonly layout: Layout) {
    this.rubric = layout.rubric
    this.slots = layout.slots.map(({ spec, ofStatements, aim }, i) => new Slot(i, spec, ofStatements, aim))
    this.units = layout.units.map((unit) => new Unit(unit, this.pick(unit.slots)))
    this.groups = new Map([...layout.groups].map(([group, slots]) => [group, this.pick(slots)]))
  }

  /** The slot behind a selector-carrying node of a rule or condition. */
  slotOf(node: object): Slot | undefined {
    return this.slots[this.layout.slotOf.get(node) ?? -1]
  }

  /** Units that records of a kind can change. */
  unitsOfKind(kind: string): readonly Unit[] {
    return (this.layout.unitsOfKind.get(kind) ?? none).map((i) => this.units[i] as Unit)
  }

  /** Slots that also take whatever the society claims for an item. */
  claimable(item: string): readonly Slot[] {
    return this.pick(this.layout.claimable.get(item) ?? none)
  }

  /** Slots by index. */
  pick(indexes: readonly number[]): Slot[] {
    return indexes.map((i) => this.slots[i] as Slot)
  }
}
