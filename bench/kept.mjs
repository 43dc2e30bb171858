/**
 * What the server computes for a scorecard after one record was edited: from every stored record, or with a scorer kept
 * since the last request. The database's own work is left out; the first reads every row, the second one.
 */
import { interleaved } from './timing.mjs'

/** @param {{shared: object, input: object, records: object[], how: object}} options */
export function keptAgainstScratch({ shared, input, records, how }) {
  const { catalog } = input
  const stored = records.map((record) => JSON.stringify(shared.writeRecord(record)))
  const parse = (text) => shared.readRecord(JSON.parse(text), catalog).value
  const kept = shared.createScorer({ ...input, records })
  kept.scorecard()
  let turn = 0
  return interleaved(
    {
      scratch: () => shared.serialiseScorecard(shared.score({ ...input, records: stored.map(parse) })),
      kept: () => {
        kept.put(parse(stored[turn++ % stored.length]))
        return shared.serialiseScorecard(kept.scorecard())
      },
    },
    how,
  )
}
