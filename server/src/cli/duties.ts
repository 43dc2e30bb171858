import {
  dutyStates,
  dutyStatusLabels,
  isDay,
  ProblemError,
  readLedger,
  stakeWords,
  type DutyState,
  type Rubric,
} from '@xingji/shared'
import { UsageError } from './files.js'
import { ledgerHere } from './ledger-here.js'
import { findRubric, loadRubrics } from './load.js'
import type { Invocation } from './main.js'
import { inFile, namedRubrics, parse, readCycleOption } from './score.js'
import { cut, table } from './table.js'

/** What is due under the rubrics a society follows, on a day. */
export function dutiesCommand({ values, words, print }: Invocation): number {
  const asOf = values['as-of']
  if (words.length === 0 || typeof values.ledger !== 'string' || typeof asOf !== 'string')
    throw new UsageError('缺少评价标准的编号、--ledger 或 --as-of；用法见 xingji duties --help')
  if (!isDay(asOf)) throw new UsageError(`--as-of: “${asOf}” 不是有效日期，应写成 2018-12-31 这样`)
  const source = parse(values.ledger)
  const set = loadRubrics(values.rubrics, [...new Set([...words, ...namedRubrics(source.value)])])
  const rubrics = words.map((id) => findRubric(set, id))
  const known = set.rubrics.map((one) => rubrics.find(({ id }) => id === one.id) ?? one)
  const ledger = readLedger(ledgerHere(source.value, set), set.catalog, known)
  if (!ledger.ok) throw new ProblemError(inFile(ledger.problems, source))
  const { society, records, selfAssessment, claims, reviews } = ledger.value
  const follow = (rubric: Rubric) => {
    const cycle = readCycleOption(values.cycle, rubric)
    return {
      rubric,
      ...(cycle ? { cycle } : {}),
      selfAssessment: selfAssessment[rubric.id] ?? {},
      claims: claims[rubric.id] ?? {},
      reviews: reviews[rubric.id] ?? {},
    }
  }
  const states = dutyStates({ rubrics: rubrics.map(follow), catalog: set.catalog, society, records, asOf })
  print(
    values.json === true
      ? JSON.stringify(states)
      : describe(states, new Map(records.map((one) => [one.id, one.title ?? one.on ?? one.from ?? one.id]))),
  )
  return 0
}

function describe(states: readonly DutyState[], titles: ReadonlyMap<string, string>): string {
  if (states.length === 0) return '没有要报送的'
  const rows = states.map((state) => [
    dutyStatusLabels[state.status],
    state.doneOn ?? state.due,
    cut(
      `${state.title}${state.year === undefined ? '' : `（${state.year}年度）`}${state.subject === undefined ? '' : `（${titles.get(state.subject) ?? state.subject}）`}`,
      44,
    ),
    state.progress ? `${state.progress.done}/${state.progress.target}` : '',
    stakeWords(state.stake),
    state.lost.length > 0 ? `已失去${stakeWords(state.lost)}` : '',
    state.asks.map((ask) => `${ask.rubric} ${ask.item}`).join('、'),
  ])
  return table([['情况', '截止', '要办的事', '进度', '不办会失去', '', '哪里要求'], ...rows])
}
