import { readdirSync } from 'node:fs'
import path from 'node:path'
import {
  formatProblem,
  isDay,
  ProblemError,
  score,
  type Catalog,
  type Ledger,
  type Problem,
  type Rubric,
  type Scorecard,
} from '@xingji/shared'
import { UsageError } from './files.js'
import { findRubric, loadRubrics } from './load.js'
import type { Invocation } from './main.js'
import { ledgerUnder } from './ledger-under.js'
import { parse, readCycleOption } from './score.js'

interface Standing {
  total: number
  stars: number | null
  /** Said where the two differ in it. */
  band?: string | null
}
interface Change {
  ledger: string
  society: string
  old: Standing
  new: Standing
  /** Whether the society may apply. */
  eligible: { old: boolean | null; new: boolean | null }
  /** Items that bring other points; null where the edition has no such item or does not count it yet. */
  items: { item: string; title: string; old: number | null; new: number | null; clause: string }[]
  /** Sections that enter the total with another weight, if there are any. */
  sections?: { section: string; title: string; old: number; new: number }[]
  /** Conditions that are met otherwise; null is unknown, undefined (left out) where the edition does not ask. */
  gates: { gate: string; title: string; old?: boolean | null; new?: boolean | null; clause: string }[]
}

/** Who gains and who loses when one edition takes the place of another, and because of which clause. */
export function previewCommand({ values, words, print, complain }: Invocation): number {
  const [oldId, newId] = words
  const asOf = values['as-of']
  if (oldId === undefined || newId === undefined || typeof values.ledgers !== 'string' || typeof asOf !== 'string')
    throw new UsageError('缺少 OLD、NEW、--ledgers 或 --as-of；用法见 xingji preview --help')
  if (!isDay(asOf)) throw new UsageError(`--as-of: “${asOf}” 不是有效日期，应写成 2018-12-31 这样`)
  const set = loadRubrics(values.rubrics)
  const [before, after] = [findRubric(set, oldId), findRubric(set, newId)]
  const changes: Change[] = []
  const problems: Problem[] = []
  const files = ledgerFiles(values.ledgers)
  for (const file of files) {
    try {
      const source = parse(file)
      const [one, two] = [ledgerUnder(source, before, after, set), ledgerUnder(source, after, before, set)]
      const card = (rubric: Rubric, ledger: Ledger): Scorecard =>
        cardOf(rubric, set.catalog, ledger, asOf, values.cycle)
      const change = compare(path.basename(file), two, card(before, one), card(after, two))
      if (change) changes.push(change)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      problems.push(...error.problems)
    }
  }
  // One society's ledger that is wrong keeps nobody from the others' result.
  for (const problem of problems) complain(formatProblem(problem))
  if (values.json === true) print(JSON.stringify(changes))
  else print(changes.length === 0 ? '所有学会的得分都不变' : changes.map(describe).join('\n'))
  return problems.length > 0 ? 2 : 0
}

function ledgerFiles(folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    throw new UsageError(`${folder}: 没有这个文件夹`)
  }
  const ledgers = names.filter((name) => /\.(ya?ml|json)$/.test(name)).sort()
  if (ledgers.length === 0) throw new UsageError(`${folder}: 里面没有台账文件（.yaml 或 .json）`)
  return ledgers.map((name) => path.join(folder, name))
}

function cardOf(
  rubric: Rubric,
  catalog: Catalog,
  ledger: Ledger,
  asOf: string,
  cycle: string | boolean | undefined,
): Scorecard {
  const input = readCycleOption(cycle, rubric)
  return score({
    rubric,
    catalog,
    asOf,
    ...(input ? { cycle: input } : {}),
    society: ledger.society,
    records: ledger.records,
    selfAssessment: ledger.selfAssessment[rubric.id] ?? {},
    claims: ledger.claims[rubric.id] ?? {},
    reviews: ledger.reviews[rubric.id] ?? {},
  })
}

function compare(file: string, ledger: Ledger, before: Scorecard, after: Scorecard): Change | undefined {
  const itemsOf = (card: Scorecard): Scorecard['sections'][number]['items'] =>
    card.sections.flatMap((section) => section.items)
  const ids = [...new Set([...itemsOf(before), ...itemsOf(after)].map((item) => item.id))]
  const items = ids.flatMap((id) => {
    const [one, two] = [before, after].map((card) => itemsOf(card).find((item) => item.id === id))
    const [was, is] = [one, two].map((item) => (item === undefined || item.future ? null : item.points.estimate))
    if (was === undefined || is === undefined || (was ?? 0) === (is ?? 0)) return []
    const item = two ?? one
    return [{ item: id, title: item?.title ?? '', old: was, new: is, clause: item?.clause ?? '' }]
  })
  const gates = compareGates(before, after)
  const isBandNew = bandOf(before) !== bandOf(after)
  const [old, next] = [standingOf(before, isBandNew), standingOf(after, isBandNew)]
  const sections = compareWeights(before, after)
  if (items.length === 0 && gates.length === 0 && JSON.stringify(old) === JSON.stringify(next)) return undefined
  return {
    ledger: file,
    society: ledger.society.name ?? file,
    old,
    new: next,
    eligible: { old: before.eligible, new: after.eligible },
    items,
    ...(sections.length > 0 ? { sections } : {}),
    gates,
  }
}

const bandOf = ({ rating }: Scorecard): string | null => rating?.estimate.band ?? null

const standingOf = (card: Scorecard, withBand: boolean): Standing => ({
  total: card.total.estimate,
  stars: card.rating?.estimate.stars ?? null,
  ...(withBand ? { band: bandOf(card) } : {}),
})

function compareWeights(before: Scorecard, after: Scorecard): NonNullable<Change['sections']> {
  return after.sections.flatMap(({ id, title, weight = 1, total }) => {
    const old = before.sections.find((section) => section.id === id)
    const was = old?.weight ?? 1
    if (!old || was === weight || (old.total.estimate === 0 && total.estimate === 0)) return []
    return [{ section: id, title, old: was, new: weight }]
  })
}

function compareGates(before: Scorecard, after: Scorecard): Change['gates'] {
  const ids = [...new Set([...before.gates, ...after.gates].map((gate) => gate.id))]
  return ids.flatMap((id) => {
    const [one, two] = [before, after].map((card) => card.gates.find((gate) => gate.id === id))
    const gate = two ?? one
    // A condition that is met stands in nobody's way, asked or not.
    if (!gate || (one?.met ?? (one ? null : true)) === (two?.met ?? (two ? null : true))) return []
    return [
      {
        gate: id,
        title: gate.title,
        ...(one ? { old: one.met } : {}),
        ...(two ? { new: two.met } : {}),
        clause: gate.clause,
      },
    ]
  })
}

const said = (met: boolean | null | undefined): string =>
  met === undefined ? '不要求' : met === null ? '未知' : met ? '符合' : '不符合'

const percent = (weight: number): string => `${Math.round(weight * 100)}%`

function starsTold({ old, new: next }: Change): string {
  if (old.stars === null && next.stars === null) return ''
  const told = ({ stars, band }: Standing): string =>
    stars === null ? '不评星' : `${stars} 星${band ? `（${band}）` : ''}`
  return `，${told(old)} → ${told(next)}`
}

function describe(change: Change): string {
  const difference = Math.round((change.new.total - change.old.total) * 100) / 100
  const stars = starsTold(change)
  const head = `${change.society}：${change.old.total} → ${change.new.total}（${difference > 0 ? '+' : ''}${difference}）${stars}`
  const line = (text: string): string => text.replace(/\s+/g, ' ')
  return [
    head,
    ...change.items.map(
      (item) => `  ${item.item} ${item.title}：${item.old ?? '不计分'} → ${item.new ?? '不计分'}  ${line(item.clause)}`,
    ),
    ...(change.sections ?? []).map(
      ({ section, title, old, new: is }) => `  部分 ${section} ${title}：权重 ${percent(old)} → ${percent(is)}`,
    ),
    ...change.gates.map((gate) => `  条件 ${gate.title}：${said(gate.old)} → ${said(gate.new)}  ${line(gate.clause)}`),
  ].join('\n')
}
