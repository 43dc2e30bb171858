import { describe as inWords, play, type Outcome } from './run'
import { RealServer } from './real-server'

/** Plays seeds one after the other at one server; the failed ones. `XINGJI_SEED` plays one alone and shows its steps. */
export async function playSeeds(from: number, to: number): Promise<Outcome[]> {
  const server = await RealServer.start()
  try {
    const failed: Outcome[] = []
    for (let seed = from; seed < to; seed++) {
      const outcome = await play(server, seed)
      if (outcome.faults.length === 0) continue
      failed.push(outcome)
      console.error(inWords(outcome))
      if (failed.length === 3) break
    }
    return failed
  } finally {
    await server.stop()
  }
}

/** A test that plays seeds `from` up to, not including, `to`. */
export function testSeeds(from: number, to: number, limit: number): void {
  const chosen = process.env.XINGJI_SEED
  const [first, end] = chosen ? [Number(chosen), Number(chosen) + 1] : [from, to]
  it(
    `seeds ${first} to ${end - 1}: nothing lost, doubled, silently overwritten or falsely labelled`,
    async () => {
      const failed = await playSeeds(first, end)
      expect(failed.map(({ seed, faults }) => ({ seed, faults }))).toEqual([])
    },
    limit,
  )
}
