import {
  addDays,
  dutyStatusLabels,
  stakeWords,
  type Day,
  type DutyAction,
  type DutyState,
  type FlatRecord,
  type Rubric,
} from '@xingji/shared'
import { dayWords } from '../words'

/** Where a duty stands in the list. */
export type DutyGroupId = 'overdue' | 'week' | 'month' | 'later' | 'done' | 'waived'

export interface DutyRow {
  key: string
  title: string
  /** When it is due, or when it was done. */
  when: string
  /** What is lost without it, or was lost already. */
  stake: string
  alarming: boolean
  /** The words of its button; absent where nothing is left to do. */
  act?: string
  state: DutyState
}
export interface DutyGroup {
  id: DutyGroupId
  title: string
  rows: DutyRow[]
}

const titles: Record<DutyGroupId, string> = {
  overdue: '已逾期',
  week: '7 天内',
  month: '本月',
  later: '以后',
  done: '已办好',
  waived: '不适用',
}
const order = Object.keys(titles) as DutyGroupId[]

/** The day to think of it: its own, or that of the next of several. */
export function actDay({ due, progress }: DutyState, today: Day): Day {
  const next = progress?.nextBy !== undefined && progress.nextBy < due ? progress.nextBy : due
  return next < today && due >= today ? today : next
}

export function groupOf(state: DutyState, today: Day): DutyGroupId {
  if (state.status === 'waived') return 'waived'
  if (state.status === 'done' || state.status === 'late') return 'done'
  if (state.status === 'overdue') return 'overdue'
  const day = actDay(state, today)
  if (day <= addDays(today, 7)) return 'week'
  return day.slice(0, 7) === today.slice(0, 7) ? 'month' : 'later'
}

/** Every duty in its group, what weighs most first; groups without any are left out. */
export function dutyGroups(
  states: readonly DutyState[],
  today: Day,
  titleOf: (record: string) => string | undefined,
): DutyGroup[] {
  return order.flatMap((id) => {
    const own = states.filter((state) => groupOf(state, today) === id)
    if (id === 'done') own.sort((a, b) => ((a.doneOn ?? '') < (b.doneOn ?? '') ? 1 : -1))
    return own.length > 0 ? [{ id, title: titles[id], rows: own.map((state) => rowOf(state, today, titleOf)) }] : []
  })
}

export function rowOf(state: DutyState, today: Day, titleOf: (record: string) => string | undefined): DutyRow {
  const subject = state.subject === undefined ? undefined : titleOf(state.subject)
  const row: DutyRow = {
    key: state.key,
    title: `${state.title}${state.year === undefined ? '' : `（${state.year}年度）`}${subject === undefined ? '' : `：${subject}`}`,
    when: whenWords(state, today),
    stake: lossWords(state),
    alarming: state.status === 'overdue' || state.status === 'dueSoon',
    state,
  }
  const act = actWords(state)
  return act === undefined ? row : { ...row, act }
}

/** How far a day is from today. */
function distance(day: Day, today: Day): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
  if (days === 0) return '就是今天'
  return days > 0 ? `还有 ${days} 天` : `过了 ${-days} 天`
}

function whenWords(state: DutyState, today: Day): string {
  const { status, due, opens, doneOn, progress, waiver } = state
  const label = dutyStatusLabels[status]
  if (status === 'waived') return `${label}：${waiver ?? ''}`
  if (status === 'done' || status === 'late')
    return doneOn === undefined ? label : `${dayWords(doneOn, today)}办的${status === 'late' ? '，晚了' : ''}`
  if (state.tooLate) return `${dayWords(due, today)}已经过了，补不回来了`
  if (status === 'future' && opens !== undefined) return `${dayWords(opens, today)}才能办，${dayWords(due, today)}截止`
  const parts = [`${dayWords(due, today)}截止，${distance(due, today)}`]
  if (progress) {
    const { done, target, nextBy } = progress
    const isLast = nextBy === undefined || nextBy >= due
    const next = isLast ? '' : nextBy < today ? '，该有下一次了' : `，下一次最好在${dayWords(nextBy, today)}前`
    parts.unshift(`已有 ${done} 次，共要 ${target} 次${next}`)
  }
  return parts.join('\n')
}

function lossWords({ stake, lost, status }: DutyState): string {
  const points = stakeWords(stake.map(({ rubric, points, upTo }) => ({ rubric, points, ...(upTo && { upTo }) })))
  const gone = stakeWords(lost)
  const ahead = stake.some((one) => one.whole)
    ? '不办，整个申报都不算'
    : stake.some((one) => one.gates)
      ? '不办，不能申报'
      : points === ''
        ? ''
        : points.startsWith('最多')
          ? `不办，最多少${points.slice(2)}`
          : `不办少 ${points}`
  return [status === 'waived' ? '' : ahead, gone === '' ? '' : `已经少了 ${gone}`].filter(Boolean).join('，')
}

const acts: Record<DutyAction['do'], string> = {
  file: '已经报送了',
  edit: '已经补上了',
  record: '去填写',
  renew: '去更新',
  look: '去看看',
}

function actWords({ action, progress }: DutyState): string | undefined {
  if (!action) return undefined
  // One of several has a name and a day of its own: its form is opened.
  if (action.do === 'record' && progress) return acts.record
  if (action.do === 'record' && action.complete) return action.draft.to === undefined ? '已经办好了' : '已经报送了'
  return acts[action.do]
}

/** The next thing to do: what presses most and can still be done. */
export const nextDuty = (states: readonly DutyState[]): DutyState | undefined =>
  states.find((state) => state.action !== undefined && state.status !== 'future')

/** How many duties call for something on each day: for a month's sheet. */
export function dutyDays(states: readonly DutyState[], today: Day): Map<Day, { count: number; alarming: boolean }> {
  const days = new Map<Day, { count: number; alarming: boolean }>()
  for (const state of states) {
    if (state.status === 'done' || state.status === 'late' || state.status === 'waived') continue
    const day = actDay(state, today)
    const before = days.get(day)
    const alarming = state.status === 'overdue' || state.status === 'dueSoon'
    days.set(day, { count: (before?.count ?? 0) + 1, alarming: alarming || before?.alarming === true })
  }
  return days
}

/** Which rubrics ask, at which item, by when. */
export const askLines = (
  state: DutyState,
  rubrics: readonly Rubric[],
  today: Day,
): { id: string; title: string; note: string; rubric: string; item: string; isGate: boolean }[] =>
  state.asks.map((ask) => {
    const rubric = rubrics.find((one) => one.id === ask.rubric)
    const gate = rubric?.gates.find((one) => one.id === ask.item)
    const item = rubric?.sections.flatMap((section) => section.items).find((one) => one.id === ask.item)
    return {
      id: `${ask.rubric}-${ask.item}`,
      title: rubric?.title ?? ask.rubric,
      note: [
        gate ? `申报条件：${gate.title}` : `${ask.item} ${item?.title ?? ''}`,
        `${dayWords(ask.due, today)}截止`,
      ].join('\n'),
      rubric: ask.rubric,
      item: ask.item,
      isGate: gate !== undefined,
    }
  })

/** What tapping a duty's button puts down on a day: a record to save at once, or a form to fill in. */
export type Deed =
  | { do: 'save'; record: FlatRecord; before?: FlatRecord }
  | { do: 'form'; kind: string; given: FlatRecord }
  | { do: 'look'; rubric: string; item: string }

interface Held {
  record: (id: string) => FlatRecord | undefined
  /** `event`, `period`, `statement` or `yearly`, of a kind. */
  time: (kind: string) => string | undefined
}

const filingsOf = (record: FlatRecord): unknown[] => (Array.isArray(record.filings) ? record.filings : [])

export function deedOf(action: DutyAction, today: Day, newId: string, held: Held): Deed | undefined {
  switch (action.do) {
    case 'look':
      return action
    case 'renew': {
      const record = held.record(action.record)
      if (!record) return undefined
      // What carries over is what was said; dates, proof and filings are those of the new one.
      const { id: _id, kind, from: _from, until: _until, evidence: _evidence, filings: _filings, ...said } = record
      return { do: 'form', kind: String(kind), given: said as FlatRecord }
    }
    case 'file':
    case 'edit': {
      const before = held.record(action.record)
      if (!before) return undefined
      const record = { ...before, ...(action.do === 'edit' ? action.fields : {}) }
      if (action.to !== undefined) record.filings = [...filingsOf(before), { to: action.to, on: today }]
      return { do: 'save', record, before }
    }
    case 'record': {
      const { kind, year, fields, to } = action.draft
      const time = held.time(kind)
      const filed = to === undefined ? {} : { filings: [{ to, on: today }] }
      const given: FlatRecord = { ...fields, ...(year === undefined ? {} : { year }), ...filed }
      // What happened has a name and a day of its own: it is written down, not ticked off.
      if (!action.complete || time === 'event' || time === 'period') return { do: 'form', kind, given }
      const dated = time === 'yearly' ? { on: today } : { from: today }
      return { do: 'save', record: { id: newId, kind, ...given, ...dated } }
    }
  }
}
