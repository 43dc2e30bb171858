import type { Book } from '../../data/book'
import type { Organisation } from '../../data/remote'

/** What has not reached the server, as text to hand on by other means: nothing on this phone is locked in. */
export function unsentText(book: Book, { id, name, code }: Organisation): string {
  const records = book
    .unsent()
    .map(({ id, deleted, base, record, refusal }) => ({ id, deleted, base, record, refusal }))
  const unreadable = book.quarantine.map(({ key, text }) => ({ key, text }))
  return JSON.stringify(
    { organisation: { id, name, code }, records, ...(unreadable.length > 0 && { unreadable }) },
    null,
    1,
  )
}
