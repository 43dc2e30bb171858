import type { Book } from '../../data/book'
import type { Entry } from '../../data/entry'
import { filesOf } from '../../data/entry-files'
import type { Organisation } from '../../data/remote'
import { evidenceOf } from '../words'

/** What has not reached the server, as text to hand on by other means: nothing on this phone is locked in. */
export function unsentText(book: Book, { id, name, code }: Organisation, holds: (hash: string) => boolean): string {
  const records = book.unsent().map((entry) => {
    const { id, deleted, base, record, refusal, conflict } = entry
    return { id, deleted, base, record, refusal, conflict, files: waitingFiles(entry, holds) }
  })
  const unreadable = book.quarantine.map(({ key, text }) => ({ key, text }))
  const organisation = { id, name, code }
  return JSON.stringify({ organisation, records, ...(unreadable.length > 0 && { unreadable }) }, null, 1)
}

/** Files of an unsent record whose bytes the server may not have: the bytes are not in a text, their names are. */
function waitingFiles(entry: Entry, holds: (hash: string) => boolean): object[] | undefined {
  const { missingFiles, filesElsewhere, dirty, outgoing, record } = entry
  if (entry.deleted) return undefined
  const awaited = dirty || outgoing ? filesOf(record) : [...(missingFiles ?? []), ...(filesElsewhere ?? [])]
  const named = new Map(evidenceOf(record).map((one) => [one.hash, one]))
  const files = awaited.map((hash) => {
    const { file, size } = named.get(hash) ?? {}
    const refusal = entry.refusedFiles?.[hash]
    return { file, size, hash, onThisDevice: holds(hash), ...(refusal && { refusal }) }
  })
  return files.length > 0 ? files : undefined
}
