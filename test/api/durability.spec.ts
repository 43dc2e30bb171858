import { itOnEachDatabase } from '../support/database'
import { newId, newSociety, type Person, signIn } from '../support/personas'
import { type TestServer, withServer } from '../support/server'

const rounds = 20
const writers = 4
const perRound = 12

/** People at each record the server said it has. */
type Ledger = Map<string, number>

/** Writes records until the server is gone; notes each one that was acknowledged. */
async function write(alice: Person, society: string, acknowledged: Ledger, noted: () => void): Promise<void> {
  for (;;) {
    const id = newId()
    const people = Math.floor(Math.random() * 1000)
    const record = { id, kind: 'committee-meeting', on: '2018-03-05', people }
    const answer = await alice.put(`organisations/${society}/records/${id}`, { base: 0, record }).catch(() => undefined)
    if (!answer) return
    if (answer.status !== 201) throw new Error(answer.text)
    acknowledged.set(id, people)
    noted()
  }
}

/** Writes with several hands, kills the server right after an acknowledgement and starts it again. */
async function killAtWork(server: TestServer, alice: Person, society: string, acknowledged: Ledger): Promise<void> {
  const goal = acknowledged.size + perRound
  let restarted: Promise<void> | undefined
  const noted = (): void => {
    if (acknowledged.size >= goal) restarted ??= server.restart('SIGKILL')
  }
  await Promise.all(Array.from({ length: writers }, () => write(alice, society, acknowledged, noted)))
  await restarted
}

async function everything(alice: Person, society: string): Promise<Ledger> {
  const found: Ledger = new Map()
  let after = ''
  for (let more = true; more;) {
    const { body } = await alice.get(`organisations/${society}/changes?limit=500&after=${after}`)
    for (const { id, record } of body.changes) found.set(id, record.people)
    ;({ cursor: after, more } = body)
  }
  return found
}

async function losesNothing(server: TestServer): Promise<void> {
  const alice = await signIn(server, 'alice')
  const society = await newSociety(alice)
  const acknowledged: Ledger = new Map()
  for (let round = 1; round <= rounds; round++) {
    await killAtWork(server, alice, society, acknowledged)
    const found = await everything(alice, society)
    const lost = [...acknowledged].filter(([id, people]) => found.get(id) !== people)
    expect({ round, lost }).toEqual({ round, lost: [] })
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(rounds * perRound)
}

itOnEachDatabase(
  `kill -9 right after an acknowledged write loses nothing, ${rounds} times`,
  (on) => withServer({ on }, losesNothing),
  400_000,
)
