import { ProblemError, readLedger, type Ledger, type Rubric } from '@xingji/shared'
import type { RubricSet, Source } from '@xingji/shared/rubric'
import { ledgerHere } from './ledger-here.js'
import { inFile, namedRubrics } from './score.js'

/** Parts of a ledger that name items of a rubric. */
const parts = ['selfAssessment', 'reviews', 'claims'] as const

/**
 * A ledger as one edition takes it. What it says of items only the other edition has, or grades in words only that one
 * knows, is left aside: it is not wrong.
 * @throws ProblemError with all that is wrong with it under both
 */
export function ledgerUnder(source: Source, rubric: Rubric, other: Rubric, set: RubricSet): Ledger {
  const value = ledgerHere(source.value, set)
  const named = namedRubrics(value)
  const others = set.rubrics.filter((one) => one.id !== rubric.id)
  const read = (raw: unknown, one: Rubric): ReturnType<typeof readLedger> =>
    readLedger(
      raw,
      set.catalog,
      [one, ...others].filter(({ id }) => named.has(id)),
    )
  const own = read(value, rubric)
  if (own.ok) return own.value
  const beside = rubric.id === other.id ? read(value, other) : own
  const known = new Set(beside.ok ? [] : beside.problems.map(({ path }) => path))
  const spared = own.problems.filter(({ path }) => !known.has(path))
  const left = spared.length < own.problems.length ? own : read(without(value, rubric.id, spared), rubric)
  if (!left.ok) throw new ProblemError(inFile(left.problems, source))
  return left.value
}

/** A ledger without what these problems are about in what it says of the items of a rubric. */
function without(raw: unknown, rubric: string, problems: readonly { path: string }[]): unknown {
  const ledger = structuredClone(raw) as Record<string, Record<string, Record<string, unknown>>>
  for (const { path } of problems)
    for (const part of parts) {
      const start = `${part}.${rubric}.`
      const entries = ledger[part]?.[rubric]
      if (entries && path.startsWith(start)) Reflect.deleteProperty(entries, path.slice(start.length))
    }
  return ledger
}
