import type { FlatRecord } from '@xingji/shared'

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

/** One record on this phone, with all that is known about its way to the server. One file each; the format is versioned. */
export interface Entry {
  version: 1
  id: string
  record: FlatRecord
  deleted: boolean
  /** Server revision this content is or replaces; 0 when the server has never acknowledged the record. */
  base: number
  /** The server has not acknowledged this content. */
  dirty: boolean
  outgoing?: Outgoing
  refusal?: Refusal
  conflict?: RemoteRevision
  /** Hashes of files the server still waits for. */
  missingFiles?: string[]
}

export type SyncState = 'local' | 'sending' | 'received' | 'incomplete' | 'conflict' | 'rejected'

/** Keys sorted at every level: equal contents give equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined && field !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`)
  return `{${fields.join(',')}}`
}

const deletion = 'deleted'
const contentOf = (entry: { deleted: boolean; record: FlatRecord | null }): string =>
  entry.deleted ? deletion : canonical(entry.record)

export function newEntry(record: FlatRecord): Entry {
  return { version: 1, id: String(record.id), record, deleted: false, base: 0, dirty: true }
}

/** The record as the user now wants it. A refusal is answered by an edit; a conflict stays until it is resolved. */
export function edited(entry: Entry, record: FlatRecord): Entry {
  return { ...entry, record, deleted: false, dirty: true, refusal: undefined }
}

export function withdrawn(entry: Entry): Entry {
  return { ...entry, deleted: true, dirty: true, refusal: undefined }
}

/** There is something to send, and sending it can help. */
export function isDue(entry: Entry): boolean {
  return !isVoid(entry) && !entry.conflict && !entry.refusal && (entry.dirty || entry.outgoing !== undefined)
}

/** Not yet acknowledged, whatever stands in the way. This is what "N 条未上传" counts. */
export function isUnsent(entry: Entry): boolean {
  return !isVoid(entry) && (entry.dirty || entry.outgoing !== undefined || entry.conflict !== undefined)
}

/** Made and deleted on this phone: nobody else ever saw it. */
export function isVoid(entry: Entry): boolean {
  return entry.deleted && entry.base === 0 && !entry.outgoing && !entry.conflict
}

export function stateOf(entry: Entry, sending: boolean): SyncState {
  if (entry.conflict) return 'conflict'
  if (entry.refusal) return 'rejected'
  if (sending) return 'sending'
  if (isUnsent(entry)) return 'local'
  return entry.missingFiles?.length ? 'incomplete' : 'received'
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

/** The server took what was frozen; an edit made meanwhile is still to be sent. */
export function acknowledged(entry: Entry, revision: number, missingFiles: string[] = []): Entry {
  const dirty = entry.outgoing ? contentOf(entry) !== entry.outgoing.content : entry.dirty
  return { ...entry, base: revision, dirty, outgoing: undefined, missingFiles }
}

/** The server will not take what was frozen. If it was edited meanwhile, the edit gets its own chance. */
export function refused(entry: Entry, refusal: Refusal): Entry {
  const same = entry.outgoing === undefined || contentOf(entry) === entry.outgoing.content
  return { ...entry, outgoing: undefined, refusal: same ? refusal : undefined }
}

/** What the server holds comes in. It never overwrites what only this phone has. */
export function merged(entry: Entry | undefined, id: string, theirs: RemoteRevision): Entry {
  if (!entry) return receivedEntry(id, theirs)
  if (theirs.revision <= entry.base) return entry
  const content = contentOf(theirs)
  if (!isUnsent(entry) || contentOf(entry) === content) {
    return { ...receivedEntry(id, theirs, entry.record), missingFiles: entry.missingFiles }
  }
  // Our own write whose answer was lost on the way.
  if (entry.outgoing?.content === content) return acknowledged(entry, theirs.revision)
  return { ...entry, outgoing: undefined, conflict: theirs }
}

/** The server would not take our edit because it holds another version, or (restored from a backup) none at all. */
export function contested(entry: Entry, theirs: RemoteRevision | null): Entry {
  if (!theirs) return { ...entry, base: 0, dirty: true, outgoing: undefined }
  if (contentOf(entry) === contentOf(theirs)) return receivedEntry(entry.id, theirs, entry.record)
  return { ...entry, outgoing: undefined, conflict: theirs }
}

/**
 * What to do with a received entry when the server has forgotten part of its past: `held` is the revision it still has,
 * 0 for none. This phone's content is sent again; where the server has something else, both are shown.
 */
export function recovered(entry: Entry, held: number): Entry {
  if (isUnsent(entry) || entry.base <= held || isVoid(entry)) return entry
  return { ...entry, base: held, dirty: !entry.deleted || held > 0 }
}

function receivedEntry(id: string, theirs: RemoteRevision, known: FlatRecord = { id }): Entry {
  const record = theirs.record ?? known
  return { version: 1, id, record, deleted: theirs.deleted, base: theirs.revision, dirty: false }
}

/** Ends a conflict: this phone's version becomes an edit of theirs, or theirs is taken. */
export function resolved(entry: Entry, keep: 'mine' | 'theirs'): Entry {
  if (!entry.conflict) return entry
  if (keep === 'theirs') return receivedEntry(entry.id, entry.conflict, entry.record)
  return { ...entry, base: entry.conflict.revision, dirty: true, conflict: undefined, outgoing: undefined }
}
