import { isDay } from '../model/calendar.js'
import type { Catalog } from '../model/catalog.js'
import type { CycleInput } from '../model/cycle.js'
import type { Day, Ledger } from '../model/ledger.js'
import type { Problem } from '../model/problem.js'
import { isPlainObject, show } from '../model/read-record.js'
import type { Rubric } from '../model/rubric.js'
import { dutyStates, type DutyState } from '../duties/index.js'
import type { CaseResult } from './cases.js'
import { readCaseLedger } from './case-ledger.js'
import { Reader } from './reader.js'
import { Source } from './source.js'
import { tables } from './vocabulary.js'

/** How a duty goes through a run of days: a story an official can check. */
export interface DutyCase {
  name: string
  why: string
  duty: string
  /** Which of several: the record it arises from, or the year. */
  of: string | undefined
  ledger: Ledger
  cycle: CycleInput | undefined
  /** Why the society says it does not concern it. */
  waived: string | undefined
  expect: [Day, unknown][]
  line: number | undefined
}

/** Where the duty cases of a rubric or of one of its editions stand. */
export const dutyCasesFileOf = (rubric: Rubric, isEdition: boolean): string =>
  isEdition ? `${rubric.id}/editions/${rubric.edition}.duties.yaml` : `${rubric.id}/duties.yaml`

/** Runs every case of a `duties.yaml`. */
export function runDutyCases(
  file: string,
  text: string,
  rubric: Rubric,
  catalog: Catalog,
): { results: CaseResult[]; problems: Problem[] } {
  const { cases, problems } = readDutyCases(file, text, rubric, catalog)
  const results = cases.map((one) => ({
    name: `${one.duty} ${one.name}`,
    why: one.why,
    line: one.line,
    differences: checkDutyCase(one, rubric, catalog),
  }))
  return { results, problems }
}

/** Reads the cases of a `duties.yaml`. Records without an id are r1, r2 … in order. */
export function readDutyCases(
  file: string,
  text: string,
  rubric: Rubric,
  catalog: Catalog,
): { cases: DutyCase[]; problems: Problem[] } {
  const source = new Source(file, text)
  const cases: DutyCase[] = []
  if (source.problems.length > 0) return { cases, problems: source.problems }
  const reader = new Reader(source)
  reader.list(source.value, []).forEach((raw, i) => {
    const entry = reader.object(raw, [i], tables.dutyCase)
    if (!entry) return
    const duty = reader.text(entry.duty, [i, 'duty'])
    if (duty !== '' && !rubric.duties.some((one) => one.id === duty))
      reader.fail(
        'unknownItem',
        [i, 'duty'],
        `没有报送任务 ${duty}；可用：${rubric.duties.map((one) => one.id).join('、')}`,
      )
    const told = readCaseLedger(reader, entry, i, rubric, catalog)
    const expect = isPlainObject(entry.expect) ? Object.entries(entry.expect) : []
    for (const [day] of expect) if (!isDay(day)) reader.day(day, [i, 'expect', day])
    if (expect.length === 0) reader.fail('missing', [i, 'expect'], 'expect 写“日期: 状态”，至少一天')
    if (!told) return
    cases.push({
      name: reader.text(entry.case, [i, 'case']),
      why: reader.text(entry.why, [i, 'why']),
      duty,
      of: entry.of === undefined ? undefined : String(entry.of),
      ...told,
      waived: entry.waived === undefined ? undefined : reader.text(entry.waived, [i, 'waived']),
      expect,
      line: source.lineOf([i]),
    })
  })
  return { cases, problems: source.problems }
}

/** Where the duty differs from what a case expects, day by day. */
export function checkDutyCase(one: DutyCase, rubric: Rubric, catalog: Catalog): string[] {
  const differences: string[] = []
  for (const [day, wanted] of one.expect) {
    const [state, ...others] = statesOn(day, one, rubric, catalog)
    if (others.length > 0) differences.push(`${day}: 有 ${others.length + 1} 条，请用 of 写明是哪条记录或哪一年的`)
    else compare(`${day}`, state, wanted, differences)
  }
  return differences
}

function statesOn(asOf: Day, one: DutyCase, rubric: Rubric, catalog: Catalog): DutyState[] {
  const { society, records, selfAssessment, claims, reviews } = one.ledger
  const followed = {
    rubric,
    ...(one.cycle ? { cycle: one.cycle } : {}),
    selfAssessment: selfAssessment[rubric.id] ?? {},
    claims: claims[rubric.id] ?? {},
    reviews: reviews[rubric.id] ?? {},
  }
  const input = { rubrics: [followed], catalog, society, records, asOf }
  const isMeant = (state: DutyState): boolean =>
    state.asks.some((ask) => ask.duty === one.duty) &&
    (one.of === undefined || state.subject === one.of || state.key.endsWith(`:${one.of}`))
  const states = dutyStates(input).filter(isMeant)
  if (one.waived === undefined) return states
  const waivers = states.map((state) => ({ key: state.key, reason: one.waived ?? '' }))
  return dutyStates({ ...input, waivers }).filter(isMeant)
}

function compare(day: string, state: DutyState | undefined, wanted: unknown, differences: string[]): void {
  const want: Record<string, unknown> = isPlainObject(wanted) ? wanted : { status: wanted }
  const [stake, lost] = [state?.stake[0], state?.lost[0]]
  const got: Record<string, unknown> = {
    status: state?.status ?? 'none',
    due: state?.due,
    opens: state?.opens,
    doneOn: state?.doneOn,
    stake: stake?.points ?? 0,
    upTo: stake?.upTo,
    stars: stake?.stars ?? 0,
    gates: stake?.gates ?? [],
    whole: stake?.whole ?? false,
    lost: lost?.points ?? 0,
    progress: state?.progress?.done,
    nextBy: state?.progress?.nextBy,
    tooLate: state?.tooLate ?? false,
    asks: state?.asks.length ?? 0,
  }
  for (const key of Object.keys(want)) {
    if (!(tables.dutyExpect.keys as readonly string[]).includes(key)) differences.push(`${day}.${key}: 不认识的期望`)
    else if (JSON.stringify(got[key]) !== JSON.stringify(want[key]))
      differences.push(`${day}.${key}: 期望 ${show(want[key])}，实得 ${show(got[key])}`)
  }
}
