import type { FlatRecord } from '@xingji/shared'
import { canonical, contentOf } from './content'
import { pastOf, type Entry } from './entry'
import { receivedEntry } from './entry-answers'
import type { Holds } from './entry-files'

/** `mine`: what this phone says; `theirs`: what the server holds. */
export type Side = 'mine' | 'theirs'

/** The record both versions were made from; null for a deletion; undefined where this phone does not know. */
export function originOf({ origin, base }: Entry): FlatRecord | null | undefined {
  return origin?.base === base ? origin.record : undefined
}

/** Nothing has come or gone since the person looked at both versions. */
export function isAsShown(entry: Entry, seen: Entry): boolean {
  const [now, then] = [entry.conflict, seen.conflict]
  if (!now || !then) return false
  return contentOf(entry) === contentOf(seen) && now.revision === then.revision && contentOf(now) === contentOf(then)
}

/** Ends a conflict: this phone's version becomes an edit of theirs, or theirs is taken. */
export function resolved(entry: Entry, keep: Side, holds?: Holds): Entry {
  const { conflict } = entry
  if (!conflict) return entry
  const past = pastOf(entry, conflict)
  const { revision: base, record } = conflict
  if (keep === 'mine') {
    const anew = { conflict: undefined, outgoing: undefined, refusal: undefined, refusedFiles: undefined }
    return { ...entry, ...anew, base, origin: { base, record }, dirty: true, past }
  }
  // Revision 0: the server has lost it, this phone has the last copy.
  const dirty = conflict.revision === 0
  return { ...receivedEntry(entry.id, conflict, entry.record, holds), dirty, past, place: entry.place }
}

/** Ends a conflict with a record made of both versions: an edit of theirs, or theirs where nothing else was chosen. */
export function combined(entry: Entry, record: FlatRecord, holds?: Holds): Entry {
  const { conflict } = entry
  if (!conflict) return entry
  const isTheirs = !conflict.deleted && canonical(record) === canonical(conflict.record)
  return resolved({ ...entry, record, deleted: false }, isTheirs ? 'theirs' : 'mine', holds)
}
