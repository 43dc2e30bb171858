import { indexCatalog, type Catalog, type Kind } from '@xingji/shared'
import type { Entry, SyncState } from '../../data/entry'
import { recordDay, recordTitle, recordWhen } from '../words'

export const stateLabels: Record<SyncState, string> = {
  local: '仅在本机',
  sending: '上传中',
  received: '已收到',
  incomplete: '附件未齐',
  conflict: '有冲突',
  rejected: '被退回',
}

export interface RecordRow {
  id: string
  title: string
  note: string
  state: string
  /** The state asks for something to be done. */
  alarming: boolean
}
export interface MonthGroup {
  month: string
  title: string
  rows: RecordRow[]
}

export interface MonthList {
  months: MonthGroup[]
  /** Records further down that are not shown yet. */
  more: number
}

/** Newest first, by month, at most `limit` records; yearly papers stand before the months of their year. */
export function listView(
  entries: readonly Entry[],
  state: (entry: Entry) => SyncState,
  catalog: Catalog,
  today: string,
  limit = Infinity,
): MonthList {
  const index = indexCatalog(catalog)
  const sorted = newestFirst(entries)
  const months = new Map<string, RecordRow[]>()
  for (const entry of sorted.slice(0, limit)) {
    const day = recordDay(entry.record)
    const month = day.slice(0, 7)
    const rows = months.get(month) ?? []
    rows.push(rowOf(entry, state(entry), index.kind(String(entry.record.kind)), today))
    months.set(month, rows)
  }
  return {
    months: [...months].map(([month, rows]) => ({ month, title: monthTitle(month), rows })),
    more: Math.max(0, entries.length - limit),
  }
}

/** By their days, the newest first. What is in this order already is quickly so again. */
export function newestFirst(entries: readonly Entry[]): Entry[] {
  return entries
    .map((entry) => ({ entry, key: sortKey(recordDay(entry.record)) }))
    .sort((a, b) => (a.key === b.key ? (a.entry.id < b.entry.id ? 1 : -1) : a.key < b.key ? 1 : -1))
    .map(({ entry }) => entry)
}

/** A year alone stands after its days. */
const sortKey = (day: string): string => (day.length === 4 ? `${day}-99` : day)

function rowOf(entry: Entry, state: SyncState, kind: Kind | undefined, today: string): RecordRow {
  const title = recordTitle(entry.record, kind)
  return {
    id: entry.id,
    title: entry.deleted ? `（已删除）${title}` : title,
    note: [recordWhen(entry.record, today), title === kind?.label ? '' : kind?.label].filter(Boolean).join(' · '),
    state: stateLabels[state],
    alarming: state === 'conflict' || state === 'rejected',
  }
}

function monthTitle(month: string): string {
  if (month === '') return '没有日期'
  const [year, number] = month.split('-')
  return number ? `${year}年${Number(number)}月` : `${year}年度`
}
