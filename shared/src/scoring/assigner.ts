import { unbounded } from './aims.js'
import type { Value } from './assignment.js'
import type { Worth } from './worth.js'
import type { Assigned, View } from './view.js'
import type { Entry } from './entry.js'
import { ExclusiveGroup } from './exclusive.js'
import type { Program, Unit } from './program.js'
import { weighted, weightOf } from './scale.js'
import type { Member, Slot } from './slot.js'

type ViewOf = (assigned: ReadonlyMap<Slot, Assigned>) => View
const nothing: Assigned = { all: 0, evident: 0 }

/** How many records each slot of a group can use, and what it is worth when the slots are given so many. */
interface Valuation {
  enough: number[]
  worth: (counts: Assigned[]) => Value
}

interface Concerned {
  units: readonly Unit[]
  enough: number[]
}

/** The exclusive groups of a scorer and what they are worth to its items. */
export class Assigner {
  /** The counts each slot of a group was given. */
  readonly assigned = new Map<Slot, Assigned>()
  readonly groups = new Map<string, ExclusiveGroup>()
  /** What serving further slots brings, for all records of a cohort alike. */
  private readonly gains = new Map<string, number>()
  private readonly concerned = new Map<string, Concerned>()
  /** By group, for whatever is tried. */
  private readonly valuations = new Map<string, Valuation>()

  constructor(
    private readonly program: Program,
    private readonly className: string | undefined,
    private readonly worthOf: (unit: Unit, view: View) => Worth,
  ) {
    for (const [name, slots] of program.groups) this.groups.set(name, new ExclusiveGroup(slots))
  }

  /** Works out anew which record of a group serves what. */
  assign(name: string, view: ViewOf): void {
    const group = this.groups.get(name)
    if (!group) return
    this.gains.clear()
    this.valuations.clear()
    const { enough, worth } = this.valuation(name, group, view)
    const given = group.assign(enough, worth)
    group.slots.forEach((slot, i) => this.assigned.set(slot, given[i] ?? { all: 0, evident: 0 }))
  }

  /**
   * Units by which the estimated total would rise if a record might serve these slots of a group as well.
   * @param isFree taken as serving nothing yet, which all that serve nothing have in common
   */
  gainOfServing(entry: Entry, slots: readonly Slot[], view: ViewOf, isFree = false): number {
    const name = slots[0]?.spec.selector.exclusive ?? ''
    const group = this.groups.get(name)
    if (!group) return 0
    const cohort = isFree ? undefined : group.cohortOf(entry.id)
    const key = `${name} ${cohort ?? ''} ${slots.map(({ index }) => index).join()}`
    let gain = this.gains.get(key)
    if (gain !== undefined) return gain
    let valuation = this.valuations.get(name)
    if (!valuation) this.valuations.set(name, (valuation = this.valuation(name, group, view)))
    const { enough, worth } = valuation
    const given = group.trial(entry, cohort, slots, enough, worth)
    const now = group.slots.map((slot) => this.assigned.get(slot) ?? nothing)
    this.gains.set(key, (gain = worth(given).estimate - worth(now).estimate))
    return gain
  }

  /** It serves nothing yet, and nothing else in its group has a choice: what it would serve is taken from nowhere. */
  isApart(slot: Slot, id: string): boolean {
    const group = this.groupOf(slot)
    return group?.cohortOf(id) === undefined && group?.hasChoice === false
  }

  /** One record for all that serve other slots of a slot's group and may not serve it. */
  besides(slot: Slot): Entry[] {
    return this.groupOf(slot)?.besides(slot) ?? []
  }

  /** Who uses a group's records, and how many of them each slot can use. */
  private concernedBy(name: string, slots: readonly Slot[]): Concerned {
    let concerned = this.concerned.get(name)
    if (concerned) return concerned
    const units = this.program.units.filter((unit) => unit.rule && unit.item?.future !== true && unit.groups.has(name))
    const enough = slots.map((slot) =>
      Math.max(1, ...units.map((unit) => (unit.slots.includes(slot) ? slot.aim?.enough : undefined) ?? 1)),
    )
    this.concerned.set(name, (concerned = { units, enough }))
    return concerned
  }

  private valuation(name: string, { slots }: ExclusiveGroup, view: ViewOf): Valuation {
    const { units, enough } = this.concernedBy(name, slots)
    const known = new Map<string, Value>()
    const worth = (counts: Assigned[]): Value => {
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
    }
    return { enough, worth }
  }

  /** What a unit would enter the total with if slots were given these counts. */
  private valueUnder(unit: Unit, slots: readonly Slot[], counts: readonly Assigned[], view: ViewOf): Value {
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
