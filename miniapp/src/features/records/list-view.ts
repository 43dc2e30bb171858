import { indexCatalog, type Catalog } from '@xingji/shared'
import { isUnsent, type Entry, type SyncState } from '../../data/entry'
import { recordDay, recordTitle, recordWhen } from '../words'

export const stateLabels: Record<SyncState, string> = {
  local: '仅在本机',
  sending: '上传中',
  received: '已收到',
  incomplete: '附件未齐',
  conflict: '有冲突',
  rejected: '被退回',
}

export type ListFilter = 'all' | 'unsent'

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

/** Newest first, by month; yearly papers stand before the months of their year. */
export function listView(
  entries: readonly Entry[],
  state: (entry: Entry) => SyncState,
  catalog: Catalog,
  filter: ListFilter,
  today: string,
): MonthGroup[] {
  const index = indexCatalog(catalog)
  const shown = entries.filter((entry) => (filter === 'unsent' ? isUnsent(entry) : !entry.deleted || isUnsent(entry)))
  const groups = new Map<string, { day: string; row: RecordRow }[]>()
  for (const entry of shown) {
    const kind = index.kind(String(entry.record.kind))
    const day = recordDay(entry.record)
    const title = recordTitle(entry.record, kind)
    const now = state(entry)
    const row: RecordRow = {
      id: entry.id,
      title: entry.deleted ? `（已删除）${title}` : title,
      note: [recordWhen(entry.record, today), title === kind?.label ? '' : kind?.label].filter(Boolean).join(' · '),
      state: stateLabels[now],
      alarming: now === 'conflict' || now === 'rejected',
    }
    const month = day.slice(0, 7)
    groups.set(month, [...(groups.get(month) ?? []), { day, row }])
  }
  const key = (month: string) => (month.length === 4 ? `${month}-99` : month)
  return [...groups]
    .sort(([a], [b]) => (key(a) < key(b) ? 1 : -1))
    .map(([month, rows]) => ({
      month,
      title: monthTitle(month),
      rows: rows
        .sort((a, b) => (a.day === b.day ? (a.row.id < b.row.id ? 1 : -1) : a.day < b.day ? 1 : -1))
        .map((one) => one.row),
    }))
}

function monthTitle(month: string): string {
  if (month === '') return '没有日期'
  const [year, number] = month.split('-')
  return number ? `${year}年${Number(number)}月` : `${year}年度`
}
