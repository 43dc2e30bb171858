import type { Catalog } from '../model/catalog.js'
import { isPlainObject, show } from '../model/read-record.js'
import type { Problem } from '../model/problem.js'
import type { Rubric } from '../model/rubric.js'
import type { ItemCard, Scorecard } from '../model/scorecard.js'
import { score, type ScoreInput } from '../scoring/scorer.js'
import { readCaseLedger } from './case-ledger.js'
import { Reader } from './reader.js'
import { Source } from './source.js'
import { tables } from './vocabulary.js'

/** One sentence an official can check, and where the scorer differs from it. */
export interface CaseResult {
  name: string
  why: string
  /** Where the case begins in its file. */
  line: number | undefined
  /** Empty when the case holds. */
  differences: string[]
}

const itemKeys = tables.caseItem.keys
const expectKeys = tables.caseExpect.keys

/** One case read: what goes in, and what an official expects to come out. */
export interface Case {
  name: string
  why: string
  input: Omit<ScoreInput, 'rubric' | 'catalog'>
  expect: unknown
  /** Where it begins in its file. */
  line: number | undefined
}

/** Runs every case of a `cases.yaml`. */
export function runCases(
  file: string,
  text: string,
  rubric: Rubric,
  catalog: Catalog,
): { results: CaseResult[]; problems: Problem[] } {
  const { cases, problems } = readCases(file, text, rubric, catalog)
  const results = cases.map((one) => ({
    name: one.name,
    why: one.why,
    line: one.line,
    differences: checkCase(one, rubric, catalog),
  }))
  return { results, problems }
}

/** Where the scorer differs from what a case expects. */
export function checkCase(one: Case, rubric: Rubric, catalog: Catalog): string[] {
  const differences: string[] = []
  compareCard(score({ ...one.input, rubric, catalog }), one.expect, differences)
  return differences
}

/** Reads the cases of a `cases.yaml`. Records without an id are r1, r2 … in order. */
export function readCases(
  file: string,
  text: string,
  rubric: Rubric,
  catalog: Catalog,
): { cases: Case[]; problems: Problem[] } {
  const source = new Source(file, text)
  const cases: Case[] = []
  if (source.problems.length > 0) return { cases, problems: source.problems }
  const reader = new Reader(source)
  reader.list(source.value, []).forEach((raw, i) => {
    const entry = reader.object(raw, [i], tables.caseEntry)
    if (!entry) return
    const told = readCaseLedger(reader, entry, i, rubric, catalog)
    const asOf = reader.day(entry.asOf, [i, 'asOf'])
    if (asOf === '' || entry.expect === undefined || !told) return
    const { ledger, cycle } = told
    cases.push({
      name: reader.text(entry.case, [i, 'case']),
      why: reader.text(entry.why, [i, 'why']),
      input: {
        asOf,
        ...(cycle && { cycle }),
        society: ledger.society,
        selfAssessment: ledger.selfAssessment[rubric.id] ?? {},
        claims: ledger.claims[rubric.id] ?? {},
        reviews: ledger.reviews[rubric.id] ?? {},
        records: ledger.records,
      },
      expect: entry.expect,
      line: source.lineOf([i]),
    })
  })
  return { cases, problems: source.problems }
}

function compareCard(card: Scorecard, expected: unknown, differences: string[]): void {
  if (!isPlainObject(expected)) {
    differences.push('expect 应是一组“评价项: 期望”')
    return
  }
  const items = card.sections.flatMap((section) => section.items)
  for (const key of Object.keys(expected)) {
    const want = expected[key]
    const item = items.find((one) => one.id === key)
    if (item) compareItem(card, item, want, differences)
    else if (!expectKeys.includes(key)) differences.push(`expect.${key}: 没有这个评价项`)
    else compareWhole(card, key, want, differences)
  }
}

function compareItem(card: Scorecard, item: ItemCard, want: unknown, differences: string[]): void {
  if (!isPlainObject(want)) {
    differences.push(`${item.id}: 期望应是一组“键: 值”`)
    return
  }
  const risk = card.atRisk.find((one) => one.item === item.id)
  const got: Record<string, unknown> = {
    ...item.points,
    outcome: item.outcome,
    met: item.met,
    atRisk: risk?.points ?? 0,
    counted: item.counted.map((one) => one.record),
    notCounted: Object.fromEntries(item.notCounted.map((one) => [one.record, one.reason])),
    missing: item.missing,
  }
  for (const key of Object.keys(want)) {
    if (!itemKeys.includes(key)) differences.push(`${item.id}.${key}: 不认识的期望`)
    else if (key === 'notCounted' && isPlainObject(want.notCounted)) {
      const reasons = got.notCounted as Record<string, unknown>
      for (const id of Object.keys(want.notCounted))
        expectSame(`${item.id}.notCounted.${id}`, reasons[id], want.notCounted[id], differences)
    } else expectSame(`${item.id}.${key}`, got[key], want[key], differences)
  }
}

function compareWhole(card: Scorecard, key: string, want: unknown, differences: string[]): void {
  const figures = (values: object | null, path: string): void => {
    if (!isPlainObject(want)) return
    for (const one of Object.keys(want))
      expectSame(`${path}.${one}`, (values as Record<string, unknown> | null)?.[one], want[one], differences)
  }
  if (key === 'eligible') expectSame(key, card.eligible, want, differences)
  else if (key === 'gates') figures(Object.fromEntries(card.gates.map((gate) => [gate.id, gate.met])), key)
  else if (key === 'total') figures(card.total, key)
  else if (key === 'sections')
    figures(Object.fromEntries(card.sections.map((section) => [section.id, section.total.estimate])), key)
  else if (key === 'stars' || key === 'bands') {
    const { rating } = card
    const field = key === 'stars' ? 'stars' : 'band'
    const each = ['secured', 'estimate', 'potential'] as const
    figures(rating && Object.fromEntries(each.map((one) => [one, rating[one][field]])), key)
  } else if (key === 'next' || key === 'atRisk') expectSame(key, card[key], want, differences)
}

function expectSame(path: string, got: unknown, want: unknown, differences: string[]): void {
  if (JSON.stringify(got) !== JSON.stringify(want)) differences.push(`${path}: 期望 ${show(want)}，实得 ${show(got)}`)
}
