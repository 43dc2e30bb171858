import type { Book } from '../../data/book'

/** What has not reached the server, as text to hand on by other means: nothing on this phone is locked in. */
export function unsentText(book: Book, organisation: { id: string; name: string; code: string }): string {
  const records = book
    .unsent()
    .map(({ id, deleted, base, record, refusal }) => ({ id, deleted, base, record, refusal }))
  const unreadable = book.quarantine.map(({ key, text }) => ({ key, text }))
  return JSON.stringify({ organisation, records, ...(unreadable.length > 0 && { unreadable }) }, null, 1)
}
