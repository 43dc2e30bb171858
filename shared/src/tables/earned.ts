import type { LedgerRecord } from '../model/ledger.js'
import { effectBetween, type Effect } from '../planning/what-if.js'
import type { Scorer } from '../scoring/scorer.js'

/**
 * What each record would bring after those before it, in points of the estimate: put one after the other, so that a full
 * item shows. The scorer holds them all in the end; give it one of its own.
 */
export function* earnedInOrder(scorer: Scorer, records: Iterable<LedgerRecord>): Generator<Effect, void, undefined> {
  let before = scorer.estimates()
  for (const record of records) {
    scorer.put(record)
    const after = scorer.estimates()
    yield effectBetween(scorer, before, after)
    before = after
  }
}
