import type { Book } from './book'
import { merged, recovered, type Holds } from './entry'
import type { Remote, Reply } from './remote'

/**
 * Brings in what the server has after `cursor`. The new cursor is handed over only once every change before it is on the
 * disk, so a pull that dies half way is simply done again. A cursor the server does not know (it was restored from a
 * backup) means a pull of everything; what turns out to be missing over there is sent again.
 */
export async function pullChanges(
  book: Book,
  remote: Pick<Remote, 'changes'>,
  organisation: string,
  cursor: string,
  keep: (cursor: string) => Promise<void>,
  holds?: Holds,
): Promise<Reply<unknown>['outcome']> {
  let after = cursor
  let held: Map<string, number> | undefined
  for (;;) {
    const reply = await remote.changes(organisation, after)
    if (reply.outcome === 'refused' && reply.refusal.code === 'cursorUnknown' && !held) {
      after = ''
      held = new Map()
      continue
    }
    if (reply.outcome !== 'done') return reply.outcome
    for (const change of reply.value.changes) {
      held?.set(change.id, change.revision)
      await book.change(change.id, (entry) => merged(entry, change.id, change, holds))
    }
    after = reply.value.cursor
    if (!held) await keep(after)
    if (reply.value.more) continue
    if (held) {
      await recover(book, held)
      await keep(after)
    }
    return 'done'
  }
}

async function recover(book: Book, held: ReadonlyMap<string, number>): Promise<void> {
  for (const { id } of book.all()) {
    await book.change(id, (entry) => entry && recovered(entry, held.get(id) ?? 0))
  }
}
