import type { Catalog } from '../model/catalog.js'
import { readCycle, type CycleInput } from '../model/cycle.js'
import type { Ledger } from '../model/ledger.js'
import { readLedger } from '../model/read-ledger.js'
import { isPlainObject } from '../model/read-record.js'
import type { Rubric } from '../model/rubric.js'
import type { Reader } from './reader.js'
import { pathOf } from './source.js'

/** What every case is told of, whether it is about points or about duties. */
export interface CaseLedger {
  ledger: Ledger
  cycle: CycleInput | undefined
}

/**
 * Reads the cycle and the ledger of the case at `i`: records without an id are r1, r2 … in order; self-assessment,
 * claims and reviews are those of the rubric. Undefined when something is wrong, which the reader then knows.
 */
export function readCaseLedger(
  reader: Reader,
  entry: Readonly<Record<string, unknown>>,
  i: number,
  rubric: Rubric,
  catalog: Catalog,
): CaseLedger | undefined {
  const cycle = entry.cycle === undefined ? undefined : readCycle(entry.cycle, rubric)
  const records = reader
    .list(entry.records, [i, 'records'])
    .map((one, at) => (isPlainObject(one) && one.id === undefined ? { id: `r${at + 1}`, ...one } : one))
  const own = (value: unknown): unknown => (value === undefined ? undefined : { [rubric.id]: value })
  const ledger = readLedger(
    {
      society: entry.society,
      records,
      selfAssessment: own(entry.selfAssessment),
      claims: own(entry.claims),
      reviews: own(entry.reviews),
    },
    catalog,
    [rubric],
  )
  for (const result of [cycle, ledger])
    if (result && !result.ok)
      for (const problem of result.problems) {
        const place = result === cycle ? ['cycle', ...pathOf(problem.path)] : pathOf(problem.path)
        reader.fail(problem.code, [i, ...place.filter((part) => part !== rubric.id)], problem.message)
      }
  if (!ledger.ok || (cycle && !cycle.ok)) return undefined
  return { ledger: ledger.value, cycle: cycle?.value }
}
