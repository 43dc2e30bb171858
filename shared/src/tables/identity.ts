import type { Catalog, Kind } from '../model/catalog.js'
import { indexCatalog } from '../model/catalog-index.js'
import type { FlatRecord } from '../model/read-record.js'
import { sha256 } from '../model/sha256.js'
import { plainTitle } from './text.js'

const dateKeys = ['on', 'from', 'year'] as const

/**
 * What makes a row the same thing as a record: its kind, its day (or year), its title, and what tells standing facts of one
 * kind apart. Counts and remarks may change without it becoming another thing.
 */
export function identityOf(record: FlatRecord, catalog: Catalog): string {
  const kind = indexCatalog(catalog).kind(String(record.kind))
  return JSON.stringify([
    kind?.id ?? record.kind,
    startOf(record),
    plainTitle(String(record.title ?? '')),
    ...perOf(record, kind),
  ])
}

const perOf = (record: FlatRecord, kind: Kind | undefined): unknown[] =>
  (kind?.per ?? []).map((id) => record[id] ?? null)

/** The day or year a record begins with. */
export const startOf = (record: FlatRecord): string => {
  const key = dateKeys.find((one) => record[one] !== undefined)
  return key === undefined ? '' : `${String(record[key])}`
}

/** Everything a row said, as a short text: equal rows have equal ones, on any machine. */
export const fingerprintOf = (draft: FlatRecord): string => sha256(canonical(draft)).slice(0, 32)

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
