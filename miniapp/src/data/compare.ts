import { contentOf, fingerprint } from './content'
import { isUnacknowledged, isVoid, type Entry, type RemoteRevision } from './entry'
import { receivedEntry } from './entry-answers'
import type { Holds } from './entry-files'

/**
 * An entry after the server forgot part of its past (it was restored from a backup). Revision numbers say nothing then;
 * contents do. `theirs` is what the server holds now, undefined for nothing; `history` the contents of all its revisions
 * of this record. What the server lacks is sent again; what neither side has seen of the other is shown as a conflict.
 */
export function compared(
  entry: Entry,
  theirs: RemoteRevision | undefined,
  history: ReadonlySet<string>,
  holds?: Holds,
): Entry {
  const fresh = { ...entry, place: undefined, outgoing: undefined, unsure: undefined }
  if (!theirs) return forgotten(fresh, entry.base > 0 || entry.outgoing !== undefined)
  const { revision } = theirs
  const [mine, other] = [contentOf(entry), contentOf(theirs)]
  if (entry.conflict && mine !== other) return { ...fresh, dirty: true, conflict: theirs }
  if (mine === other) return { ...receivedEntry(entry.id, theirs, entry.record, holds), past: entry.past }
  // Seen before it was edited here, or accepted from here without our hearing of it.
  const seen = entry.past?.includes(fingerprint(other)) || entry.outgoing?.content === other
  const movedOn = history.has(mine)
  if (isUnacknowledged(entry) ? seen : seen && !movedOn)
    return {
      ...fresh,
      base: revision,
      origin: { base: revision, record: theirs.record },
      dirty: true,
      forgotten: undefined,
    }
  if (movedOn) return { ...receivedEntry(entry.id, theirs, entry.record, holds), past: entry.past }
  return { ...fresh, dirty: true, conflict: theirs, forgotten: undefined }
}

/** Must the server's history of a record be asked before it can be compared? */
export function needsHistory(entry: Entry | undefined, theirs: RemoteRevision): boolean {
  return entry !== undefined && !isVoid(entry) && contentOf(entry) !== contentOf(theirs)
}

/** The server has nothing under this id any more. */
function forgotten(entry: Entry, wasThere: boolean): Entry {
  if (entry.conflict) return { ...entry, base: 0, dirty: true, conflict: { ...entry.conflict, revision: 0 } }
  if (entry.deleted) return { ...entry, base: 0, dirty: false, forgotten: true }
  return { ...entry, base: 0, dirty: true, spread: wasThere || entry.spread }
}
