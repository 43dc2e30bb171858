import { indexCatalog, readRecord, type Kind } from '@xingji/shared'
import {
  blankDraft,
  fieldViews,
  filingsOf,
  linkIn,
  otherProblems,
  problemAt,
  withFiling,
  withFilingDay,
  withLink,
  withoutEvidence,
  withoutFiling,
  withValue,
} from '../src/features/capture/draft'
import { evidenceOf } from '../src/features/words'
import { codeProblem } from '../src/features/session/credit-code'
import { bundle } from './support/phone'

const id = '01930000-0000-7000-8000-000000000001'
const kind = (name: string): Kind => indexCatalog(bundle.catalog).kind(name)!
const blank = (name: string) => blankDraft(kind(name), id, '2026-11-20')

describe('the form of a record', () => {
  it('begins every kind of the catalog with a date and nothing else taken for granted', () => {
    for (const one of bundle.catalog.kinds) {
      const draft = blankDraft(one, id, '2026-11-20')
      expect(Object.keys(draft)).toHaveLength(3)
      const read = readRecord(draft, bundle.catalog)
      const needed = one.fields.some((field) => field.required)
      expect([one.id, read.ok]).toEqual([one.id, !needed])
    }
  })

  it('asks yes or no for what happened, and lets what is so stay unsaid', () => {
    const forms = (name: string) =>
      Object.fromEntries(fieldViews(kind(name), blank(name), []).map((one) => [one.field.id, one.form]))
    expect(forms('committee-meeting')).toEqual({ people: 'number', majorMatter: 'toggle' })
    expect(forms('office').independent).toBe('yesNo')
    expect(forms('rules')).toEqual({ topic: 'choice', name: 'text' })
  })

  it('takes an emptied value out instead of keeping it empty', () => {
    const draft = withValue(blank('committee-meeting'), 'people', 7)
    expect(draft.people).toBe(7)
    expect('people' in withValue(draft, 'people', undefined)).toBe(false)
    expect('title' in withValue(draft, 'title', '')).toBe(false)
  })

  it('puts each problem beside its question and shows the rest below', () => {
    const read = readRecord({ ...blank('rules'), from: '2026-13-01', surprise: 1 }, bundle.catalog)
    const problems = read.ok ? [] : read.problems
    expect(problemAt(problems, 'topic')).toContain('制度内容')
    expect(problemAt(problems, 'from')).toContain('2026-13-01')
    expect(otherProblems(problems, kind('rules'))).toHaveLength(1)
  })

  it('adds and removes links and filings', () => {
    let draft = withLink(blank('work-plan'), 'https://mp.weixin.qq.com/s/a', '报道')
    draft = withFiling(draft, 'association', '2026-11-20')
    draft = withFilingDay(draft, 0, '2026-11-18')
    expect(evidenceOf(draft)).toEqual([{ link: 'https://mp.weixin.qq.com/s/a', title: '报道' }])
    expect(filingsOf(draft)).toEqual([{ to: 'association', on: '2026-11-18' }])
    expect(readRecord(draft, bundle.catalog).ok).toBe(true)
    expect(withoutFiling(withoutEvidence(draft, 0), 0)).toEqual(blank('work-plan'))
  })

  it('finds the address in what was pasted', () => {
    expect(linkIn('学会年会报道 https://mp.weixin.qq.com/s/Ab_1?x=2，请看')).toBe('https://mp.weixin.qq.com/s/Ab_1?x=2')
    expect(linkIn('没有网址')).toBeUndefined()
  })
})

it('says what is wrong with a credit code as typed', () => {
  expect(codeProblem(' 511000005000111110 ', true)).toBeUndefined()
  expect(codeProblem('', false)).toBeUndefined()
  expect(codeProblem('', true)).toContain('18 位')
  expect(codeProblem('5110', true)).toContain('4 位')
  expect(codeProblem('51100000500011111O', true)).toContain('没有 I、O')
})
