import { indexCatalog } from '../model/catalog-index.js'
import type { Catalog } from '../model/catalog.js'
import type { Condition, Gate, JudgedRule, Measure, Rubric, RubricItem, RubricSection, Rule } from '../model/rubric.js'
import { sameSettings } from '../model/cycle.js'
import { childRules, rootPart, ruleOf } from '../model/rubric-parts.js'
import { noteInclusions } from './inclusion.js'
import { aimsOf, type Aim } from './aims.js'
import { awardOf, type Award } from './award.js'
import { factConditions, factConditionsOf, type FactCondition } from './conditions.js'
import { parseFactPath } from './facts.js'
import { natureOf, type Nature } from './nature.js'
import { scaleOf, shareOf, sharesOf, type Scale } from './scale.js'
import { SlotSpec, type Measured } from './slot.js'

/** An item (or a gate, which is an item without points) as it is compiled, whatever records there are. */
export interface UnitLayout {
  index: number
  id: string
  item: RubricItem | undefined
  section: RubricSection | undefined
  gate: Gate | undefined
  rule: Rule | undefined
  /** What its rule is worth. */
  award: Award | undefined
  /** Indexes of its slots. */
  slots: number[]
  /** Kinds whose records can change it, statements included. */
  kinds: Set<string>
  factPaths: Set<string>
  /** Exclusive groups it takes part in. */
  groups: Set<string>
  /** Facts compared in it, in clause order. */
  factConditions: FactCondition[]
  /** Units at most, and units of one share of its section's points. */
  maximum: number
  shareUnits: number
}

/** A rubric under a cycle's readings: one slot for each thing measured, and who is concerned by what. */
export interface Layout {
  rubric: Rubric
  scale: Scale
  units: UnitLayout[]
  /** Units of each section's items. */
  sections: [RubricSection, number[]][]
  slots: { spec: SlotSpec; ofStatements: boolean; aim: Aim | undefined }[]
  /** The slot behind a selector-carrying node of a rule or condition. */
  slotOf: Map<object, number>
  slotsOfKind: Map<string, number[]>
  unitsOfKind: Map<string, number[]>
  /** Slots of each exclusive group, in table order. */
  groups: Map<string, number[]>
  /** Slots that also take records by claim, by item. */
  claimable: Map<string, number[]>
  /** Settings that count days after a record's day. */
  withins: string[]
  statementKinds: ReadonlySet<string>
  /** What the rubric does with records of each kind, by id and alias. */
  uses: ReadonlyMap<string, KindLayout>
}

/** What a rubric does with records of one kind. */
export interface KindLayout {
  index: number
  nature: Nature
  /** The rubric asks nothing of it. */
  isIdle: boolean
  slots: readonly number[]
  units: readonly number[]
  groups: readonly string[]
}

const compiled = new WeakMap<Rubric, { catalog: Catalog; readings: Readonly<Record<string, string>>; layout: Layout }>()

/** Compiles a rubric, once for each rubric object as long as catalog and readings stay the same. */
export function compile(rubric: Rubric, catalog: Catalog, readings: Readonly<Record<string, string>>): Layout {
  const known = compiled.get(rubric)
  if (known && known.catalog === catalog && sameSettings(known.readings, readings)) return known.layout
  const layout = makeLayout(rubric, catalog, readings)
  compiled.set(rubric, { catalog, readings: { ...readings }, layout })
  return layout
}

function makeLayout(rubric: Rubric, catalog: Catalog, readings: Readonly<Record<string, string>>): Layout {
  const scale = scaleOf(rubric, readings)
  const layout: Layout = {
    rubric,
    scale,
    units: [],
    sections: [],
    slots: [],
    slotOf: new Map(),
    slotsOfKind: new Map(),
    unitsOfKind: new Map(),
    groups: new Map(),
    claimable: new Map(),
    withins: [],
    statementKinds: new Set(catalog.kinds.filter((kind) => kind.time === 'statement').map((kind) => kind.id)),
    uses: new Map(),
  }
  for (const gate of rubric.gates) {
    const unit = makeUnit(layout, gate.id)
    unit.gate = gate
    unit.factConditions = factConditionsOf(gate.when)
    new Walk(layout, unit).condition(gate.when)
  }
  for (const section of rubric.sections) {
    const own: number[] = []
    layout.sections.push([section, own])
    const shares = sharesOf(section, readings)
    const shareUnits = shares > 0 ? scale.toUnits(section.maximum) / shares : 0
    for (const item of section.items) {
      const unit = makeUnit(layout, item.id)
      own.push(unit.index)
      unit.item = item
      unit.section = section
      unit.rule = ruleOf(item, readings[item.id])
      unit.factConditions = factConditions(unit.rule)
      new Walk(layout, unit).rule(unit.rule)
      noteInclusions(layout, unit)
      for (const [index, aim] of aimsOf(layout.slotOf, unit.rule)) {
        const slot = layout.slots[index]
        if (slot) slot.aim = aim
      }
      const ground = { scale, slotOf: layout.slotOf, shareUnits: section.apportioned ? shareUnits : 0 }
      unit.shareUnits = ground.shareUnits
      unit.award = awardOf(unit.rule, rootPart(item, unit.rule), ground)
      unit.maximum = item.maximum === null ? Math.round(shareUnits * shareOf(unit.rule)) : scale.toUnits(item.maximum)
    }
  }
  for (const unit of layout.units) for (const kind of unit.kinds) push(layout.unitsOfKind, kind, unit.index)
  layout.uses = usesOf(layout, catalog)
  return layout
}

function usesOf(layout: Layout, catalog: Catalog): Map<string, KindLayout> {
  const uses = new Map<string, KindLayout>()
  const { kind: kindOf } = indexCatalog(catalog)
  catalog.kinds.forEach((kind, index) => {
    const slots = layout.slotsOfKind.get(kind.id) ?? []
    const units = layout.unitsOfKind.get(kind.id)
    const groups = new Set(slots.flatMap((slot) => layout.slots[slot]?.spec.selector.exclusive ?? []))
    const use = {
      index,
      nature: natureOf(kind),
      isIdle: units === undefined,
      slots,
      units: units ?? [],
      groups: [...groups],
    }
    for (const id of [...(kind.aliases ?? []), kind.id]) if (kindOf(id) === kind) uses.set(id, use)
  })
  return uses
}

function makeUnit(layout: Layout, id: string): UnitLayout {
  const unit: UnitLayout = {
    index: layout.units.length,
    id,
    item: undefined,
    section: undefined,
    gate: undefined,
    rule: undefined,
    award: undefined,
    slots: [],
    kinds: new Set(),
    factPaths: new Set(),
    groups: new Set(),
    factConditions: [],
    maximum: 0,
    shareUnits: 0,
  }
  layout.units.push(unit)
  return unit
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Visits a unit's rule and conditions, making slots and noting facts. */
class Walk {
  private readonly bySpec = new Map<string, number>()
  /** Inside a `none`: what is asked for there had better not exist. */
  private unwanted = false

  constructor(
    private readonly layout: Layout,
    private readonly unit: UnitLayout,
  ) {}

  rule(rule: Rule): void {
    if (rule.onlyWhen) this.condition(rule.onlyWhen)
    if ('points' in rule) {
      if (rule.when) this.condition(rule.when)
      if (rule.unless) this.condition(rule.unless)
    } else if ('steps' in rule || 'each' in rule) this.measure(rule.of)
    else if ('grade' in rule) this.slot(rule, { selector: rule.of, field: rule.field })
    else if ('judged' in rule) this.slot(rule, { selector: rule.needs ?? { kind: [] } }, this.takesClaims(rule))
    else if ('share' in rule) this.condition(rule.when)
    else if ('list' in rule) this.slot(rule, { selector: rule.list })
    else if ('cases' in rule) for (const one of rule.cases) if (one.when) this.condition(one.when)
    for (const child of childRules(rule)) this.rule(child)
  }

  /** A judged item takes what the society tagged it with; beside measured parts a judged part takes only what it names. */
  private takesClaims(rule: JudgedRule): boolean {
    return rule === this.unit.rule || rule.needs === null
  }

  condition(condition: Condition): void {
    if ('all' in condition) condition.all.forEach((one) => this.condition(one))
    else if ('any' in condition) condition.any.forEach((one) => this.condition(one))
    else if ('none' in condition) this.without(condition.none)
    else if ('filed' in condition) this.slot(condition, { selector: condition.filed })
    else if ('every' in condition) {
      this.slot(condition, { selector: condition.every, has: condition.has })
      if (condition.emptyNeeds !== undefined) this.fact(condition.emptyNeeds)
    } else if ('eachYear' in condition) {
      this.slot(condition, {
        selector: condition.eachYear,
        has: condition.has,
        eachYear: condition.since === undefined ? {} : { since: condition.since },
      })
      if (condition.since !== undefined) this.fact(condition.since)
    } else if (!('always' in condition)) this.measure(condition)
  }

  private without(conditions: readonly Condition[]): void {
    const before = this.unwanted
    this.unwanted = !before
    conditions.forEach((one) => this.condition(one))
    this.unwanted = before
  }

  private measure(measure: Measure): void {
    if ('count' in measure) this.slot(measure, { selector: measure.count })
    else if ('total' in measure) this.slot(measure, { selector: measure.total, field: measure.field })
    else if ('largest' in measure) this.slot(measure, { selector: measure.largest, field: measure.field })
    else if ('distinct' in measure) this.slot(measure, { selector: measure.distinct, by: measure.by })
    else if ('fact' in measure) this.fact(measure.fact)
    else if ('ratio' in measure) measure.ratio.forEach((one) => this.measure(one))
    else if ('tally' in measure) measure.tally.forEach((one) => this.condition(one))
  }

  private fact(path: string): void {
    this.unit.factPaths.add(path)
    this.unit.kinds.add(parseFactPath(path).kind)
  }

  private slot(node: object, part: Measured, claimable = false): void {
    const key = JSON.stringify(part)
    const known = this.bySpec.get(key)
    const index = known ?? this.makeSlot(key, part)
    this.layout.slotOf.set(node, index)
    const spec = this.layout.slots[index]?.spec
    if (spec && !this.unwanted) spec.wanted = true
    if (claimable) this.allowClaims(index)
  }

  private makeSlot(key: string, part: Measured): number {
    const { layout, unit } = this
    const kinds = part.selector.kind
    const index = layout.slots.length
    layout.slots.push({
      spec: new SlotSpec(unit.id, part),
      ofStatements: kinds.length > 0 && kinds.every((kind) => layout.statementKinds.has(kind)),
      aim: undefined,
    })
    this.bySpec.set(key, index)
    unit.slots.push(index)
    for (const kind of kinds) {
      push(layout.slotsOfKind, kind, index)
      unit.kinds.add(kind)
    }
    this.noteWithin(part.selector.filed?.within)
    this.noteWithin(part.has?.filed?.within)
    const group = part.selector.exclusive
    if (group !== undefined) {
      push(layout.groups, group, index)
      unit.groups.add(group)
    }
    return index
  }

  private noteWithin(setting: string | undefined): void {
    if (setting !== undefined && !this.layout.withins.includes(setting)) this.layout.withins.push(setting)
  }

  private allowClaims(index: number): void {
    const spec = this.layout.slots[index]?.spec
    // A record of an exclusive group serves by assignment; its claims are settled there.
    if (!spec || spec.claimable || spec.selector.exclusive !== undefined) return
    spec.claimable = true
    push(this.layout.claimable, this.unit.id, index)
  }
}
