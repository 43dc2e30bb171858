import type { Catalog } from '../model/catalog.js'
import type { FlatRecord } from '../model/read-record.js'
import { fingerprintOf, identityOf, startOf } from './identity.js'
import type { RowReading } from './read-table.js'
import { plainTitle } from './text.js'

/** What would become of a row that can go in. */
export type Fate =
  /** A record of its own. */
  | { fate: 'new' }
  /** There already, or unchanged since it was brought in: nothing to do. */
  | { fate: 'same'; record: string }
  /** There already, and the row now says something else. */
  | { fate: 'edit'; record: string; changes: Change[]; next: FlatRecord }
  /** Brought in before and deleted since: stays out unless asked for. */
  | { fate: 'deleted' }
  /** Says what an earlier row of this table says: stays out unless asked for. */
  | { fate: 'twin'; row: number }
  /** Another kind holds a record of this day and title: stays out unless asked for. */
  | { fate: 'alike'; record: string }

export interface Change {
  key: string
  before: unknown
  after: unknown
}

/** Which record each row of an earlier import became. Kept beside the records; losing it loses no record. */
export interface ImportMemory {
  version: 1
  imports: { rows: { fingerprint: string; record: string }[] }[]
}

export const noMemory: ImportMemory = { version: 1, imports: [] }

/** Records are compared whole; those that were deleted count as gone. */
export interface Held {
  records: readonly FlatRecord[]
  memory: ImportMemory
}

/** At least this share of an earlier import's rows must be in a table for it to be the same table, changed. */
const sameTable = 0.5

/**
 * Compares the good rows of a table with what is held: the same table twice adds nothing, a changed row is an edit of its
 * record. `keep`: rows to bring in as records of their own whatever they resemble.
 */
export function fatesOf(
  rows: readonly RowReading[],
  held: Held,
  catalog: Catalog,
  keep: ReadonlySet<number> = new Set(),
): Map<number, Fate> {
  const good = rows.flatMap(({ row, draft }) =>
    draft ? [{ row, draft, identity: identityOf(draft, catalog), fingerprint: fingerprintOf(draft) }] : [],
  )
  const living = new Map(held.records.map((record) => [String(record.id), record]))
  const remembered = new Queue(
    held.memory.imports.flatMap((one) => one.rows).map(({ fingerprint, record }) => [fingerprint, record] as const),
  )
  const byIdentity = new Queue(held.records.map((record) => [identityOf(record, catalog), String(record.id)] as const))
  const byDay = new Map(held.records.map((record) => [dayAndTitle(record), String(record.id)]))
  const used = new Set<string>()
  const fates = new Map<number, Fate>()
  const settle = (row: number, fate: Fate): void => {
    fates.set(row, fate)
    if ('record' in fate && fate.fate !== 'alike') used.add(fate.record)
  }

  // Unchanged rows first: what they became is theirs, whatever was done to it since.
  const gone = new Set<number>()
  for (const { row, fingerprint } of good) {
    const record = remembered.take(fingerprint, (id) => !used.has(id))
    if (record === undefined) continue
    if (living.has(record)) settle(row, { fate: 'same', record })
    else gone.add(row)
  }
  for (const { row, draft, identity } of good) {
    if (fates.has(row)) continue
    const record = byIdentity.take(identity, (id) => !used.has(id))
    if (record === undefined) continue
    settle(row, compared(record, living.get(record)!, draft))
    gone.delete(row)
  }
  const open = good.filter(({ row }) => !fates.has(row) && !gone.has(row))
  for (const [row, record] of renamed(open, good, held.memory, living, used))
    settle(row, compared(record, living.get(record)!, open.find((one) => one.row === row)!.draft))

  const firstOf = new Map<string, number>()
  for (const { row, draft, identity } of good) {
    const before = firstOf.get(identity)
    if (before === undefined) firstOf.set(identity, row)
    if (fates.has(row)) continue
    const alike = draft.title === undefined ? undefined : byDay.get(dayAndTitle(draft))
    if (keep.has(row)) settle(row, { fate: 'new' })
    else if (gone.has(row)) settle(row, { fate: 'deleted' })
    else if (before !== undefined) settle(row, { fate: 'twin', row: before })
    else if (alike !== undefined && !used.has(alike)) settle(row, { fate: 'alike', record: alike })
    else settle(row, { fate: 'new' })
  }
  return new Map(good.map(({ row }) => [row, fates.get(row)!]))
}

/** An import to remember: what each row became. Older imports with none of their rows left to tell apart are dropped. */
export function remember(memory: ImportMemory, rows: readonly { draft: FlatRecord; record: string }[]): ImportMemory {
  const entries = rows.map(({ draft, record }) => ({ fingerprint: fingerprintOf(draft), record }))
  const now = new Set(entries.map((one) => one.record))
  const older = memory.imports
    .map((one) => ({ rows: one.rows.filter(({ record }) => !now.has(record)) }))
    .filter((one) => one.rows.length > 0)
  return { version: 1, imports: entries.length === 0 ? older : [...older, { rows: entries }] }
}

const dayAndTitle = (record: FlatRecord): string => `${startOf(record)} ${plainTitle(String(record.title ?? ''))}`

/** Ids under a key, each given out once, in order. */
class Queue {
  private readonly lists = new Map<string, string[]>()

  constructor(entries: readonly (readonly [string, string])[]) {
    for (const [key, id] of entries) {
      const list = this.lists.get(key)
      if (list) list.push(id)
      else this.lists.set(key, [id])
    }
  }

  take(key: string, test: (id: string) => boolean): string | undefined {
    const list = this.lists.get(key)
    const at = list?.findIndex(test) ?? -1
    return at < 0 ? undefined : list!.splice(at, 1)[0]
  }
}

/**
 * What a row would change of its record: only what the row states. What the record has beside it, such as files, stays; a
 * remark is added to what stands there.
 */
function compared(id: string, record: FlatRecord, draft: FlatRecord): Fate {
  const next: FlatRecord = { ...record }
  const changes: Change[] = []
  for (const [key, after] of Object.entries(draft)) {
    const before = record[key]
    const merged = key === 'note' ? mergedNote(before, after) : Array.isArray(after) ? mergedList(before, after) : after
    if (JSON.stringify(before) === JSON.stringify(merged)) continue
    changes.push({ key, before, after: merged })
    next[key] = merged
  }
  return changes.length === 0 ? { fate: 'same', record: id } : { fate: 'edit', record: id, changes, next }
}

function mergedNote(before: unknown, after: unknown): unknown {
  if (typeof before !== 'string' || before === '') return after
  return before.includes(String(after)) ? before : `${before}；${String(after)}`
}

function mergedList(before: unknown, after: readonly unknown[]): unknown[] {
  const list: unknown[] = Array.isArray(before) ? [...(before as unknown[])] : []
  // A filing or a link is there when something there says at least as much.
  const has = (one: unknown): boolean =>
    list.some((held) =>
      Object.entries(one as object).every(([key, value]) => (held as Record<string, unknown> | null)?.[key] === value),
    )
  for (const one of after) if (!has(one)) list.push(one)
  return list
}

interface Open {
  row: number
  draft: FlatRecord
  fingerprint: string
}

/**
 * Rows of a table brought in before whose day or title was put right since: paired with the records whose own row is no
 * longer in the table, kind and either day or title being equal, one candidate only.
 */
function renamed(
  open: readonly Open[],
  all: readonly Open[],
  memory: ImportMemory,
  living: ReadonlyMap<string, FlatRecord>,
  used: ReadonlySet<string>,
): Map<number, string> {
  const present = new Set(all.map((one) => one.fingerprint))
  const orphans = memory.imports
    .filter(({ rows }) => rows.filter((one) => present.has(one.fingerprint)).length >= rows.length * sameTable)
    .flatMap(({ rows }) => rows)
    .filter(({ fingerprint, record }) => !present.has(fingerprint) && living.has(record) && !used.has(record))
    .map(({ record }) => living.get(record)!)
  const pairs = new Map<number, string>()
  const resembles = (record: FlatRecord, { draft }: Open): boolean => {
    const sameTitle =
      draft.title !== undefined && plainTitle(String(record.title ?? '')) === plainTitle(String(draft.title))
    return record.kind === draft.kind && (sameTitle || startOf(record) === startOf(draft))
  }
  for (const one of open) {
    const candidates = orphans.filter((record) => resembles(record, one))
    const [record] = candidates
    if (!record || candidates.length > 1) continue
    // Two rows that could each be the one: neither is.
    if (open.filter((other) => resembles(record, other)).length > 1) continue
    pairs.set(one.row, String(record.id))
  }
  return pairs
}
