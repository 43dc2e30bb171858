import type { Catalog } from '../model/catalog.js'
import type {
  Condition,
  Gate,
  JudgedRule,
  Measure,
  Rubric,
  RubricItem,
  RubricSection,
  Rule,
  Selector,
} from '../model/rubric.js'
import { childRules, ruleOf } from '../model/rubric-parts.js'
import { parseFactPath } from './facts.js'
import { Slot, type SlotSpec } from './slot.js'

/** An item (or a gate, which is an item without points) ready to be evaluated. */
export interface Unit {
  index: number
  id: string
  item?: RubricItem
  section?: RubricSection
  gate?: Gate
  rule?: Rule
  slots: Slot[]
  /** Kinds whose records can change it, statements included. */
  kinds: Set<string>
  factPaths: Set<string>
  /** Exclusive groups it takes part in. */
  groups: Set<string>
}

/** A rubric under a cycle's readings, with one slot for each thing measured. */
export interface Program {
  rubric: Rubric
  units: Unit[]
  slots: Slot[]
  /** The slot behind a selector-carrying node of a rule or condition. */
  slotOf: Map<object, Slot>
  slotsOfKind: Map<string, Slot[]>
  unitsOfKind: Map<string, Unit[]>
  /** Slots of each exclusive group, in table order. */
  groups: Map<string, Slot[]>
  /** Slots that also take records by claim, by item. */
  claimable: Map<string, Slot[]>
  /** Settings that count days after a record's day. */
  withins: string[]
  statementKinds: ReadonlySet<string>
}

export function compile(rubric: Rubric, catalog: Catalog, readings: Readonly<Record<string, string>>): Program {
  const program: Program = {
    rubric,
    units: [],
    slots: [],
    slotOf: new Map(),
    slotsOfKind: new Map(),
    unitsOfKind: new Map(),
    groups: new Map(),
    claimable: new Map(),
    withins: [],
    statementKinds: new Set(catalog.kinds.filter((kind) => kind.time === 'statement').map((kind) => kind.id)),
  }
  for (const gate of rubric.gates) {
    const unit = makeUnit(program, gate.id)
    unit.gate = gate
    new Walk(program, unit).condition(gate.when)
  }
  for (const section of rubric.sections) {
    for (const item of section.items) {
      const unit = makeUnit(program, item.id)
      unit.item = item
      unit.section = section
      unit.rule = ruleOf(item, readings[item.id])
      new Walk(program, unit).rule(unit.rule)
    }
  }
  for (const unit of program.units) for (const kind of unit.kinds) push(program.unitsOfKind, kind, unit)
  return program
}

function makeUnit(program: Program, id: string): Unit {
  const unit: Unit = {
    index: program.units.length,
    id,
    slots: [],
    kinds: new Set(),
    factPaths: new Set(),
    groups: new Set(),
  }
  program.units.push(unit)
  return unit
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Visits a unit's rule and conditions, making slots and noting facts. */
class Walk {
  private readonly bySpec = new Map<string, Slot>()

  constructor(
    private readonly program: Program,
    private readonly unit: Unit,
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
    else if ('none' in condition) condition.none.forEach((one) => this.condition(one))
    else if ('filed' in condition) this.slot(condition, { selector: condition.filed })
    else if ('every' in condition) {
      this.slot(condition, { selector: condition.every, has: condition.has })
      if (condition.emptyNeeds !== undefined) this.fact(condition.emptyNeeds)
    } else if ('eachYear' in condition) {
      this.slot(condition, { selector: condition.eachYear, has: condition.has })
      if (condition.since !== undefined) this.fact(condition.since)
    } else if (!('always' in condition)) this.measure(condition)
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

  private slot(node: object, part: { selector: Selector } & Partial<SlotSpec>, claimable = false): void {
    const key = JSON.stringify(part)
    let slot = this.bySpec.get(key)
    if (slot) {
      this.program.slotOf.set(node, slot)
      if (claimable) this.allowClaims(slot)
      return
    }
    const ofStatements =
      part.selector.kind.length > 0 && part.selector.kind.every((kind) => this.program.statementKinds.has(kind))
    slot = new Slot(this.program.slots.length, { ...part, item: this.unit.id, claimable: false }, ofStatements)
    this.bySpec.set(key, slot)
    this.program.slots.push(slot)
    this.program.slotOf.set(node, slot)
    this.unit.slots.push(slot)
    for (const kind of part.selector.kind) {
      push(this.program.slotsOfKind, kind, slot)
      this.unit.kinds.add(kind)
    }
    for (const one of part.selector.either ?? [part.selector]) this.noteWithin(one.filed?.within)
    this.noteWithin(part.has?.filed?.within)
    const group = part.selector.exclusive
    if (group !== undefined) {
      push(this.program.groups, group, slot)
      this.unit.groups.add(group)
    }
    if (claimable) this.allowClaims(slot)
  }

  private noteWithin(setting: string | undefined): void {
    if (setting !== undefined && !this.program.withins.includes(setting)) this.program.withins.push(setting)
  }

  private allowClaims(slot: Slot): void {
    if (slot.spec.claimable) return
    // A record of an exclusive group serves by assignment; its claims are settled there.
    if (slot.spec.selector.exclusive !== undefined) return
    slot.spec.claimable = true
    push(this.program.claimable, this.unit.id, slot)
  }
}
