import { sha256 } from '@xingji/shared'
import type { Book } from './book'
import { canonical } from './content'
import { stateOf, type Entry } from './entry'
import { filesOf } from './entry-files'
import type { Files } from './files'
import type { Held, Remote } from './remote'

/** What phone and server must agree on before bytes may go: the record, its revision and the hashes of its files. */
export function digestOf(id: string, revision: number, hashes: readonly string[]): string {
  return sha256(canonical([id, revision, [...hashes].sort()]))
}

/**
 * Makes room by dropping the bytes of one file: only where every record that names it is complete at the server and both
 * sides agree on it at this moment. The oldest records go first.
 */
export function roomIn(
  book: Book,
  files: Files,
  remote: Pick<Remote, 'record'>,
  organisation: string,
): () => Promise<boolean> {
  return async () => {
    for (const hash of spare(book, files)) {
      if (!(await everyAgrees(naming(book, hash), remote, organisation))) continue
      await files.drop(hash)
      return true
    }
    return false
  }
}

const naming = (book: Book, hash: string): Entry[] => book.all().filter(({ record }) => filesOf(record).includes(hash))

/** Files of received records, oldest record first; one that anything unsettled names is none. */
function spare(book: Book, files: Files): string[] {
  const settled = (entry: Entry) => stateOf(entry, false) === 'received' && !entry.deleted
  const hashes = book
    .all()
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ record }) => filesOf(record))
  return [...new Set(hashes)].filter((hash) => files.holds(hash) && naming(book, hash).every(settled))
}

async function everyAgrees(
  entries: readonly Entry[],
  remote: Pick<Remote, 'record'>,
  organisation: string,
): Promise<boolean> {
  for (const { id, base, record } of entries) {
    // Whatever was heard of its past: what it has at this moment counts.
    const reply = await remote.record(organisation, id, '')
    if (reply.outcome !== 'done' || !isWhole(reply.value)) return false
    const { revision, record: held } = reply.value
    if (digestOf(id, revision, filesOf(held)) !== digestOf(id, base, filesOf(record))) return false
  }
  return entries.length > 0
}

const isWhole = ({ state, deleted, missingFiles }: Held): boolean =>
  state === 'complete' && !deleted && missingFiles.length === 0
