/** What one more record costs in a ledger that is already held: `put`, then the scorecard with its changed items. */
import { median } from './timing.mjs'
import { createRandom, wholeSociety } from './random-ledgers.mjs'

const now = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** So many batches make a sample, so that the first after another ledger, with cold caches, weighs little. */
const batches = 8

/**
 * Medians in milliseconds for one record, by size of the ledger, taken in turn after a warm-up.
 * @param {{shared: object, input: object, read: (raw: object) => object, sizes: number[], pairs: number, warm: number}} options
 */
export function costOfOneMore({ shared, input, read, sizes, pairs, warm }) {
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
  /** Puts every record and asks for the card each time; taking them out again is not measured. */
  const putAll = (scorer) => {
    const batch = [...added].sort(() => (random.chance(0.5) ? 1 : -1))
    const start = now()
    for (const record of batch) {
      scorer.put(record)
      scorer.scorecard()
    }
    const taken = now() - start
    for (const record of batch) scorer.remove(record.id)
    scorer.scorecard()
    return taken / batch.length
  }
  for (const until = now() + warm; now() < until;) for (const scorer of scorers) putAll(scorer)
  const samples = sizes.map(() => [])
  for (let i = 0; i < pairs; i++)
    scorers.forEach((scorer, at) => {
      let sum = 0
      for (let k = 0; k < batches; k++) sum += putAll(scorer)
      samples[at].push(sum / batches)
    })
  return samples.map(median)
}
