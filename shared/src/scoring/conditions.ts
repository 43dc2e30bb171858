import type { Compare, Condition, Measure, Rule } from '../model/rubric.js'
import { childRules } from '../model/rubric-parts.js'
import { testOf, type Passes } from './compare.js'

/** A comparison of one standing fact somewhere in an item. */
export class FactCondition {
  /** Says of a known value whether it passes. */
  readonly passes: Passes
  /** One of its own among those of its item that no other asks about the same fact; 0: another does. */
  bit = 0

  constructor(
    readonly path: string,
    readonly test: Compare,
    readonly at: 'asOf' | undefined,
  ) {
    this.passes = testOf(test)
  }
}

/** Every comparison of a fact in a rule, in clause order, each once. */
export function factConditions(rule: Rule): FactCondition[] {
  const found: FactCondition[] = []
  const seen = new Set<string>()
  const note: Note = (path, test, at) => {
    const key = JSON.stringify([path, test, at])
    if (!seen.has(key)) found.push(new FactCondition(path, test, at))
    seen.add(key)
  }
  walkRule(rule, note)
  const isAlone = ({ path }: FactCondition): boolean => found.filter((one) => one.path === path).length === 1
  found.slice(0, mostBits).forEach((one, i) => {
    if (isAlone(one)) one.bit = 1 << i
  })
  return found
}

const mostBits = 30

/** The same for a condition standing alone (a gate). */
export function factConditionsOf(condition: Condition): FactCondition[] {
  const found: FactCondition[] = []
  walkCondition(condition, (path, test, at) => found.push(new FactCondition(path, test, at)))
  return found
}

type Note = (path: string, test: Compare, at: 'asOf' | undefined) => void

function walkRule(rule: Rule, note: Note): void {
  if (rule.onlyWhen) walkCondition(rule.onlyWhen, note)
  if ('points' in rule) {
    if (rule.when) walkCondition(rule.when, note)
    if (rule.unless) walkCondition(rule.unless, note)
  } else if ('steps' in rule || 'each' in rule) walkMeasure(rule.of, note)
  else if ('share' in rule) walkCondition(rule.when, note)
  else if ('cases' in rule) for (const one of rule.cases) if (one.when) walkCondition(one.when, note)
  for (const child of childRules(rule)) walkRule(child, note)
}

function walkMeasure(measure: Measure, note: Note): void {
  if ('tally' in measure) measure.tally.forEach((one) => walkCondition(one, note))
  else if ('ratio' in measure) measure.ratio.forEach((one) => walkMeasure(one, note))
  else if ('fact' in measure) note(measure.fact, { min: 1 }, measure.at)
}

function walkCondition(condition: Condition, note: Note): void {
  if ('all' in condition) condition.all.forEach((one) => walkCondition(one, note))
  else if ('any' in condition) condition.any.forEach((one) => walkCondition(one, note))
  else if ('none' in condition) condition.none.forEach((one) => walkCondition(one, note))
  else if ('fact' in condition) {
    const { fact, at, ...test } = condition
    note(fact, test, at)
  } else if ('ratio' in condition || 'tally' in condition) walkMeasure(condition, note)
}
