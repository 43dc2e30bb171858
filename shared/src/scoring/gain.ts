import { passingValue } from './compare.js'
import type { FactCondition } from './conditions.js'
import type { Case } from './explain.js'
import type { View } from './evaluate.js'

/** Units gained under a changed view. */
export function gainUnder(input: Case, changed: View): number {
  return Math.max(0, input.worthUnder(changed) - (input.worth.estimate + input.worth.loss))
}

/** Units gained if a fact were stated so that it passes; worked out once. */
export function gainOfFact(input: Case, condition: FactCondition): number {
  let gain = input.factGains.get(condition)
  if (gain === undefined) input.factGains.set(condition, (gain = gainOfFacts(input, [condition])))
  return gain
}

/** Units gained if these facts were stated so that they pass. */
export function gainOfFacts(input: Case, conditions: readonly FactCondition[]): number {
  if (!input.canGain) return 0
  const facts = new Map(input.view.facts ?? [])
  for (const { path, test } of conditions)
    facts.set(path, passingValue(test, facts.get(path) ?? input.view.fact(path).value))
  return gainUnder(input, input.view.with({ facts }))
}
