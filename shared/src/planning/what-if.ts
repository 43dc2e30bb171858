import type { LedgerRecord } from '../model/ledger.js'
import type { Unit } from '../scoring/program.js'
import type { Scorer } from '../scoring/scorer.js'

/** What records would change: per item and in all, in points of the estimate. */
export interface Effect {
  total: number
  items: { item: string; points: number }[]
}

/** Puts records, runs `read`, and takes them out again; whatever they replaced is back afterwards. */
export function withRecords<T>(scorer: Scorer, records: readonly LedgerRecord[], read: () => T): T {
  const replaced = records.map((record) => scorer.get(record.id))
  for (const record of records) scorer.put(record)
  try {
    return read()
  } finally {
    records.forEach((record, i) => {
      const before = replaced[i]
      if (before) scorer.put(before)
      else scorer.remove(record.id)
    })
  }
}

/** What these records would bring (new ones) or change (ones already held), before anything is saved. */
export function effectOf(scorer: Scorer, records: readonly LedgerRecord[]): Effect {
  return effectBetween(
    scorer,
    scorer.estimates(),
    withRecords(scorer, records, () => scorer.estimates()),
  )
}

/** What a record already held earns: the estimate with it less the estimate without it. */
export function earningsOf(scorer: Scorer, id: string): Effect {
  const record = scorer.get(id)
  const withIt = scorer.estimates()
  if (!record) return { total: 0, items: [] }
  scorer.remove(id)
  const without = scorer.estimates()
  scorer.put(record)
  return effectBetween(scorer, without, withIt)
}

/** What changed from one set of `estimates()` to another. */
export function effectBetween(
  scorer: Scorer,
  before: ReadonlyMap<Unit, number>,
  after: ReadonlyMap<Unit, number>,
): Effect {
  const items: Effect['items'] = []
  let total = 0
  for (const [unit, units] of after) {
    const change = units - (before.get(unit) ?? 0)
    if (change === 0) continue
    total += change
    items.push({ item: unit.id, points: scorer.scale.toFigure(change) })
  }
  return { total: scorer.scale.toFigure(total), items }
}
