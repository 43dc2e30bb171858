import type { Cycle } from '../model/ledger.js'
import { sameCycle } from '../model/cycle.js'
import type { Rubric } from '../model/rubric.js'
import { sha256 } from '../model/sha256.js'

/** The rubric's digest, and the hash of the cycle asked last. */
const digests = new WeakMap<Rubric, { rubric: string; cycle: Cycle; hash: string }>()

/** `sha256:` of the rubric's and the cycle's canonical JSON. */
export function scorecardHash(rubric: Rubric, cycle: Cycle): string {
  const known = digests.get(rubric)
  if (known && sameCycle(known.cycle, cycle)) return known.hash
  const digest = known?.rubric ?? sha256(JSON.stringify(rubric))
  const hash = `sha256:${sha256(`${digest}\n${JSON.stringify(cycle)}`)}`
  digests.set(rubric, { rubric: digest, cycle: copyOf(cycle), hash })
  return hash
}

/** A cycle of one's own: whoever holds the card may change its. */
const copyOf = (cycle: Cycle): Cycle => JSON.parse(JSON.stringify(cycle)) as Cycle
