import { indexCatalog, type Catalog, type Day, type Kind } from '@xingji/shared'
import type { Entry } from '../../data/entry'
import { dayWords, recordDay, recordTitle } from '../words'
import { recordView } from './record-view'

/** A standing fact as it is now. */
export interface StandingLine {
  id: string
  title: string
  note: string
  /** 有效, 还没开始, 已到期, 没有. */
  state: string
  alarming: boolean
}
export interface StandingGroup {
  id: string
  title: string
  lines: StandingLine[]
}

/**
 * The society's profile: of each standing fact (常设情况) the statement that holds on a day, by the catalog's groups.
 * Earlier statements are history and stay among the records.
 */
export function standingView(entries: readonly Entry[], catalog: Catalog, today: Day): StandingGroup[] {
  const index = indexCatalog(catalog)
  const latest = new Map<string, { kind: Kind; entry: Entry }>()
  for (const entry of entries) {
    const kind = index.kind(String(entry.record.kind))
    if (entry.deleted || kind?.time !== 'statement') continue
    const key = [kind.id, ...(kind.per ?? []).map((field) => String(entry.record[field] ?? ''))].join('\n')
    const other = latest.get(key)
    if (!other || isNearer(entry, other.entry, today)) latest.set(key, { kind, entry })
  }
  return catalog.groups.flatMap((group) => {
    const lines = [...latest.values()]
      .filter(({ kind }) => kind.group === group.id)
      .sort(
        (a, b) => catalog.kinds.indexOf(a.kind) - catalog.kinds.indexOf(b.kind) || (a.entry.id < b.entry.id ? -1 : 1),
      )
      .map(({ kind, entry }) => lineOf(entry, kind, catalog, today))
    return lines.length ? [{ id: group.id, title: group.label, lines }] : []
  })
}

/** What already holds comes before what is still to come; of those the later one. */
function isNearer(entry: Entry, than: Entry, today: Day): boolean {
  const [a, b] = [recordDay(entry.record), recordDay(than.record)]
  if (a <= today !== b <= today) return a <= today
  return a === b ? entry.id > than.id : a > b
}

function lineOf(entry: Entry, kind: Kind, catalog: Catalog, today: Day): StandingLine {
  const { record } = entry
  const from = recordDay(record)
  const until = typeof record.until === 'string' ? record.until : undefined
  const ended = until !== undefined && until < today
  const absent = record.holds === false
  const title = recordTitle(record, kind)
  const named = title === kind.label ? [] : [title]
  const facts = recordView(record, catalog, today).facts.filter(({ name }) =>
    kind.fields.some((field) => field.label === name),
  )
  const since = `${dayWords(from, today)}起`
  return {
    id: entry.id,
    title: kind.label,
    note: [
      ...named,
      ...facts.slice(0, 3).map(({ name, value }) => `${name} ${value}`),
      until === undefined ? since : `${since}，到${dayWords(until, today)}`,
    ].join(' · '),
    state: absent ? '没有' : ended ? '已到期' : from > today ? '还没开始' : '有效',
    alarming: ended && !absent,
  }
}
