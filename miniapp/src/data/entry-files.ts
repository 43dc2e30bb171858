import type { FlatRecord } from '@xingji/shared'
import { isUnacknowledged, type Entry, type Refusal, type RemoteRevision } from './entry'

/** Which of the files a server waits for are on this phone. */
export type Holds = (hash: string) => boolean
export const holdsNothing: Holds = () => false

/** Hashes of the files a record names, each once. */
export function filesOf(record: FlatRecord | null): string[] {
  const evidence = Array.isArray(record?.evidence) ? (record.evidence as unknown[]) : []
  const hashes = evidence.map((one) => (one as { hash?: unknown } | null)?.hash)
  return [...new Set(hashes.filter((hash): hash is string => typeof hash === 'string'))]
}

/** What the server may wait for, as far as a revision tells: all its files or none. */
export const awaitedBy = (theirs: RemoteRevision): string[] =>
  theirs.state === 'accepted' ? filesOf(theirs.record) : []

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
