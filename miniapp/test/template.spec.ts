import { indexCatalog, type FlatRecord } from '@xingji/shared'
import {
  givenBy,
  patternOf,
  readTemplates,
  templateLines,
  templateOf,
  withTemplate,
  writeTemplates,
  type Template,
} from '../src/features/capture/template'
import { bundle } from './support/phone'

const kind = indexCatalog(bundle.catalog).kind('academic-exchange')!
const lecture: FlatRecord = {
  id: 'a1',
  kind: 'academic-exchange',
  on: '2026-03-05',
  title: '2026年3月学术沙龙（3月5日）',
  people: 120,
  academicians: 2,
  role: 'host',
  proceedings: true,
  note: '在三楼',
  evidence: ['签到表.pdf'],
  filings: [{ to: 'association', on: '2026-03-01' }],
}

describe('a template', () => {
  it('keeps what lasts: never counts, dates, notes, evidence or filings', () => {
    expect(templateOf(lecture, kind, 't1')).toEqual({
      id: 't1',
      kind: 'academic-exchange',
      title: '{年}年{月}月学术沙龙（{月}月{日}日）',
      fields: { role: 'host', proceedings: true },
    })
  })

  it.each([
    ['第13月报', '2026-03-05', '第13月报'],
    ['12026年', '2026-03-05', '12026年'],
    ['2025年度总结', '2026-03-05', '2025年度总结'],
    ['03月05日例会', '2026-03-05', '{月}月{日}日例会'],
    ['2026年年报', '2026', '{年}年年报'],
    ['例会', '', '例会'],
  ])('takes %s of %s as %s: only the record’s own day', (title, day, pattern) => {
    expect(patternOf(title, day)).toBe(pattern)
  })

  it('says the same of today', () => {
    expect(givenBy(templateOf(lecture, kind, 't1'), '2026-11-20')).toEqual({
      title: '2026年11月学术沙龙（11月20日）',
      role: 'host',
      proceedings: true,
    })
    expect(givenBy({ id: 't', kind: 'committee', title: '', fields: {} }, '2026-11-20')).toEqual({})
  })

  it('takes the place of one of the same kind and title, and the oldest make room', () => {
    const one: Template = { id: 't1', kind: 'committee', title: 'x', fields: {} }
    const again = { ...one, id: 't2', fields: { a: true } }
    expect(withTemplate([one], again)).toEqual([again])
    const many = Array.from({ length: 25 }, (_, at) => ({ ...one, id: `t${at}`, title: String(at) }))
    const kept = many.reduce<Template[]>(withTemplate, [])
    expect([kept.length, kept[0]?.id, kept[19]?.id]).toEqual([20, 't24', 't5'])
  })

  it('is listed with its words; of a kind nobody knows here it waits unseen', () => {
    const all = [templateOf(lecture, kind, 't1'), { id: 't2', kind: 'of-another-app', title: 'x', fields: {} }]
    const lines = templateLines(all, bundle.catalog, '2026-11-20')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ title: '2026年11月学术沙龙（11月20日）' })
    expect(lines[0]!.note).toMatch(/^学术.+ · .+ · 会议论文集$/)
  })

  it('is read back as it was written; what is none is left out', () => {
    const all = [templateOf(lecture, kind, 't1')]
    expect(readTemplates(writeTemplates(all))).toEqual(all)
    expect(readTemplates(undefined)).toEqual([])
    expect(readTemplates('{')).toEqual([])
    expect(readTemplates('{"version":2,"templates":[]}')).toEqual([])
    expect(readTemplates('{"version":1,"templates":[{"id":"x"},null]}')).toEqual([])
  })
})
