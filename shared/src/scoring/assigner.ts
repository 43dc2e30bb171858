import { unbounded } from './aims.js'
import type { Value } from './assignment.js'
import type { Worth } from './worth.js'
import type { Assigned, View } from './view.js'
import { ExclusiveGroup } from './exclusive.js'
import type { Program, Unit } from './program.js'
import { weighted, weightOf } from './scale.js'
import type { Member, Slot } from './slot.js'

/** The exclusive groups of a scorer and what they are worth to its items. */
export class Assigner {
  /** The counts each slot of a group was given. */
  readonly assigned = new Map<Slot, Assigned>()
  readonly groups = new Map<string, ExclusiveGroup>()

  constructor(
    private readonly program: Program,
    private readonly className: string | undefined,
    private readonly worthOf: (unit: Unit, view: View) => Worth,
  ) {
    for (const [name, slots] of program.groups) this.groups.set(name, new ExclusiveGroup(slots))
  }

  /** Works out anew which record of a group serves what. */
  assign(name: string, view: (assigned: ReadonlyMap<Slot, Assigned>) => View): void {
    const group = this.groups.get(name)
    if (!group) return
    const { slots } = group
    const units = this.program.units.filter((unit) => unit.rule && unit.item?.future !== true && unit.groups.has(name))
    const enough = slots.map((slot) =>
      Math.max(1, ...units.map((unit) => (unit.slots.includes(slot) ? slot.aim?.enough : undefined) ?? 1)),
    )
    const known = new Map<string, Value>()
    const given = group.assign(enough, (counts) => {
      const sum = { estimate: 0, potential: 0, secured: 0 }
      for (const unit of units) {
        const own = counts.map((one, i) =>
          unit.slots.some((slot) => slot === slots[i]) ? `${one.all},${one.evident}` : '',
        )
        const key = `${unit.index}:${own.join(';')}`
        let value = known.get(key)
        if (!value) known.set(key, (value = this.valueUnder(unit, slots, counts, view)))
        for (const figure of ['estimate', 'potential', 'secured'] as const) sum[figure] += value[figure]
      }
      return sum
    })
    slots.forEach((slot, i) => this.assigned.set(slot, given[i] ?? { all: 0, evident: 0 }))
  }

  /** What a unit would enter the total with if slots were given these counts. */
  private valueUnder(
    unit: Unit,
    slots: readonly Slot[],
    counts: readonly Assigned[],
    view: (assigned: ReadonlyMap<Slot, Assigned>) => View,
  ): Value {
    const trial = new Map(this.assigned)
    slots.forEach((slot, i) => trial.set(slot, counts[i] ?? { all: 0, evident: 0 }))
    const worth = this.worthOf(unit, view(trial))
    const weight = unit.section ? weightOf(unit.section, this.className) : 100
    const enters = (units: number): number => weighted(units + worth.loss, weight)
    return { estimate: enters(worth.estimate), potential: enters(worth.potential), secured: enters(worth.secured) }
  }

  /** The group a slot belongs to. */
  groupOf(slot: Slot): ExclusiveGroup | undefined {
    const name = slot.spec.selector.exclusive
    return name === undefined ? undefined : this.groups.get(name)
  }

  /** Members of a slot that count there; of an exclusive one, as many as can matter. */
  membersOf(slot: Slot): readonly Member[] {
    const group = this.groupOf(slot)
    if (!group) return slot.counted.items
    const { aim } = slot
    const { field, by } = slot.spec
    const isCounted = aim !== undefined && field === undefined && by === undefined
    return group.members(slot, isCounted && aim.enough < unbounded ? aim.enough : Infinity)
  }

  isServed(slot: Slot, id: string): boolean {
    const group = this.groupOf(slot)
    return !group || group.slotOf(id) === slot
  }

  /** The item a record was given to. */
  servesElsewhere(slot: Slot, id: string): string | undefined {
    return this.groupOf(slot)?.slotOf(id)?.spec.item
  }
}
