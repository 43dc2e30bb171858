import { isDay, yearOf } from './calendar.js'
import type { Cycle, Day } from './ledger.js'
import type { Result } from './problem.js'
import { isPlainObject, ProblemList, show } from './read-record.js'
import type { Rubric, RubricItem } from './rubric.js'

/** What an organiser sets for a run; everything left out takes the rubric's default. */
export interface CycleInput {
  window?: { from: Day; to: Day }
  due?: Record<string, Day>
  settings?: Record<string, number>
  readings?: Record<string, string>
  class?: string
}

/** A setting counts days after a day; a hundred years keep every due day inside the calendar. */
const mostDays = 36500
export const isDayCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostDays

/** Keys of a cycle file. */
export const cycleKeys = ['window', 'due', 'settings', 'readings', 'class']

/** Validates a cycle file against the rubric it is for. */
export function readCycle(raw: unknown, rubric: Rubric): Result<CycleInput> {
  const list = new ProblemList()
  const cycle: CycleInput = {}
  if (!isPlainObject(raw)) {
    list.add('wrongType', '', `周期设置应是 window、due 等几部分，这里是 ${show(raw)}`)
    return { ok: false, problems: list.problems }
  }
  for (const key of Object.keys(raw))
    if (!cycleKeys.includes(key)) list.add('unknownKey', key, `周期设置没有 ${key}；可用：${cycleKeys.join('、')}`)
  const window = readWindow(raw.window, list)
  if (window) cycle.window = window
  cycle.due = readMap(
    raw.due,
    'due',
    rubric.due.map((due) => due.id),
    isDay,
    '2018-12-31 这样的日期',
    list,
  )
  cycle.settings = readMap(
    raw.settings,
    'settings',
    rubric.settings.map((one) => one.id),
    isDayCount,
    `0 到 ${mostDays} 的整数（天）`,
    list,
  )
  const items = rubric.sections.flatMap((section) => section.items)
  const open = items.filter((item) => item.readings)
  const isText = (value: unknown): value is string => typeof value === 'string'
  cycle.readings = readMap(
    raw.readings,
    'readings',
    open.map((item) => item.id),
    isText,
    '读法的名称',
    list,
  )
  for (const [id, choice] of Object.entries(cycle.readings)) {
    const choices = open.find((item) => item.id === id)?.readings?.choices.map((one) => one.id) ?? []
    if (!choices.includes(choice))
      list.add('unknownOption', `readings.${id}`, `没有读法 ${choice}；可选：${choices.join('、')}`)
  }
  if (raw.class !== undefined) {
    const classes = classesOf(rubric)
    if (typeof raw.class === 'string' && classes.includes(raw.class)) cycle.class = raw.class
    else
      list.add(
        'unknownOption',
        'class',
        `没有类别 ${show(raw.class)}；可选：${classes.join('、') || '（本标准不分类别）'}`,
      )
  }
  return list.problems.length > 0 ? { ok: false, problems: list.problems } : { ok: true, value: cycle }
}

function readWindow(raw: unknown, list: ProblemList): { from: Day; to: Day } | undefined {
  if (raw === undefined || raw === null) return undefined
  if (!isPlainObject(raw) || !isDay(raw.from) || !isDay(raw.to))
    list.add('badDay', 'window', '评价时间应写成 {from: 2018-01-01, to: 2018-12-31}')
  else if (raw.to < raw.from) list.add('badRange', 'window', `结束日期 ${raw.to} 早于开始日期 ${raw.from}`)
  else return { from: raw.from, to: raw.to }
  return undefined
}

function readMap<T>(
  raw: unknown,
  name: string,
  known: string[],
  fits: (value: unknown) => value is T,
  want: string,
  list: ProblemList,
): Record<string, T> {
  const out: Record<string, T> = {}
  if (raw === undefined || raw === null) return out
  if (!isPlainObject(raw)) {
    list.add('wrongType', name, `应写成“名称: 值”，这里是 ${show(raw)}`)
    return out
  }
  for (const key of Object.keys(raw)) {
    const value = raw[key]
    if (!known.includes(key))
      list.add('unknownKey', `${name}.${key}`, `没有 ${key}；可用：${known.join('、') || '（无）'}`)
    else if (fits(value)) out[key] = value
    else list.add('wrongType', `${name}.${key}`, `应是${want}，这里是 ${show(value)}`)
  }
  return out
}

/**
 * The cycle in force: a window fixed in the rubric wins, then the organiser's, then the calendar year of `asOf`. Due
 * dates and settings fall back to the rubric's defaults; those without any stay out. Where sections are weighed by class
 * of organisation and none is given, the first class the file names is taken, and said on the card.
 */
export function resolveCycle(rubric: Rubric, asOf: Day, input: CycleInput = {}): Cycle {
  const year = asOf.slice(0, 4)
  const window = rubric.window ?? input.window ?? { from: `${year}-01-01`, to: `${year}-12-31` }
  const due: Record<string, Day> = {}
  for (const one of rubric.due) {
    const set = input.due?.[one.id] ?? defaultDue(one.default, window.to)
    if (set !== undefined) due[one.id] = set
  }
  const settings: Record<string, number> = {}
  for (const one of rubric.settings) {
    const set = input.settings?.[one.id] ?? one.default
    if (set !== null) settings[one.id] = set
  }
  const readings: Record<string, string> = {}
  const { open, classes } = choicesOf(rubric)
  for (const item of open) if (item.readings) readings[item.id] = input.readings?.[item.id] ?? item.readings.default
  const cycle: Cycle = { window: { from: window.from, to: window.to }, due, settings, readings }
  const chosen = input.class ?? classes[0]
  return chosen === undefined ? cycle : { ...cycle, class: chosen }
}

const choices = new WeakMap<Rubric, { open: readonly RubricItem[]; classes: readonly string[] }>()

/** What a cycle may choose under a rubric: items with several readings, and the class. */
function choicesOf(rubric: Rubric): { open: readonly RubricItem[]; classes: readonly string[] } {
  let known = choices.get(rubric)
  if (!known) {
    const items = rubric.sections.flatMap((section) => section.items)
    known = { open: items.filter((item) => item.readings), classes: classesOf(rubric) }
    choices.set(rubric, known)
  }
  return known
}

/** Classes of organisation a rubric weighs its sections by, in the order the file names them. */
export const classesOf = (rubric: Rubric): string[] => [
  ...new Set(rubric.sections.flatMap((section) => Object.keys(section.weights ?? {}))),
]

/** The same in all it sets, and in the same order. */
export const sameCycle = (a: Cycle, b: Cycle): boolean =>
  a === b ||
  (a.window.from === b.window.from &&
    a.window.to === b.window.to &&
    a.class === b.class &&
    sameSettings(a.due, b.due) &&
    sameSettings(a.settings, b.settings) &&
    sameSettings(a.readings, b.readings))

type Settings = Readonly<Record<string, string | number>>

/** The same keys with the same values, in the same order. */
export function sameSettings(a: Settings, b: Settings): boolean {
  const keys = Object.keys(a)
  const others = Object.keys(b)
  return keys.length === others.length && keys.every((key, i) => key === others[i] && a[key] === b[key])
}

function defaultDue(rule: string | null, to: Day): Day | undefined {
  if (rule === null) return undefined
  if (rule === 'cycle-end') return to
  const day = `${yearOf(to)}-${rule}`
  return isDay(day) ? day : `${yearOf(to)}-02-28`
}
