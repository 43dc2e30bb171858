import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe as inWords, play, type Outcome } from './run'
import { RealServer } from './real-server'
import { Tally } from './tally'

const reports = join(__dirname, '../../.build')

/** Where seeds begin that are played for what was not met before, and how many at most. */
const further = 1_000_000
const most = 150

/** Seeds played at one server: each leaves its society there, and backups take all of them along. */
const atOneServer = 100

/**
 * Plays seeds one after the other: the failed ones, and what went wrong how often. `XINGJI_SEED` plays one alone and shows
 * its steps.
 */
export async function playSeeds(from: number, to: number): Promise<{ failed: Outcome[]; tally: Tally }> {
  let server = await RealServer.start()
  const tally = new Tally()
  try {
    const failed: Outcome[] = []
    for (let seed = from; seed < to; seed++) {
      if (seed > from && (seed - from) % atOneServer === 0) {
        await server.stop()
        server = await RealServer.start()
      }
      const outcome = await play(server, seed)
      tally.take(outcome.tally)
      if (outcome.faults.length === 0) continue
      failed.push(outcome)
      // At once: the run may be long.
      process.stderr.write(`${inWords(outcome)}\n`)
      if (failed.length === 3) break
    }
    // Rare ones are waited for: a run of chance may come without them.
    for (let seed = further + from; to - from > 1 && failed.length === 0 && tally.missing().length > 0; seed++) {
      if (seed === further + from + most) break
      const outcome = await play(server, seed)
      tally.take(outcome.tally)
      if (outcome.faults.length > 0) failed.push(outcome)
    }
    return { failed, tally }
  } finally {
    await server.stop()
  }
}

/** A test that plays seeds `from` up to, not including, `to`; every kind of mishap must have been among them. */
export function testSeeds(from: number, to: number, limit: number): void {
  const chosen = process.env.XINGJI_SEED
  const [first, end] = chosen ? [Number(chosen), Number(chosen) + 1] : [from, to]
  it(
    `seeds ${first} to ${end - 1}: nothing lost, doubled, silently overwritten or falsely labelled`,
    async () => {
      const { failed, tally } = await playSeeds(first, end)
      mkdirSync(reports, { recursive: true })
      writeFileSync(join(reports, `faults-${first}-${end}.json`), JSON.stringify(tally.all(), null, 2))
      expect(failed.map(({ seed, faults }) => ({ seed, faults }))).toEqual([])
      if (!chosen) expect(tally.missing()).toEqual([])
    },
    limit,
  )
}
