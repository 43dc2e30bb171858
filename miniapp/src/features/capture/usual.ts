import { indexCatalog, type Catalog, type FlatRecord, type Kind } from '@xingji/shared'
import type { Entry } from '../../data/entry'
import { without } from '../without'
import { recordDay, recordTitle, recordWhen } from '../words'
import { blankDraft } from './draft'

export interface UsualKind {
  kind: Kind
  times: number
  /** The record of this kind that is dated last. */
  last: Entry
}

/** Kinds in the order of how often they were recorded; of equals, the one recorded last first. */
export function usualKinds(entries: readonly Entry[], catalog: Catalog): UsualKind[] {
  const index = indexCatalog(catalog)
  const found = new Map<string, UsualKind>()
  for (const entry of entries) {
    const kind = index.kind(String(entry.record.kind))
    if (!kind) continue
    const known = found.get(kind.id)
    if (!known) found.set(kind.id, { kind, times: 1, last: entry })
    else {
      known.times += 1
      if (isLater(entry, known.last)) known.last = entry
    }
  }
  return [...found.values()].sort((a, b) => b.times - a.times || (isLater(a.last, b.last) ? -1 : 1))
}

/** The record of a kind that is dated last. */
export function lastOf(entries: readonly Entry[], kind: string): FlatRecord | undefined {
  return entries
    .filter((entry) => entry.record.kind === kind)
    .reduce<Entry | undefined>((last, entry) => (!last || isLater(entry, last) ? entry : last), undefined)?.record
}

const isLater = (a: Entry, b: Entry): boolean => {
  const [one, other] = [recordDay(a.record), recordDay(b.record)]
  return one === other ? a.id > b.id : one > other
}

/** What belongs to the one occasion alone. */
const ofTheOccasion = ['until', 'on', 'from', 'year', 'note', 'evidence', 'filings']

/** The same again: a new record of today that says what the earlier one said, without its proofs and filings. */
export function repeated(record: FlatRecord, kind: Kind, id: string, today: string): FlatRecord {
  const rest = ofTheOccasion.reduce((left, key) => without(left, key), record as Record<string, unknown>)
  return { ...rest, ...blankDraft(kind, id, today) }
}

export interface QuickLine {
  id: string
  title: string
  note: string
}

/** Kinds that can be repeated in one tap, most used first. What is so is stated once, not repeated. */
export function againLines(usual: readonly UsualKind[], today: string, most: number): QuickLine[] {
  return usual
    .filter(({ kind }) => kind.time === 'event')
    .slice(0, most)
    .map(({ kind, last }) => ({
      id: kind.id,
      title: `再记一次：${recordTitle(last.record, kind)}`,
      note: `照${recordWhen(last.record, today)}那次填好，日期是今天`,
    }))
}
