import type { FlatRecord } from '@xingji/shared'
import { contentOf, fingerprint } from './content'
import {
  isForgotten,
  isUnacknowledged,
  pastOf,
  revisionIn,
  unsure,
  type Entry,
  type Outgoing,
  type Refusal,
  type RemoteRevision,
} from './entry'
import { awaitedBy, awaiting, holdsNothing, type Holds } from './entry-files'

/** Freezes what is to be sent. What was frozen before stays until the server answers it. */
export function frozen(entry: Entry): Entry & { outgoing: Outgoing } {
  const outgoing = entry.outgoing ?? {
    deleted: entry.deleted,
    base: entry.base,
    content: contentOf(entry),
    body: entry.deleted ? '' : JSON.stringify({ base: entry.base, record: entry.record }),
  }
  return { ...entry, outgoing }
}

/**
 * The server took what was frozen; an edit made meanwhile is still to be sent. `missing`: the files it waits for; `place`:
 * where its journal stands.
 */
export function acknowledged(
  entry: Entry,
  revision: number,
  missing: string[] = [],
  holds = holdsNothing,
  place = entry.place,
): Entry {
  const { outgoing } = entry
  const dirty = outgoing ? contentOf(entry) !== outgoing.content : entry.dirty
  const origin = dirty && outgoing ? { base: revision, record: recordIn(outgoing) } : undefined
  return awaiting({ ...entry, base: revision, origin, dirty, outgoing: undefined, place }, missing, holds)
}

const recordIn = ({ deleted, body }: Outgoing): FlatRecord | null =>
  deleted ? null : (JSON.parse(body) as { record: FlatRecord }).record

/** Refusals of the person, not of the content: an earlier try of the same may have been accepted. */
const personal = new Set(['notAllowed', 'organisationUnknown'])
export const isOfPerson = ({ code }: Refusal): boolean => personal.has(code)

/** The server will not take what was frozen. If it was edited meanwhile, the edit gets its own chance. */
export function refused(entry: Entry, refusal: Refusal): Entry {
  if (isOfPerson(refusal)) return { ...entry, refusal }
  const same = entry.outgoing === undefined || contentOf(entry) === entry.outgoing.content
  return { ...entry, outgoing: undefined, refusal: same ? refusal : undefined }
}

/** What the server holds comes in. It never overwrites what only this phone has. */
export function merged(entry: Entry | undefined, id: string, theirs: RemoteRevision, holds = holdsNothing): Entry {
  if (!entry) return receivedEntry(id, theirs, undefined, holds)
  if (theirs.revision < entry.base) return entry
  if (theirs.revision === entry.base) return standing(entry, theirs, holds)
  const content = contentOf(theirs)
  if (isForgotten(entry)) return returned(entry, theirs)
  if (!isUnacknowledged(entry) || contentOf(entry) === content)
    return { ...receivedEntry(id, theirs, entry.record, holds), place: entry.place, past: pastOf(entry) }
  // Our own write whose answer was lost on the way.
  if (entry.outgoing?.content === content) return acknowledged(entry, theirs.revision, awaitedBy(theirs), holds)
  return { ...entry, outgoing: undefined, conflict: theirs }
}

/** The server would not take our edit because it holds another version, or (restored from a backup) none at all. */
export function contested(
  entry: Entry,
  theirs: RemoteRevision | null,
  holds = holdsNothing,
  place = entry.place,
): Entry {
  if (!theirs) return { ...entry, base: 0, dirty: true, outgoing: undefined, spread: true }
  if (contentOf(entry) === contentOf(theirs))
    return { ...receivedEntry(entry.id, theirs, entry.record, holds), past: entry.past, place }
  return { ...entry, outgoing: undefined, conflict: theirs, place }
}

/**
 * A deletion the server forgot meets the record again: what another phone merely sent again stays deleted; anything else,
 * and what others have worked on since, is shown.
 */
function returned(entry: Entry, theirs: RemoteRevision): Entry {
  if (theirs.deleted) return receivedEntry(entry.id, theirs, entry.record)
  const same = contentOf({ deleted: false, record: entry.record }) === contentOf(theirs)
  const known = theirs.revision === 1 && (same || entry.past?.includes(fingerprint(contentOf(theirs))))
  const again = { ...entry, dirty: true, forgotten: undefined }
  return known ? { ...again, base: theirs.revision } : { ...again, conflict: theirs }
}

/**
 * An entry that could not be read for a while, and what came under its id meanwhile; undefined when each holds something
 * of its own: then they stay apart.
 */
export function reunited(kept: Entry, came: Entry | undefined): Entry | undefined {
  if (!came) return unsure(kept)
  if (came.unsure && kept.base >= came.base) return unsure(kept)
  if (!isUnacknowledged(kept) || contentOf(kept) === contentOf(came)) return came
  if (isUnacknowledged(came)) return undefined
  const holds: Holds = (hash) => came.missingFiles?.includes(hash) ?? false
  return merged({ ...kept, place: came.place ?? kept.place }, kept.id, revisionIn(came), holds)
}

export function receivedEntry(
  id: string,
  theirs: RemoteRevision,
  known: FlatRecord = { id },
  holds: Holds = holdsNothing,
): Entry {
  const record = theirs.record ?? known
  const entry: Entry = { version: 1, id, record, deleted: theirs.deleted, base: theirs.revision, dirty: false }
  return awaiting(entry, awaitedBy(theirs), holds)
}

/** The revision held here has been completed over there, or files of it are awaited again. */
function standing(entry: Entry, theirs: RemoteRevision, holds: Holds): Entry {
  if (entry.unsure && contentOf(entry) === contentOf(theirs))
    return { ...receivedEntry(entry.id, theirs, entry.record, holds), past: entry.past, place: entry.place }
  const waits = Boolean(entry.missingFiles ?? entry.filesElsewhere)
  if (waits === (theirs.state === 'accepted')) return entry
  return awaiting(entry, awaitedBy(theirs), holds)
}
