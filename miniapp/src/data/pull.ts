import type { Book, Step } from './book'
import { compared, needsHistory } from './compare'
import { contentOf } from './content'
import { unsure, type RemoteRevision } from './entry'
import { merged } from './entry-answers'
import type { Holds } from './entry-files'
import type { Past } from './past'
import { nowhere } from './place'
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

/** What is kept of it: a part that stands there undefined is forgotten. */
export type Keep = (part: { cursor?: string; heard?: string | undefined }) => Promise<void>

/**
 * Brings in what the server has after the cursor. The new cursor is handed over only once every change before it is on
 * the disk, so a pull that dies half way is simply done again. That a page was heard is kept before anything of it: a phone
 * that died with half of it must not forget which past that half is from, should the server lose it meanwhile. A place the server does not know (it was restored from a
 * backup) means that everything is compared; what turns out to be missing over there is sent again.
 */
export async function pullChanges(
  book: Book,
  remote: Source,
  organisation: string,
  { cursor, past }: Known,
  keep: Keep,
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
    after = reply.value.cursor
    if (arrived.size > 0) await keep({ heard: after })
    await book.changeAll(mapped(arrived, (change) => (entry) => merged(entry, change.id, change, holds)))
    await keep({ cursor: after, heard: undefined })
    if (!reply.value.more) return 'done'
  }
}

/**
 * Reads everything the server has and holds it against everything on this phone. Until that is done the cursor is nowhere:
 * some of it is of one past and the rest of another. What cannot be compared, since its history was not to be had, is not
 * called received any more.
 */
async function compareAll(
  book: Book,
  remote: Source,
  organisation: string,
  past: Past,
  keep: Keep,
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
  await keep({ cursor: nowhere })
  const steps = new Map<string, Step>()
  let failed: Outcome | undefined
  for (const id of new Set([...held.keys(), ...book.all().map((entry) => entry.id)])) {
    const theirs = held.get(id)
    let history: ReadonlySet<string> = new Set()
    if (theirs && needsHistory(book.get(id), theirs)) {
      const asked: ReadonlySet<string> | Outcome = failed ?? (await historyOf(remote, organisation, id))
      if (typeof asked === 'string') {
        failed = asked
        steps.set(id, (entry) => entry && unsure(entry))
        continue
      }
      history = asked
    }
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
  if (failed !== undefined) return failed
  // A receipt that came meanwhile may be of the lost past.
  if (!past.beginsAnew(begun, after)) return compareAll(book, remote, organisation, past, keep, holds)
  await keep({ cursor: after, heard: undefined })
  return 'done'
}

async function historyOf(remote: Source, organisation: string, id: string): Promise<Set<string> | Outcome> {
  const reply = await remote.history(organisation, id)
  if (reply.outcome !== 'done') return reply.outcome
  return new Set(reply.value.revisions.map((one: RemoteRevision) => contentOf(one)))
}

const mapped = <V, W>(map: ReadonlyMap<string, V>, change: (value: V) => W): Map<string, W> =>
  new Map([...map].map(([key, value]) => [key, change(value)]))
