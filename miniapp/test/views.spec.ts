import { createScorer, readRecord, type FlatRecord } from '@xingji/shared'
import { newEntry, stateOf } from '../src/data/entry'
import { itemNote, itemView, kindsOf } from '../src/features/explain/item-view'
import { homeView, lastView, sectionNote } from '../src/features/home/home-view'
import { listView } from '../src/features/records/list-view'
import { differences, recordView } from '../src/features/records/record-view'
import { gainWords } from '../src/features/capture/gain'
import { dayWords, points, signed } from '../src/features/words'
import { bundle } from './support/phone'

const today = '2026-11-20'
const [cast, wuhan] = bundle.rubrics as [(typeof bundle.rubrics)[0], (typeof bundle.rubrics)[0]]
const flat: FlatRecord[] = [
  { id: 'm1', kind: 'committee-meeting', on: '2026-01-15', title: '第一次党委会', evidence: ['纪要.pdf'] },
  { id: 'm2', kind: 'committee-meeting', on: '2026-11-03', title: '第二次党委会' },
  { id: 'm0', kind: 'committee-meeting', on: '2025-12-20', title: '去年的党委会' },
]
function cardOf(rubric: typeof cast, records: FlatRecord[]) {
  const read = records.map((record) => {
    const result = readRecord(record, bundle.catalog)
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    return result.value
  })
  return createScorer({ rubric, catalog: bundle.catalog, asOf: today, records: read }).scorecard()
}

describe('the home page', () => {
  it('says stars, three figures and whether one may apply', () => {
    const view = homeView(cardOf(cast, flat), cast, today)
    expect(view.headline).toBe('0 星')
    expect(view.figures.map((one) => [one.id, one.points, one.stars])).toEqual([
      ['secured', '20', '0 星'],
      ['estimate', '40', '0 星'],
      ['potential', '40', '0 星'],
    ])
    expect(view.ring).toEqual({ secured: 0.02, estimate: 0.04, potential: 0.04 })
    expect(view.parts).toBe(10)
    expect(view.eligible).toEqual({ title: '能否申报还说不准：3 项还不清楚', met: null })
    expect(view.sections.map((section) => section.id)).toEqual(cast.sections.map((section) => section.id))
  })

  it('gives points where a rubric has no stars', () => {
    const view = homeView(cardOf(wuhan, []), wuhan, today)
    expect(view.headline).toBe('0 分')
    expect(view.parts).toBe(1)
    expect(view.figures.every((one) => one.stars === undefined)).toBe(true)
  })
})

describe('what counts in another way', () => {
  const item = cardOf(cast, []).sections[0]!.items[0]!
  const section = { ...cardOf(cast, []).sections[0]!, items: [item] }

  it('R13.7 R13.8 R13.9 is said of a section in words', () => {
    expect(sectionNote(section)).toBeUndefined()
    expect(sectionNote({ ...section, weight: 1 })).toBeUndefined()
    expect(sectionNote({ ...section, weight: 0.3 })).toBe('计入总分时乘 0.3')
    const items = [
      { ...item, bonus: true as const },
      { ...item, future: true as const },
    ]
    expect(sectionNote({ ...section, weight: 1.2, items })).toBe(
      '计入总分时乘 1.2，含 1 项附加分，1 项下一年度起才计分',
    )
  })

  it('R13.8 an item announced for later says so instead of how it stands', () => {
    const full = { outcome: 'met' as const, maximum: 5, points: { secured: 5, estimate: 5, potential: 5 } }
    expect(itemNote({ ...full, future: true })).toBe('下一年度起，现在不计分')
    expect(itemNote({ ...full, bonus: true })).toBe(`${itemNote(full)}，附加分`)
  })
})

describe('the score of the last time', () => {
  const law = { rubrics: [cast, wuhan], editions: [] }
  const last = { version: 1 as const, rubric: 'cast-2018', card: cardOf(cast, flat) }

  it('is shown as it was while the present one is worked out', () => {
    expect(lastView(last, law, 'cast-2018', today)).toEqual(homeView(last.card, cast, today))
    expect(lastView(last, law, 'cast-2018', '2026-11-22')?.asOf).toBe('11月20日')
  })

  it('is not shown for another rubric, another edition, or where it cannot be read', () => {
    expect(lastView(last, law, 'wuhan-party-led', today)).toBeUndefined()
    const newer = { rubrics: [{ ...cast, edition: '2019' }], editions: [] }
    expect(lastView(last, newer, 'cast-2018', today)).toBeUndefined()
    const odd = { ...last, card: { ...last.card, total: undefined as never } }
    expect(lastView(odd, law, 'cast-2018', today)).toBeUndefined()
    expect(lastView(undefined, law, 'cast-2018', today)).toBeUndefined()
  })
})

describe('the item page', () => {
  const sources = (records: FlatRecord[]) => ({
    card: cardOf(cast, records),
    rubric: cast,
    catalog: bundle.catalog,
    record: (id: string) => records.find((one) => one.id === id),
    selfAssessment: {},
    why: ['开会 2 次，得 40 分'],
    today,
  })

  it('shows the clause, what counted, what did not and why', () => {
    const view = itemView('3.2', sources(flat))!
    expect(view.clause).toBe(cast.sections[2]!.items[1]!.clause)
    expect(view.why).toEqual(['开会 2 次，得 40 分'])
    expect(view.counted.map((one) => [one.title, one.note, one.figure])).toEqual([
      ['第一次党委会', '1月15日', '+20'],
      ['第二次党委会', '11月3日', '+20'],
    ])
    expect(view.notCounted.map((one) => one.title)).toEqual(['去年的党委会'])
    expect(view.notCounted[0]!.note).toContain('评价期')
    expect(view.maximum).toBe('满分 50 分')
  })

  it('offers the kinds of record its rule looks at, facts included', () => {
    const item = (id: string) => cast.sections.flatMap((section) => section.items).find((one) => one.id === id)!
    expect(kindsOf(item('3.2'), bundle.catalog).map((kind) => kind.id)).toEqual(['committee-meeting'])
    expect(kindsOf(item('1.2'), bundle.catalog).map((kind) => kind.id)).toEqual(['committee', 'council'])
    const bare = cast.sections
      .flatMap((section) => section.items)
      .filter((one) => kindsOf(one, bundle.catalog).length === 0)
    expect(bare).toEqual([])
  })

  it('asks for a self-assessment where experts decide', () => {
    expect(itemView('6.1', sources([]))!.judged).toMatchObject([{ part: '6.1.judged', maximum: 20, given: undefined }])
    expect(itemView('3.2', sources([]))!.judged).toEqual([])
  })
})

describe('records in words', () => {
  it('lists them by month, newest first, each with its state', () => {
    const entries = [...flat, { id: 'y', kind: 'work-plan', year: 2026 }].map(newEntry)
    const { months, more } = listView(entries, (entry) => stateOf(entry, false), bundle.catalog, today)
    expect(months.map((group) => [group.title, group.rows.map((row) => row.title)])).toEqual([
      ['2026年度', ['年度工作计划']],
      ['2026年11月', ['第二次党委会']],
      ['2026年1月', ['第一次党委会']],
      ['2025年12月', ['去年的党委会']],
    ])
    expect(more).toBe(0)
    expect(months[0]!.rows[0]!.state).toBe('仅在本机')
  })

  it('says every fact of a record and where two versions differ', () => {
    const mine = recordView({ ...flat[0]!, people: 7, majorMatter: true }, bundle.catalog, today)
    expect(mine.facts).toEqual([
      { name: '时间', value: '1月15日' },
      { name: '参加人数', value: '7 人' },
      { name: '会上前置审议了“三重一大”事项', value: '是' },
      { name: '佐证', value: '纪要.pdf' },
    ])
    const theirs = recordView({ ...flat[0]!, people: 9, majorMatter: true }, bundle.catalog, today)
    expect(differences(mine, theirs)).toEqual([{ name: '参加人数', value: '7 人', other: '9 人' }])
  })

  it('says what a saved record earned, or what it lacks', () => {
    const before = [{ reference: 'cast-2018', rubric: cast, card: cardOf(cast, flat.slice(0, 1)) }]
    const after = [{ reference: 'cast-2018', rubric: cast, card: cardOf(cast, flat.slice(0, 2)) }]
    expect(gainWords('m2', before, after)).toBe('已记在本机。《创建星级学会党组织试点评价》预估 +20')
    expect(gainWords('m0', after, after)).toMatch(/^已记在本机，暂时不加分/)
  })
})

it('writes points and days as people do', () => {
  expect([points(12.5), points(-30), points(0), points(33.333), signed(5), signed(-5)]).toEqual([
    '12.5',
    '−30',
    '0',
    '33.33',
    '+5',
    '−5',
  ])
  expect([dayWords('2026-03-05', today), dayWords('2018-12-31', today)]).toEqual(['3月5日', '2018年12月31日'])
})
