import { dutyStatusLabels, type DutyStatus } from '@xingji/shared'
import type { DutyStanding, Standing } from '../../data/organiser-remote'

/** One duty of one organisation. */
export interface StandingLine {
  organisation: string
  name: string
  duty: DutyStanding
}

/** What the table is narrowed to; `todo` is whatever can still be done. */
export interface Narrowed {
  state: DutyStatus | 'todo' | 'all'
  /** A duty's title; empty: all of them. */
  duty: string
  order: 'name' | 'due'
}

export const usualNarrowing: Narrowed = { state: 'todo', duty: '', order: 'due' }

/** What a reminder can be about. */
export const remindable: readonly DutyStatus[] = ['overdue', 'dueSoon', 'open']
const order: readonly DutyStatus[] = [...remindable, 'future', 'late', 'done', 'waived']

const isIn = (state: Narrowed['state'], status: DutyStatus): boolean =>
  state === 'all' || (state === 'todo' ? remindable.includes(status) : state === status)

const byName = (a: string, b: string): number => a.localeCompare(b, 'zh-CN')
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The states there are, with how many duties are in each: first what is still to be done. */
export function stateChips(standings: readonly Standing[], duty: string): { id: Narrowed['state']; label: string }[] {
  const statuses = standings
    .flatMap((one) => one.duties)
    .filter(({ title }) => duty === '' || title === duty)
    .map(({ status }) => status)
  const count = (state: Narrowed['state']) => statuses.filter((status) => isIn(state, status)).length
  return [
    { id: 'todo', label: `没办完 ${count('todo')}` },
    ...order.filter((status) => count(status) > 0).map((id) => ({ id, label: `${dutyStatusLabels[id]} ${count(id)}` })),
    { id: 'all', label: `全部 ${count('all')}` },
  ]
}

/** A duty the cycle asks of its organisations, under all the keys it has with them. */
export interface AskedDuty {
  title: string
  keys: string[]
}

/** Every duty, by the day it is first due. */
export function dutiesAsked(standings: readonly Standing[]): AskedDuty[] {
  const found = new Map<string, { keys: Set<string>; due: string }>()
  for (const { key, title, due } of standings.flatMap((one) => one.duties)) {
    const known = found.get(title)
    if (!known) found.set(title, { keys: new Set([key]), due })
    else {
      known.keys.add(key)
      if (due < known.due) known.due = due
    }
  }
  return [...found]
    .sort(([a, one], [b, other]) => byText(one.due, other.due) || byName(a, b))
    .map(([title, { keys }]) => ({ title, keys: [...keys] }))
}

/** The lines of the table. Sorted by name or by day: nobody is ranked. */
export function standingLines(standings: readonly Standing[], narrowed: Narrowed): StandingLine[] {
  const lines = standings.flatMap(({ organisation, duties }) =>
    duties
      .filter(({ status, title }) => isIn(narrowed.state, status) && (narrowed.duty === '' || title === narrowed.duty))
      .map((duty) => ({ organisation: organisation.id, name: organisation.name, duty })),
  )
  const name = (a: StandingLine, b: StandingLine) => byName(a.name, b.name) || byText(a.organisation, b.organisation)
  const due = (a: StandingLine, b: StandingLine) =>
    byText(a.duty.due, b.duty.due) || byText(a.duty.title, b.duty.title) || byText(a.duty.key, b.duty.key)
  return lines.sort((a, b) => (narrowed.order === 'name' ? name(a, b) || due(a, b) : due(a, b) || name(a, b)))
}

/** By which ways a reminder reaches people: `秘书 2 位：都进“消息”；其中 1 位还有微信`. */
export function waysInWords(people: number, { wechat, mail }: { wechat: number; mail: number }): string {
  const outside = [wechat > 0 ? `${wechat} 位还有微信` : '', mail > 0 ? `${mail} 位还有邮件` : '']
    .filter(Boolean)
    .join('，')
  return `秘书 ${people} 位，都进星迹的“消息”${outside && `；其中 ${outside}`}`
}

/** The moment as a clock in China shows it. */
export function momentInWords(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}
