import type { FlatRecord } from '@xingji/shared'
import { contentOf, fingerprint } from './content'

/** Why the server would not take a record. */
export interface Refusal {
  code: string
  field?: string
  message: string
}

/** A revision of a record as the server holds it. */
export interface RemoteRevision {
  revision: number
  deleted: boolean
  record: FlatRecord | null
  /** `accepted` while the server waits for files of this revision, else `complete`. */
  state?: string
}

/** What was handed to the network: frozen, so that a second try after an edit or an update is the same request. */
export interface Outgoing {
  deleted: boolean
  base: number
  /** The content in canonical form, to tell later whether it has changed since. */
  content: string
  /** The bytes of the request; empty for a deletion. */
  body: string
}

/** What an edit was made from. Of use only while `base` is the entry's own: an older app leaves it behind. */
export interface Origin {
  base: number
  /** null: a deletion was undone. */
  record: FlatRecord | null
}

/** One record on this phone, with all that is known about its way to the server. One file each; the format is versioned. */
export interface Entry {
  version: 1
  id: string
  record: FlatRecord
  deleted: boolean
  /** Server revision this content is or replaces; 0 when the server has never acknowledged the record. */
  base: number
  origin?: Origin
  /** The server has not acknowledged this content. */
  dirty: boolean
  outgoing?: Outgoing
  refusal?: Refusal
  conflict?: RemoteRevision
  /** Hashes of files the server waits for and this phone holds. */
  missingFiles?: string[]
  /** Hashes of files the server waits for and this phone has not got: another one has, or nobody. */
  filesElsewhere?: string[]
  /** Files the server will not take, by hash, with the reason. */
  refusedFiles?: Record<string, Refusal>
  /** Where the server's journal stood when it acknowledged this content. */
  place?: string
  /** Fingerprints of earlier contents that this one was made from, or took the place of. */
  past?: string[]
  /** Deleted, and the server knows nothing of it: should it come back from another phone, it is deleted again. */
  forgotten?: boolean
  /** The server has lost it while others may have it. */
  spread?: boolean
  /** Received once, but what was known of it since cannot be read: whether the server still has it is to be compared. */
  unsure?: boolean
}

export type SyncState = 'local' | 'sending' | 'received' | 'incomplete' | 'conflict' | 'rejected'

/** Which of the files a server waits for are on this phone. */
export type Holds = (hash: string) => boolean
const holdsNothing: Holds = () => false

const longestPast = 8

/** The past of whatever takes the place of this entry's content, and of `other` where that was shown as well. */
export function pastOf(entry: Entry, other?: RemoteRevision): string[] | undefined {
  const shown = [...(isUnacknowledged(entry) ? [] : [contentOf(entry)]), ...(other ? [contentOf(other)] : [])].map(
    fingerprint,
  )
  if (shown.length === 0) return entry.past
  return [...(entry.past ?? []).filter((one) => !shown.includes(one)), ...shown].slice(-longestPast)
}

export function newEntry(record: FlatRecord): Entry {
  return { version: 1, id: String(record.id), record, deleted: false, base: 0, dirty: true }
}

/**
 * The record as the user now wants it. A refusal is answered by an edit; a conflict stays until it is resolved. `from` is
 * what the form began with: when another version came in meanwhile, both are shown.
 */
export function edited(entry: Entry, record: FlatRecord, from?: FlatRecord): Entry {
  return besideUnseen(entry, { ...anew(entry), record, deleted: false }, from)
}

/** The record deleted. `from` is what was on the screen: when another version came in meanwhile, it is shown beside. */
export function withdrawn(entry: Entry, from?: FlatRecord): Entry {
  return entry.deleted ? entry : besideUnseen(entry, { ...anew(entry), deleted: true }, from)
}

function besideUnseen(entry: Entry, mine: Entry, from: FlatRecord | undefined): Entry {
  const unchanged = from === undefined || contentOf({ deleted: false, record: from }) === contentOf(entry)
  if (unchanged || entry.conflict || isUnacknowledged(entry) || contentOf(mine) === contentOf(entry)) return mine
  return { ...mine, origin: { base: entry.base, record: from }, conflict: revisionIn(entry) }
}

/** The revision an entry was received as. */
function revisionIn({ base: revision, deleted, record, missingFiles, filesElsewhere }: Entry): RemoteRevision {
  const state = missingFiles || filesElsewhere ? 'accepted' : 'complete'
  return { revision, deleted, record: deleted ? null : record, state }
}

/** The entry with something new to send. */
function anew(entry: Entry): Entry {
  const origin = isUnacknowledged(entry) ? entry.origin : originIn(entry)
  return {
    ...entry,
    unsure: undefined,
    origin,
    dirty: true,
    refusal: undefined,
    refusedFiles: undefined,
    past: pastOf(entry),
  }
}

/** An acknowledged content as what the next edit is made from. */
function originIn({ base, deleted, record }: Entry): Origin | undefined {
  return base === 0 ? undefined : { base, record: deleted ? null : record }
}

/** A refused one is sent again as it is: the reason may be gone. */
export function retried(entry: Entry): Entry {
  return entry.refusal || entry.refusedFiles ? { ...entry, refusal: undefined, refusedFiles: undefined } : entry
}

/** There is something to send, and sending it can help. */
export function isDue(entry: Entry): boolean {
  return !isNothing(entry) && !entry.conflict && !entry.refusal && (entry.dirty || entry.outgoing !== undefined)
}

/** Its content is not acknowledged, whatever stands in the way. */
export function isUnacknowledged(entry: Entry): boolean {
  return !isNothing(entry) && (entry.dirty || entry.outgoing !== undefined || entry.conflict !== undefined)
}

/** Something of it is on this phone only, or may be: its content or one of its files. "N 条未上传" counts these. */
export function isUnsent(entry: Entry): boolean {
  const waits = !entry.deleted && (entry.missingFiles?.length ?? 0) > 0
  return isUnacknowledged(entry) || waits || Boolean(entry.unsure)
}

/** What was received as far as this tells, while nobody knows how much older it is than what was known last. */
export function unsure(entry: Entry): Entry {
  return isUnacknowledged(entry) || isNothing(entry) ? entry : { ...entry, unsure: true }
}

/** The server has it all, and nothing about it is asked of anybody: it can be fetched again. */
export function isSettled(entry: Entry): boolean {
  const { refusal, refusedFiles, missingFiles, filesElsewhere } = entry
  const waits = missingFiles ?? filesElsewhere ?? entry.unsure
  return !isUnacknowledged(entry) && !isNothing(entry) && !refusal && !refusedFiles && !waits
}

/** Made and deleted on this phone: nobody else ever saw it. */
export function isVoid(entry: Entry): boolean {
  return isNothing(entry) && !isForgotten(entry)
}

/** Deleted, and the server knows nothing of it, while others may: it is kept in mind, should it come back. */
export function isForgotten(entry: Entry): boolean {
  return isNothing(entry) && Boolean(entry.forgotten || entry.spread)
}

/** Deleted, and the server knows nothing of it: there is nothing to send. */
const isNothing = ({ deleted, base, outgoing, conflict }: Entry): boolean =>
  deleted && base === 0 && !outgoing && !conflict

export function stateOf(entry: Entry, sending: boolean): SyncState {
  if (entry.conflict) return 'conflict'
  if (entry.refusal || entry.refusedFiles) return 'rejected'
  if (sending) return 'sending'
  if (isUnacknowledged(entry) || isNothing(entry) || entry.unsure) return 'local'
  return entry.missingFiles?.length || entry.filesElsewhere?.length ? 'incomplete' : 'received'
}

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

/** Hashes of the files a record names, each once. */
export function filesOf(record: FlatRecord | null): string[] {
  const evidence = Array.isArray(record?.evidence) ? (record.evidence as unknown[]) : []
  const hashes = evidence.map((one) => (one as { hash?: unknown } | null)?.hash)
  return [...new Set(hashes.filter((hash): hash is string => typeof hash === 'string'))]
}

/** What the server may wait for, as far as a revision tells: all its files or none. */
const awaitedBy = (theirs: RemoteRevision): string[] => (theirs.state === 'accepted' ? filesOf(theirs.record) : [])

/** The entry with the files the server waits for; a refusal of one that it does not wait for is past. */
export function awaiting(entry: Entry, missing: readonly string[], holds: Holds): Entry {
  const { missingFiles: _, filesElsewhere: __, refusedFiles = {}, ...rest } = entry
  const here = missing.filter(holds)
  const elsewhere = missing.filter((hash) => !holds(hash))
  const refused = Object.entries(refusedFiles).filter(([hash]) => here.includes(hash))
  return {
    ...rest,
    ...(here.length > 0 && { missingFiles: here }),
    ...(elsewhere.length > 0 && { filesElsewhere: elsewhere }),
    ...(refused.length > 0 && { refusedFiles: Object.fromEntries(refused) }),
  }
}

/** The revision held here has been completed over there, or files of it are awaited again. */
function standing(entry: Entry, theirs: RemoteRevision, holds: Holds): Entry {
  if (entry.unsure && contentOf(entry) === contentOf(theirs))
    return { ...receivedEntry(entry.id, theirs, entry.record, holds), past: entry.past, place: entry.place }
  const waits = Boolean(entry.missingFiles ?? entry.filesElsewhere)
  if (waits === (theirs.state === 'accepted')) return entry
  return awaiting(entry, awaitedBy(theirs), holds)
}

/** Files that can be sent now: those of the acknowledged revision that are here, none that was refused. */
export function filesDue(entry: Entry, holds: Holds): string[] {
  if (entry.deleted || isUnacknowledged(entry)) return []
  const awaited = [...(entry.missingFiles ?? []), ...(entry.filesElsewhere ?? [])]
  return awaited.filter((hash) => holds(hash) && !entry.refusedFiles?.[hash])
}

/** What the server waits for as far as this phone knows, once a file has arrived. */
export function stillAwaited(entry: Entry, arrived?: string): string[] {
  return [...(entry.missingFiles ?? []), ...(entry.filesElsewhere ?? [])].filter((hash) => hash !== arrived)
}

/** The server will not take a file; the record is given back with the reason. */
export function fileRefused(entry: Entry, hash: string, refusal: Refusal): Entry {
  return { ...entry, refusedFiles: { ...entry.refusedFiles, [hash]: refusal } }
}
