import { passingValue } from './compare.js'
import type { Case, FactRead } from './explain.js'
import type { View } from './evaluate.js'

/** Units gained under a changed view. */
export function gainUnder(input: Case, changed: View): number {
  return Math.max(0, input.worthUnder(changed) - (input.worth.estimate + input.worth.loss))
}

/** Units gained if a fact were stated so that it passes; worked out once. */
export function gainOfFact(input: Case, fact: FactRead): number {
  let gain = input.factGains.get(fact)
  if (gain === undefined) input.factGains.set(fact, (gain = gainOfFacts(input, [fact])))
  return gain
}

/** Units gained if these facts were stated so that they pass. */
export function gainOfFacts(input: Case, reads: readonly FactRead[]): number {
  if (!input.canGain) return 0
  const facts = new Map(input.view.facts)
  for (const { condition, value } of reads)
    facts.set(condition.path, passingValue(condition.test, facts.get(condition.path) ?? value))
  return gainUnder(input, input.view.with({ facts }))
}
