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
export function revisionIn({ base: revision, deleted, record, missingFiles, filesElsewhere }: Entry): RemoteRevision {
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
