import type { Catalog, Day } from '@xingji/shared'
import type { PastRevision } from '../../data/remote'
import { dayWords } from '../words'
import { differences, recordView, type Fact } from './record-view'

/** One step in a record's life: who did what when. */
export interface HistoryStep {
  revision: number
  title: string
  note: string
  /** What it says now (`value`) and said before (`other`). */
  changes: (Fact & { other: string })[]
}

/** A record's life, newest first, from its revisions, newest first. */
export function historyView(revisions: readonly PastRevision[], catalog: Catalog, today: Day): HistoryStep[] {
  return revisions.map((one, at) => {
    const before = revisions[at + 1]
    const now = viewOf(one, catalog, today)
    const then = before && viewOf(before, catalog, today)
    const changes = now && then ? differences(now, then) : []
    return { revision: one.revision, title: deedOf(one, before), note: authorWords(one, today), changes }
  })
}

function viewOf({ record, deleted }: PastRevision, catalog: Catalog, today: Day) {
  return record && !deleted ? recordView(record, catalog, today) : undefined
}

function deedOf(now: PastRevision, before: PastRevision | undefined): string {
  if (now.deleted) return '删除'
  if (!before) return '记下'
  return before.deleted ? '恢复' : '修改'
}

/** The moment as a clock in China shows it, and who it was. */
export function authorWords({ at, account }: PastRevision, today: Day): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  return `${dayWords(local.slice(0, 10), today)} ${local.slice(11, 16)} · ${account.name}`
}
