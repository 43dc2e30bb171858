import type { Book } from './book'
import { merged } from './entry'
import type { Remote, Reply } from './remote'

/**
 * Brings in what the server has after `cursor`. The new cursor is handed over only once every change before it is on the
 * disk, so a pull that dies half way is simply done again.
 */
export async function pullChanges(
  book: Book,
  remote: Pick<Remote, 'changes'>,
  organisation: string,
  cursor: string,
  keep: (cursor: string) => Promise<void>,
): Promise<Reply<unknown>['outcome']> {
  let after = cursor
  for (;;) {
    const reply = await remote.changes(organisation, after)
    if (reply.outcome === 'refused' && after) {
      // A cursor the server does not know: begin again. Merging never loses what is here.
      after = ''
      continue
    }
    if (reply.outcome !== 'done') return reply.outcome
    for (const change of reply.value.changes) await book.change(change.id, (entry) => merged(entry, change.id, change))
    after = String(reply.value.cursor)
    await keep(after)
    if (!reply.value.more) return 'done'
  }
}
