import type { Cycle } from '../model/ledger.js'
import type { Rubric } from '../model/rubric.js'
import { sha256 } from '../model/sha256.js'

/** The rubric's digest, and the hash of the cycle asked last. */
const digests = new WeakMap<Rubric, { rubric: string; cycle: string; hash: string }>()

/** `sha256:` of the rubric's and the cycle's canonical JSON. */
export function scorecardHash(rubric: Rubric, cycle: Cycle): string {
  const text = JSON.stringify(cycle)
  const known = digests.get(rubric)
  if (known?.cycle === text) return known.hash
  const digest = known?.rubric ?? sha256(JSON.stringify(rubric))
  const hash = `sha256:${sha256(`${digest}\n${text}`)}`
  digests.set(rubric, { rubric: digest, cycle: text, hash })
  return hash
}
