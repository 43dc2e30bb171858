/** What one more record costs in a ledger that is already held: `put`, then the scorecard with its changed items. */
import { median } from './timing.mjs'
import { createRandom, wholeSociety } from './random-ledgers.mjs'

const now = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * Medians in milliseconds for one record, by size of the ledger, taken in turn.
 * @param {{shared: object, input: object, read: (raw: object) => object, sizes: number[], pairs: number}} options
 */
export function costOfOneMore({ shared, input, read, sizes, pairs }) {
  const { catalog } = input
  const society = (size, seed) =>
    read(wholeSociety({ catalog, seed, size, from: '2018-01-01', to: '2018-12-31' })).records
  const added = society(60, 99).map((record, i) => ({ ...record, id: `added${i}` }))
  const scorers = sizes.map((size) => {
    const scorer = shared.createScorer({ ...input, records: society(size, size) })
    scorer.scorecard()
    return scorer
  })
  const random = createRandom(3)
  const samples = sizes.map(() => [])
  for (let i = -pairs; i < pairs; i++) {
    const batch = [...added].sort(() => (random.chance(0.5) ? 1 : -1))
    scorers.forEach((scorer, at) => {
      const start = now()
      for (const record of batch) {
        scorer.put(record)
        scorer.scorecard()
      }
      if (i >= 0) samples[at].push((now() - start) / batch.length)
      for (const record of batch) scorer.remove(record.id)
      scorer.scorecard()
    })
  }
  return samples.map(median)
}
