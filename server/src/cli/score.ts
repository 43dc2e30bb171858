import {
  createScorer,
  figureLabels,
  formatProblem,
  isDay,
  outcomeWord,
  ProblemError,
  readCycle,
  readLedger,
  serialiseScorecard,
  type CycleInput,
  type Figures,
  type OpenFact,
  type Problem,
  type Rubric,
  type Scorecard,
  type ScoreInput,
} from '@xingji/shared'
import { Source } from '@xingji/shared/rubric'
import { readText, UsageError } from './files.js'
import { ledgerHere } from './ledger-here.js'
import { findRubric, loadRubrics } from './load.js'
import type { Invocation } from './main.js'
import { cut, table } from './table.js'

/** A figure's name in the tables. */
export const named = (figure: keyof Figures, value: number | string): string => `${figureLabels[figure]} ${value}`

export function scoreCommand({ values, print }: Invocation): number {
  const { rubric, input } = readScoreInput(values)
  const scorer = createScorer(input)
  const card = scorer.scorecard()
  print(values.json === true ? serialiseScorecard(card) : describe(card, rubric, scorer.openFacts()))
  return 0
}

/** What `score` and `plan` are given: a rubric, a ledger, a day, perhaps a cycle. */
export function readScoreInput(values: Invocation['values']): { rubric: Rubric; input: ScoreInput } {
  const asOf = values['as-of']
  if (typeof values.rubric !== 'string' || typeof values.ledger !== 'string' || typeof asOf !== 'string')
    throw new UsageError('缺少 --rubric、--ledger 或 --as-of；用法见 xingji score --help')
  if (!isDay(asOf)) throw new UsageError(`--as-of: “${asOf}” 不是有效日期，应写成 2018-12-31 这样`)
  const source = parse(values.ledger)
  const set = loadRubrics(values.rubrics, [...new Set([values.rubric, ...namedRubrics(source.value)])])
  const rubric = findRubric(set, values.rubric)
  // Assessments and claims are held against the edition that is asked for.
  const rubrics = set.rubrics.map((one) => (one.id === rubric.id ? rubric : one))
  const ledger = readLedger(ledgerHere(source.value, set), set.catalog, rubrics)
  if (!ledger.ok) throw new ProblemError(inFile(ledger.problems, source))
  const cycle = readCycleOption(values.cycle, rubric)
  const { society, records, selfAssessment, claims, reviews } = ledger.value
  const input: ScoreInput = {
    rubric,
    catalog: set.catalog,
    asOf,
    ...(cycle ? { cycle } : {}),
    society,
    records,
    selfAssessment: selfAssessment[rubric.id] ?? {},
    claims: claims[rubric.id] ?? {},
    reviews: reviews[rubric.id] ?? {},
  }
  return { rubric, input }
}

export function parse(file: string): Source {
  const source = new Source(file, readText(file))
  if (source.problems.length > 0) throw new ProblemError(source.problems)
  return source
}

/** Rubrics a ledger's assessments, claims and reviews speak of. */
export function namedRubrics(raw: unknown): Set<string> {
  const ledger = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  return new Set(
    ['selfAssessment', 'claims', 'reviews'].flatMap((key) =>
      Object.keys((ledger[key] as object | null | undefined) ?? {}),
    ),
  )
}

export function inFile(problems: Problem[], source: Source): Problem[] {
  return problems.map((problem) => ({ ...problem, file: source.file, ...lineFor(source, problem.path) }))
}

function lineFor(source: Source, path: string): { line?: number } {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '')
  const line = source.lineOf(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)))
  return line === undefined ? {} : { line }
}

export function readCycleOption(option: string | boolean | undefined, rubric: Rubric): CycleInput | undefined {
  if (typeof option !== 'string') return undefined
  const [from, ...rest] = option.split('..')
  const to = rest.join('..')
  const isWindow = rest.length > 0 && !/\.ya?ml$|\.json$/.test(option)
  const source = isWindow ? undefined : parse(option)
  const raw = source ? source.value : { window: { from, to } }
  const cycle = readCycle(raw, rubric)
  if (!cycle.ok) {
    if (source) throw new ProblemError(inFile(cycle.problems, source))
    throw new UsageError(cycle.problems.map((problem) => `--cycle: ${formatProblem(problem)}`).join('\n'))
  }
  return cycle.value
}

/** The facts on which most hangs, a line each. */
export function openFactLines(facts: readonly OpenFact[], most = 10): string[] {
  if (facts.length === 0) return []
  const lines = facts.slice(0, most).map(({ label, gates, items, points }) => {
    const worth = points > 0 ? [`关系到 ${points} 分（${items.join('、')}）`] : []
    return `  ${label}  ${[...(gates.length > 0 ? ['申报条件'] : []), ...worth].join('，')}`
  })
  return ['', '最该弄清楚的情况', ...lines]
}

function describe(card: Scorecard, rubric: Rubric, facts: readonly OpenFact[]): string {
  const { total, rating } = card
  const eligible = card.eligible === null ? '申报条件还有未知' : card.eligible ? '符合申报条件' : '不符合申报条件'
  const lines = [
    `${rubric.title}（${card.rubric}，${card.edition} 版）  评到 ${card.asOf}  周期 ${card.cycle.window.from} 至 ${card.cycle.window.to}${card.cycle.class === undefined ? '' : `  类别 ${card.cycle.class}`}`,
    `${named('secured', total.secured)}  ${named('estimate', total.estimate)}  ${named('potential', total.potential)}  满分 ${card.maximum}  ${eligible}`,
  ]
  if (rating) {
    const star = (one: { stars: number; band: string | null }): string =>
      `${one.stars} 星${one.band === null ? '' : `（${one.band}）`}`
    lines.push(
      `星级  ${named('secured', star(rating.secured))}  ${named('estimate', star(rating.estimate))}  ${named('potential', star(rating.potential))}`,
    )
  }
  lines.push('')
  const rows: (string | number)[][] = [
    ['编号', '指标', '满分', figureLabels.secured, figureLabels.estimate, figureLabels.potential, '情况', '说明'],
  ]
  for (const section of card.sections) {
    rows.push([
      section.id,
      section.weight === undefined ? section.title : `${section.title}（权重 ${section.weight}）`,
      section.maximum,
      section.total.secured,
      section.total.estimate,
      section.total.potential,
    ])
    for (const item of section.items) {
      const { secured, estimate, potential } = item.points
      const note = item.notCounted.find((one) => one.gain > 0)?.fix ?? item.missing[0] ?? ''
      rows.push([
        `  ${item.id}`,
        cut(item.title, 36) + (item.bonus ? '（加分）' : item.future ? '（暂不计分）' : ''),
        item.maximum,
        secured,
        estimate,
        potential,
        outcomeWord(item),
        cut(note, 60),
      ])
    }
  }
  lines.push(table(rows, [2, 3, 4, 5]))
  const open = card.gates.filter((gate) => gate.met !== true)
  if (open.length > 0)
    lines.push(
      '',
      '申报条件',
      ...open.map((gate) => `  ${gate.met === null ? '未知' : '不符'}  ${gate.title}：${gate.reason ?? ''}`),
    )
  if (card.atRisk.length > 0)
    lines.push(
      '',
      '有风险',
      ...card.atRisk.map((one) => `  ${one.item}  ${one.points} 分${one.due === null ? '' : `，最晚 ${one.due}`}`),
    )
  if (card.next.length > 0)
    lines.push('', '下一步', ...card.next.slice(0, 8).map((one) => `  ${one.item}  +${one.gain}  ${one.action}`))
  lines.push(...openFactLines(facts))
  return lines.join('\n')
}
