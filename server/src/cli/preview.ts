import { readdirSync } from 'node:fs'
import path from 'node:path'
import {
  isDay,
  ProblemError,
  readLedger,
  score,
  type Catalog,
  type Ledger,
  type Rubric,
  type Scorecard,
} from '@xingji/shared'
import { UsageError } from './files.js'
import { findRubric, loadRubrics } from './load.js'
import type { Invocation } from './main.js'
import { inFile, namedRubrics, parse, readCycleOption } from './score.js'

interface Change {
  ledger: string
  society: string
  old: { total: number; stars: number | null }
  new: { total: number; stars: number | null }
  /** Whether the society may apply. */
  eligible: { old: boolean | null; new: boolean | null }
  /** Items that bring other points; null where the edition has no such item or does not count it yet. */
  items: { item: string; title: string; old: number | null; new: number | null; clause: string }[]
  /** Conditions that are met otherwise; null is unknown, undefined (left out) where the edition does not ask. */
  gates: { gate: string; title: string; old?: boolean | null; new?: boolean | null; clause: string }[]
}

/** Who gains and who loses when one edition takes the place of another, and because of which clause. */
export function previewCommand({ values, words, print }: Invocation): number {
  const [oldId, newId] = words
  const asOf = values['as-of']
  if (oldId === undefined || newId === undefined || typeof values.ledgers !== 'string' || typeof asOf !== 'string')
    throw new UsageError('缺少 OLD、NEW、--ledgers 或 --as-of；用法见 xingji preview --help')
  if (!isDay(asOf)) throw new UsageError(`--as-of: “${asOf}” 不是有效日期，应写成 2018-12-31 这样`)
  const set = loadRubrics(values.rubrics)
  const [before, after] = [findRubric(set, oldId), findRubric(set, newId)]
  const changes: Change[] = []
  for (const file of ledgerFiles(values.ledgers)) {
    const source = parse(file)
    const known = [...set.rubrics, ...set.editions].filter((rubric) => namedRubrics(source.value).has(rubric.id))
    const ledger = readLedger(source.value, set.catalog, known)
    if (!ledger.ok) throw new ProblemError(inFile(ledger.problems, source))
    const card = (rubric: Rubric): Scorecard => cardOf(rubric, set.catalog, ledger.value, asOf, values.cycle)
    const change = compare(path.basename(file), ledger.value, card(before), card(after))
    if (change) changes.push(change)
  }
  if (values.json === true) print(JSON.stringify(changes))
  else print(changes.length === 0 ? '所有学会的得分都不变' : changes.map(describe).join('\n'))
  return 0
}

function ledgerFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort()
      .map((name) => path.join(folder, name))
  } catch {
    throw new UsageError(`${folder}: 没有这个文件夹`)
  }
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
  if (items.length === 0 && gates.length === 0 && before.total.estimate === after.total.estimate) return undefined
  return {
    ledger: file,
    society: ledger.society.name ?? file,
    old: { total: before.total.estimate, stars: before.rating?.estimate.stars ?? null },
    new: { total: after.total.estimate, stars: after.rating?.estimate.stars ?? null },
    eligible: { old: before.eligible, new: after.eligible },
    items,
    gates,
  }
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

function describe(change: Change): string {
  const difference = Math.round((change.new.total - change.old.total) * 100) / 100
  const stars =
    change.old.stars === null
      ? ''
      : `，${change.old.stars} 星 → ${change.new.stars === null ? '不评星' : `${change.new.stars} 星`}`
  const head = `${change.society}：${change.old.total} → ${change.new.total}（${difference > 0 ? '+' : ''}${difference}）${stars}`
  const line = (text: string): string => text.replace(/\s+/g, ' ')
  return [
    head,
    ...change.items.map(
      (item) => `  ${item.item} ${item.title}：${item.old ?? '不计分'} → ${item.new ?? '不计分'}  ${line(item.clause)}`,
    ),
    ...change.gates.map((gate) => `  条件 ${gate.title}：${said(gate.old)} → ${said(gate.new)}  ${line(gate.clause)}`),
  ].join('\n')
}
