import type { Compare, Condition, Measure, Rule } from '../model/rubric.js'
import { childRules } from '../model/rubric-parts.js'

/** A comparison of one standing fact somewhere in an item. */
export interface FactCondition {
  path: string
  test: Compare
  at?: 'asOf'
}

/** Every comparison of a fact in a rule, in clause order, each once. */
export function factConditions(rule: Rule): FactCondition[] {
  const found: FactCondition[] = []
  const seen = new Set<string>()
  const note = (condition: FactCondition): void => {
    const key = JSON.stringify(condition)
    if (!seen.has(key)) found.push(condition)
    seen.add(key)
  }
  walkRule(rule, note)
  return found
}

/** The same for a condition standing alone (a gate). */
export function factConditionsOf(condition: Condition): FactCondition[] {
  const found: FactCondition[] = []
  walkCondition(condition, (one) => found.push(one))
  return found
}

type Note = (condition: FactCondition) => void

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
  else if ('fact' in measure) note(withAt(measure.fact, { min: 1 }, measure.at))
}

function walkCondition(condition: Condition, note: Note): void {
  if ('all' in condition) condition.all.forEach((one) => walkCondition(one, note))
  else if ('any' in condition) condition.any.forEach((one) => walkCondition(one, note))
  else if ('none' in condition) condition.none.forEach((one) => walkCondition(one, note))
  else if ('fact' in condition) {
    const { fact, at, ...test } = condition
    note(withAt(fact, test, at))
  } else if ('ratio' in condition || 'tally' in condition) walkMeasure(condition, note)
}

const withAt = (path: string, test: Compare, at: 'asOf' | undefined): FactCondition =>
  at === undefined ? { path, test } : { path, test, at }
