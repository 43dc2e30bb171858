import type { FlatRecord } from '@xingji/shared'
import { newEntry, stateOf, withdrawn, type Entry } from '../src/data/entry'
import { acknowledged, frozen } from '../src/data/entry-answers'
import { calendarMonth, monthAfter } from '../src/features/records/calendar-view'
import { Finder, type Wanted } from '../src/features/records/find'
import { historyView } from '../src/features/records/history-view'
import { listView } from '../src/features/records/list-view'
import { standingView } from '../src/features/records/standing-view'
import { bundle } from './support/phone'

const { catalog } = bundle
const today = '2026-11-20'
const made = (record: Omit<FlatRecord, 'id'> & { id: string }): Entry => newEntry(record)
const by = (name: string) => ({ id: name, name })
const received = (entry: Entry): Entry => acknowledged(frozen(entry), 1)

describe('finding records', () => {
  const lecture = received(
    made({
      id: 'r1',
      kind: 'academic-exchange',
      on: '2026-03-05',
      title: '桥梁抗震学术年会',
      people: 120,
      role: 'host',
      filings: [{ to: 'association', on: '2026-03-01' }],
      evidence: [{ link: 'https://mp.weixin.qq.com/s/abc', title: '年会报道' }],
    }),
  )
  const meeting = made({ id: 'r2', kind: 'committee-meeting', on: '2026-03-05', title: '党委会ＸＹ', note: '在科技馆' })
  const gone = received(made({ id: 'r3', kind: 'committee-meeting', on: '2026-04-01' }))
  const entries = [lecture, meeting, { ...gone, deleted: true }]
  const finder = new Finder(catalog)
  const ids = (wanted: Partial<Wanted>) =>
    finder.find(entries, { show: 'all', text: '', ...wanted }).map((entry) => entry.id)

  it.each([
    ['nothing typed', '', ['r1', 'r2']],
    ['a title', '抗震', ['r1']],
    ['a kind', '学术交流', ['r1']],
    ['a number with its unit', '120人', ['r1']],
    ['the words of a choice', '主办', ['r1']],
    ['a body it was filed with', '市科协', ['r1']],
    ['what proves it', '年会报道', ['r1']],
    ['a note', '科技馆', ['r2']],
    ['a day as it is said', '3月5日', ['r1', 'r2']],
    ['a day as it is written', '2026-03-05', ['r1', 'r2']],
    ['full-width letters for narrow ones, and small for large', 'xy', ['r2']],
    ['two words, both of which must occur', '3月5日 党委', ['r2']],
    ['words nobody wrote', '不存在', []],
  ])('by %s', (_, text, expected) => expect(ids({ text })).toEqual(expected))

  it('letter by letter, and back, as if each had been asked for by itself', () => {
    const typed = ['3', '3月', '3月5', '3月5日', '3月5日 党', '3月5日 党委', '3月5日', '抗', '抗震', '']
    const afresh = (text: string) => new Finder(catalog).find(entries, { show: 'all', text }).map((entry) => entry.id)
    expect(typed.map((text) => ids({ text }))).toEqual(typed.map(afresh))
    expect(ids({ text: '3月5日', show: 'unsent' })).toEqual(['r2'])
  })

  it('shows what is not uploaded, a deletion included', () => {
    expect(ids({ show: 'unsent' })).toEqual(['r2'])
    const removed = withdrawn(gone)
    expect(finder.find([lecture, removed], { show: 'unsent', text: '' })).toEqual([removed])
  })

  it('shows what nothing proves', () => expect(ids({ show: 'lacking' })).toEqual(['r2']))

  it('narrows to a kind and to the records of an item', () => {
    expect(ids({ kind: 'committee-meeting' })).toEqual(['r2'])
    expect(ids({ among: new Set(['r1', 'r3']) })).toEqual(['r1'])
  })

  it('finds the new words of an edited record', () => {
    const edited = { ...meeting, record: { ...meeting.record, title: '民主生活会' } }
    expect(finder.find([edited], { show: 'all', text: '民主' })).toEqual([edited])
    expect(finder.find([edited], { show: 'all', text: 'xy' })).toEqual([])
  })
})

describe('a long list', () => {
  it('draws the newest ones first and says how many are left', () => {
    const entries = Array.from({ length: 95 }, (_, at) =>
      made({ id: `r${100 + at}`, kind: 'committee-meeting', on: `2026-0${1 + (at % 9)}-10` }),
    )
    const { months, more } = listView(entries, (entry) => stateOf(entry, false), catalog, today, 40)
    expect(months.flatMap((month) => month.rows)).toHaveLength(40)
    expect(more).toBe(55)
    // 95 records over nine months: eleven in each of the first five, ten in the others, the latest month first.
    expect(months.map(({ title, rows }) => [title, rows.length])).toEqual([
      ['2026年9月', 10],
      ['2026年8月', 10],
      ['2026年7月', 10],
      ['2026年6月', 10],
    ])
  })
})

describe('the calendar', () => {
  it('begins on Monday and counts what began on each day', () => {
    const entries = ['2026-02-01', '2026-02-28', '2026-02-28', '2026-03-01'].map((on, at) =>
      made({ id: `r${at}`, kind: 'committee-meeting', on }),
    )
    const { title, weeks } = calendarMonth(entries, '2026-02')
    expect(title).toBe('2026年2月')
    // 1 February 2026 is a Sunday, 28 February a Saturday.
    expect(weeks).toHaveLength(5)
    expect(weeks[0]!.map((one) => one.day)).toEqual([...Array(6).fill(undefined), '2026-02-01'])
    expect(weeks[0]![6]).toEqual({ day: '2026-02-01', records: 1 })
    expect(weeks[4]![5]).toEqual({ day: '2026-02-28', records: 2 })
    expect(weeks[4]![6]).toEqual({ records: 0 })
  })

  it('knows the leap day', () => {
    const days = calendarMonth([], '2028-02').weeks.flat()
    expect(days.filter((one) => one.day)).toHaveLength(29)
  })

  it.each([
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-06', 13, '2027-07'],
  ])('%s and %i months is %s', (month, by, expected) => expect(monthAfter(month, by)).toBe(expected))
})

describe('the society as it stands', () => {
  const council = (id: string, from: string, more: Partial<FlatRecord> = {}) =>
    made({ id, kind: 'council', from, ...more })

  it('shows the statement that holds, since when and until when', () => {
    const groups = standingView(
      [
        council('old', '2022-01-01', { all: 40 }),
        council('now', '2026-02-01', { all: 45 }),
        council('next', '2027-01-01', { all: 50 }),
        made({ id: 'meeting', kind: 'committee-meeting', on: '2026-01-01' }),
      ],
      catalog,
      today,
    )
    expect(groups.flatMap((group) => group.lines)).toEqual([
      { id: 'now', title: '理事会', note: expect.stringContaining('2月1日起'), state: '有效', alarming: false },
    ])
  })

  it.each([
    ['on its last day', { until: today }, '有效', false],
    ['the day after', { until: '2026-11-19' }, '已到期', true],
    ['when there is none', { holds: false }, '没有', false],
  ])('%s', (_, more, state, alarming) => {
    const [group] = standingView([council('one', '2022-01-01', more)], catalog, today)
    expect(group!.lines[0]).toMatchObject({ state, alarming })
  })

  it('says what is still to come, and leaves out what was deleted', () => {
    const coming = council('one', '2027-01-01')
    expect(standingView([coming], catalog, today)[0]!.lines[0]!.state).toBe('还没开始')
    expect(standingView([{ ...coming, deleted: true }], catalog, today)).toEqual([])
  })
})

describe('what became of a record', () => {
  it('says who did what when, and what changed', () => {
    const record = { id: 'r1', kind: 'committee-meeting', on: '2026-03-05', people: 7 }
    const steps = historyView(
      [
        {
          revision: 4,
          deleted: false,
          record: { ...record, people: 9 },
          account: by('王'),
          at: '2026-03-06T00:00:00Z',
        },
        { revision: 3, deleted: true, record: null, account: by('李'), at: '2026-03-05T23:59:00Z' },
        {
          revision: 2,
          deleted: false,
          record: { ...record, people: 9 },
          account: by('王'),
          at: '2026-03-05T16:30:00Z',
        },
        { revision: 1, deleted: false, record, account: by('王'), at: '2025-12-31T15:59:00Z' },
      ],
      catalog,
      today,
    )
    expect(steps.map(({ title, note }) => [title, note])).toEqual([
      ['恢复', '3月6日 08:00 · 王'],
      ['删除', '3月6日 07:59 · 李'],
      ['修改', '3月6日 00:30 · 王'],
      ['记下', '2025年12月31日 23:59 · 王'],
    ])
    expect(steps[2]!.changes).toEqual([{ name: '参加人数', value: '9 人', other: '7 人' }])
  })
})
