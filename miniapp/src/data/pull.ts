import type { Book, Step } from './book'
import { compared, needsHistory } from './compare'
import { contentOf } from './content'
import { merged, type Holds, type RemoteRevision } from './entry'
import type { Past } from './past'
import type { Change, Remote, Reply } from './remote'

/** Entries compared before what came of it is written. */
const batch = 200

type Source = Pick<Remote, 'changes' | 'history'>
type Outcome = Reply<unknown>['outcome']

/** What this phone knows of the server's past: how far it has read, and how far it heard of it. */
export interface Known {
  cursor: string
  past: Past
}

/**
 * Brings in what the server has after the cursor. The new cursor is handed over only once every change before it is on
 * the disk, so a pull that dies half way is simply done again. A place the server does not know (it was restored from a
 * backup) means that everything is compared; what turns out to be missing over there is sent again.
 */
export async function pullChanges(
  book: Book,
  remote: Source,
  organisation: string,
  { cursor, past }: Known,
  keep: (cursor: string) => Promise<void>,
  holds?: Holds,
): Promise<Outcome> {
  for (let after = cursor; ;) {
    const asked = past.latest
    const reply = await remote.changes(organisation, after, asked)
    if (reply.outcome === 'refused' && reply.refusal.code === 'cursorUnknown')
      return compareAll(book, remote, organisation, past, keep, holds)
    if (reply.outcome !== 'done') return reply.outcome
    if (!past.goesOn(asked, reply.value.cursor)) continue
    const arrived = new Map(reply.value.changes.map((change) => [change.id, change]))
    await book.changeAll(mapped(arrived, (change) => (entry) => merged(entry, change.id, change, holds)))
    after = reply.value.cursor
    await keep(after)
    if (!reply.value.more) return 'done'
  }
}

/** Reads everything the server has and holds it against everything on this phone. */
async function compareAll(
  book: Book,
  remote: Source,
  organisation: string,
  past: Past,
  keep: (cursor: string) => Promise<void>,
  holds?: Holds,
): Promise<Outcome> {
  const begun = past.latest
  const held = new Map<string, Change>()
  let after = ''
  for (let more = true; more;) {
    const reply = await remote.changes(organisation, after, '')
    if (reply.outcome !== 'done') return reply.outcome
    for (const change of reply.value.changes) held.set(change.id, change)
    ;({ cursor: after, more } = reply.value)
  }
  const steps = new Map<string, Step>()
  for (const id of new Set([...held.keys(), ...book.all().map((entry) => entry.id)])) {
    const theirs = held.get(id)
    const history =
      theirs && needsHistory(book.get(id), theirs) ? await historyOf(remote, organisation, id) : new Set<string>()
    if (!(history instanceof Set)) return history
    steps.set(id, (entry) => {
      if (!entry) return theirs && merged(undefined, id, theirs, holds)
      // Edited since its history was left unasked: its turn comes with the next comparison.
      return compared(entry, theirs, history, holds)
    })
    if (steps.size < batch) continue
    await book.changeAll(steps)
    steps.clear()
  }
  await book.changeAll(steps)
  // A receipt that came meanwhile may be of the lost past.
  if (!past.beginsAnew(begun, after)) return compareAll(book, remote, organisation, past, keep, holds)
  await keep(after)
  return 'done'
}

async function historyOf(remote: Source, organisation: string, id: string): Promise<Set<string> | Outcome> {
  const reply = await remote.history(organisation, id)
  if (reply.outcome !== 'done') return reply.outcome
  return new Set(reply.value.revisions.map((one: RemoteRevision) => contentOf(one)))
}

const mapped = <V, W>(map: ReadonlyMap<string, V>, change: (value: V) => W): Map<string, W> =>
  new Map([...map].map(([key, value]) => [key, change(value)]))
