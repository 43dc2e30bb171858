import { readLedger, readRecord, type Catalog, type FlatRecord, type LedgerRecord, type Society } from '@xingji/shared'
import type { Book } from './book'
import type { Desk } from './desk'
import type { Entry } from './entry'
import { dayMade } from './ids'
import type { ScoreContext } from './scores'

/** Each version of a record is read once for a catalog: scores and duties of twenty thousand read them all. */
const readings = new WeakMap<Catalog, WeakMap<FlatRecord, LedgerRecord | false>>()

/** The record of an entry as the scorer takes it; undefined where this catalog cannot read it. */
export function parsed({ record }: Entry, catalog: Catalog): LedgerRecord | undefined {
  let known = readings.get(catalog)
  if (!known) readings.set(catalog, (known = new WeakMap()))
  let value = known.get(record)
  if (value === undefined) {
    const read = readRecord(record, catalog)
    known.set(record, (value = read.ok && read.value))
  }
  return value || undefined
}

/** All records of a book that are not deleted. */
export function* readable(book: Book, catalog: Catalog): Iterable<LedgerRecord> {
  for (const entry of book.living()) {
    const record = parsed(entry, catalog)
    if (record) yield record
  }
}

function societyOf(raw: Record<string, unknown>, catalog: Catalog): Society {
  const read = readLedger({ society: raw }, catalog)
  return read.ok ? read.value.society : { fields: {} }
}

/** What scores and duties rest on beside the records. */
export function contextOf(organisation: string, catalog: Catalog, desk: Desk): ScoreContext {
  const { cycles, assessments } = desk
  // One kept on this phone alone came when it was made.
  const since = desk.since ?? dayMade(organisation)
  return { society: societyOf(desk.society, catalog), assessments, cycles, since }
}
