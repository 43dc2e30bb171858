import type { Breakage } from './phone'
import type { RealServer } from './real-server'
import { fileFaults } from './files'
import { standing } from './standing'
import type { Tally } from './tally'
import { unsettled } from './rest'
import { World } from './world'

/** What came of a seed. */
export interface Outcome {
  seed: number
  /** Everything that must not be; empty is good. */
  faults: string[]
  trace: string[]
  acts: number
  tally: Tally
}

/** Plays one seed to its end and checks everything. */
export async function play(server: RealServer, seed: number, breakage: Breakage = {}): Promise<Outcome> {
  const world = await World.make(server, seed, breakage)
  const rejected = (reason: unknown): void => world.accuse(`nobody hears of: ${String(reason)}`)
  process.on('unhandledRejection', rejected)
  const mend = breakage.book?.()
  try {
    for (let step = 0; step < world.profile.steps && world.faults.length === 0; step++) await world.step()
    if (world.faults.length === 0) await world.calm()
    if (world.faults.length === 0) judge(world)
  } finally {
    mend?.()
    process.off('unhandledRejection', rejected)
  }
  return {
    seed,
    faults: world.faults,
    trace: world.trace,
    acts: world.truth.acts.filter((act) => act.confirmed).length,
    tally: world.tally,
  }
}

/** The balance at the end. What was overwritten or doubled at the server is noticed as it happens. */
function judge(world: World): void {
  for (const act of world.truth.lost(standing(world)))
    world.accuse(`lost: act ${act.number} by ${act.account} on ${act.phone}: ${act.record.slice(-4)} ${act.content}`)
  for (const fault of [...fileFaults(world), ...unsettled(world)]) world.accuse(fault)
}

/** The outcome in words, with the way to see it again. */
export function describe({ seed, faults, trace }: Outcome): string {
  return [`XINGJI_SEED=${seed} plays it again.`, ...faults, ...trace.slice(-400)].join('\n')
}
