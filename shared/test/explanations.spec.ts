import { createScorer, score, serialiseScorecard, type FlatRecord } from '@xingji/shared'
import { rubric } from './support/project-rubrics'
import { bytesOf, inputOf, scoreOf, type Told } from './support/scoring'

const cast = (records: FlatRecord[], more: Told = {}): ReturnType<typeof scoreOf> =>
  scoreOf('cast-2018', { records, ...more })
const wuhan = (records: FlatRecord[], more: Told = {}): ReturnType<typeof scoreOf> =>
  scoreOf('wuhan-party-led', { records, ...more })
const proof = ['证明.pdf']
const days = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `2018-0${1 + Math.floor(i / 28)}-${String(1 + (i % 28)).padStart(2, '0')}`)
const meetings = (count: number): FlatRecord[] => days(count).map((on) => ({ kind: 'committee-meeting', on }))

describe('R10 the scorecard', () => {
  it('R10.1 keys stand in schema order', () => {
    const { card } = cast(meetings(4))
    expect(Object.keys(card)).toEqual(['rubric', 'edition', 'hash', 'asOf', 'cycle', 'eligible', 'gates', 'maximum', 'total', 'rating', 'sections', 'atRisk', 'next']) // prettier-ignore
    expect(Object.keys(card.sections[0] ?? {})).toEqual(['id', 'title', 'maximum', 'total', 'items'])
    expect(Object.keys(card.sections[2]?.items[1] ?? {})).toEqual(['id', 'title', 'clause', 'maximum', 'points', 'outcome', 'reading', 'counted', 'notCounted', 'more', 'missing']) // prettier-ignore
    expect(serialiseScorecard(card)).toBe(JSON.stringify(JSON.parse(serialiseScorecard(card))))
  })

  it('R10.1 sections, items and gates stand in table order', () => {
    const { card } = cast([])
    const own = rubric('cast-2018')
    expect(card.gates.map((one) => one.id)).toEqual(own.gates.map((one) => one.id))
    expect(card.sections.map((one) => one.items.map((item) => item.id))).toEqual(
      own.sections.map((one) => one.items.map((item) => item.id)),
    )
  })

  it('R11.1 points that a case gives are credited to the records the case rests on', () => {
    const filings = [{ to: 'party', on: '2017-02-01' }]
    const told = cast([
      { id: 'branch', kind: 'grassroots', form: 'separate', from: '2017-01-01', filings },
      { id: 'regime', kind: 'study-regime', from: '2017-01-01', filings },
    ])
    expect(told.item('4.2')).toMatchObject({ counted: [{ record: 'branch', points: 25 }], notCounted: [] })
    expect(told.item('4.2').missing).toEqual(['1 条计分记录没有佐证材料'])
    expect(told.item('4.3').counted).toEqual([{ record: 'regime', points: 25 }])
    const passed = scoreOf('xiangyang-2019-excellent-society', {
      asOf: '2019-12-31',
      records: [
        { id: 'inspection', kind: 'inspection', year: 2018, result: 'pass' },
        { id: 'account', kind: 'bank-account', from: '2010-05-01', own: true },
      ],
    })
    expect(passed.item('1').counted).toEqual([
      { record: 'account', points: 0 },
      { record: 'inspection', points: 20 },
    ])
    expect(passed.item('1').notCounted).toEqual([])
  })

  it('R11.3 a later statement that leaves the fact open is not called superseded', () => {
    const told = scoreOf('wenzhou-2022', {
      asOf: '2022-12-31',
      records: [
        { id: 'charter', kind: 'charter', from: '2019-01-01', partyLeadership: true },
        { id: 'before', kind: 'party-organisation', from: '2019-01-01', integrated: false },
        { id: 'read', kind: 'party-organisation', from: '2020-01-01', integrated: true },
        { id: 'later', kind: 'party-organisation', from: '2022-05-01', teamComplete: true },
      ],
    })
    expect(told.left('1.1a', 'before')?.reason).toBe('superseded')
    expect(told.left('1.1a', 'later')?.reason).toBe('fieldMissing')
  })

  it('R11.3 a certificate read on the day of the card that ran out after the cycle is no longer in force', () => {
    const told = scoreOf('wenzhou-2022', {
      asOf: '2024-01-15',
      cycle: { window: { from: '2023-01-01', to: '2023-12-31' } },
      records: [
        { id: 'plaque', kind: 'plaque', from: '2022-01-01' },
        { id: 'permit', kind: 'certificate', type: 'bank-permit', from: '2022-01-01' },
        { id: 'registration', kind: 'certificate', type: 'registration', from: '2022-01-01', until: '2024-01-10' },
      ],
    })
    expect(told.left('2.2', 'registration')).toMatchObject({ reason: 'notInForce', gain: 0 })
  })

  it('R11.5 what must not happen is never missing', () => {
    const told = scoreOf('wenzhou-2022', { asOf: '2022-12-31', records: [] })
    expect(told.item('3.6e').missing).toEqual(['尚未登记“无安全责任事故、舆情、信访事件”'])
  })

  it('R10.1 counted by day and id, whatever the order of arrival', () => {
    const told = cast([
      { id: 'b', kind: 'committee-meeting', on: '2018-05-01' },
      { id: 'c', kind: 'committee-meeting', on: '2018-02-01' },
      { id: 'a', kind: 'committee-meeting', on: '2018-05-01' },
    ])
    expect(told.item('3.2').counted.map((one) => one.record)).toEqual(['c', 'a', 'b'])
  })

  it('R10.2 the hash follows rubric and cycle, not records and days', () => {
    const { hash } = cast([]).card
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(cast(meetings(2), { asOf: '2018-06-30' }).card.hash).toBe(hash)
    expect(cast([], { cycle: { settings: { 'liaison-days': 31 } } }).card.hash).not.toBe(hash)
    expect(cast([], { asOf: '2019-01-01' }).card.hash).not.toBe(hash)
    const changed = { ...rubric('cast-2018'), title: '另一版' }
    expect(cast([], { rubric: changed }).card.hash).not.toBe(hash)
  })

  it('R10.4 lists hold at most 20; more says how many were left out', () => {
    const told = cast(meetings(30))
    // Three meetings earn 20 + 20 + 10; 27 are beyond the cap: 20 shown, 7 more.
    expect(told.item('3.2').counted.map((one) => one.points)).toEqual([20, 20, 10])
    expect(told.item('3.2').notCounted).toHaveLength(20)
    expect(told.item('3.2').more).toEqual({ counted: 0, notCounted: 7 })
  })
})

describe('R11 explanations', () => {
  it('R11.1 the record that completes a threshold brings its points, those before it 0', () => {
    // Ten professional updates earn 1: 4 + 3 reach 7, the next 3 make 10.
    const update = (on: string, count: number): FlatRecord => ({ kind: 'platform-updates', on, count })
    const told = wuhan([
      update('2018-01-01', 4),
      update('2018-02-01', 3),
      update('2018-03-01', 3),
      update('2018-04-01', 9),
    ])
    expect(told.item('1.5a').counted).toEqual([
      { record: 'r1', points: 0 },
      { record: 'r2', points: 0 },
      { record: 'r3', points: 1 },
    ])
    expect(told.left('1.5a', 'r4')?.reason).toBe('capReached')
  })

  it('R11.1 what rests on the society block or on absence credits no record', () => {
    const told = scoreOf('wenzhou-2022', { asOf: '2022-12-31' })
    expect(told.item('3.6c')).toMatchObject({ met: true, counted: [] })
  })

  it('R11.2 of alternatives only the one that wins credits records', () => {
    // All staff are Party members: 25 outright; the applicant (15) and the admission (10) bring nothing besides.
    const told = cast([
      { kind: 'applicant', on: '2018-02-01' },
      { kind: 'admission', on: '2018-03-01' },
      { kind: 'staff', from: '2018-06-01', all: 4, partyMembers: 4 },
    ])
    expect(told.item('5.1').counted).toEqual([{ record: 'r3', points: 25 }])
    expect(told.left('5.1', 'r1')?.reason).toBe('capReached')
    // A full-time secretary-general is worth 2; the other staff's 1 is not part of it.
    const office = wuhan([
      { kind: 'staff', from: '2017-01-01', all: 3, fullTime: 1 },
      { kind: 'secretary-general', from: '2018-01-01', fullTime: true },
    ])
    expect(office.item('1.3').counted).toEqual([{ record: 'r2', points: 2 }])
  })

  it('R11.2 the best graded record gets the points', () => {
    const award = (on: string, level: string): FlatRecord => ({ kind: 'award', on, level })
    const told = wuhan([
      award('2018-01-01', 'municipal'),
      award('2018-02-01', 'national'),
      award('2018-03-01', 'provincial'),
    ])
    expect(told.item('1.10').counted).toEqual([{ record: 'r2', points: 3 }])
  })

  it.each<[string, string, FlatRecord, Told, string, object]>([
    [
      'afterAsOf',
      '3.2',
      { kind: 'committee-meeting', on: '2018-07-01' },
      { asOf: '2018-06-30' },
      'cast-2018',
      { gain: 0, fix: '到 2018-07-01 才计入' },
    ],
    ['outsideWindow', '3.2', { kind: 'committee-meeting', on: '2017-07-01' }, {}, 'cast-2018', { gain: 0 }],
    ['notInForce', '1.1', { kind: 'committee', from: '2016-01-01', until: '2017-12-31' }, {}, 'cast-2018', { gain: 0 }],
    [
      'fieldDiffers',
      '6.1',
      { kind: 'party-activity', on: '2018-05-01' },
      {},
      'cast-2018',
      { gain: 10, fix: '如确属“主题活动”，在记录中标明，即 +10' },
    ],
    [
      'belowMinimum',
      '3.8a',
      { kind: 'international-exchange', on: '2018-05-01', role: 'host', foreignGuests: 2 },
      {},
      'wuhan-party-led',
      { gain: 2, fix: '本项要求“外宾人数”不少于 3 人，现为 2 人，即 +2' },
    ],
    [
      'fieldMissing',
      '3.8a',
      { kind: 'international-exchange', on: '2018-05-01', role: 'host' },
      {},
      'wuhan-party-led',
      { gain: 2, fix: '补填“外宾人数”，即 +2' },
    ],
    [
      'excluded',
      '8.2',
      { kind: 'party-activity', on: '2018-05-01', professional: true, project: true },
      {},
      'cast-2018',
      { gain: 0 },
    ],
    [
      'notFiled',
      '8.2',
      { kind: 'party-activity', on: '2018-05-01', professional: true },
      {},
      'cast-2018',
      { gain: 20, fix: '缺备案：向科技社团党委补报，即 +20' },
    ],
    [
      'filedLate',
      '8.2',
      { kind: 'party-activity', on: '2018-05-01', professional: true, filings: [{ to: 'party', on: '2018-05-12' }] },
      { cycle: { settings: { 'filing-days': 10 } } },
      'cast-2018',
      { gain: 0, fix: '备案晚于 2018-05-11' },
    ],
    [
      'claimedElsewhere',
      '3.2',
      { kind: 'committee-meeting', on: '2018-05-01' },
      { claims: { r1: 'none' } },
      'cast-2018',
      { gain: 0 },
    ],
    [
      'notEnoughYet',
      '1.5a',
      { kind: 'platform-updates', on: '2018-05-01', count: 9 },
      {},
      'wuhan-party-led',
      { gain: 0 },
    ],
  ])('R11.3 R11.4 %s', (reason, item, one, more, id, expected) => {
    // prettier-ignore
    const told = scoreOf(id, { records: [one], ...more })
    expect(told.item(item).points.estimate).toBe(0)
    expect(told.left(item, 'r1')).toMatchObject({ record: 'r1', reason, ...expected })
  })

  it('R11.3 superseded, repeated and assigned elsewhere', () => {
    const told = cast([
      { kind: 'committee', from: '2016-01-01' },
      { kind: 'committee', from: '2018-01-01', evidence: proof },
    ])
    expect(told.item('1.1').counted).toEqual([{ record: 'r2', points: 100 }])
    expect(told.left('1.1', 'r1')?.reason).toBe('superseded')
    const rules = (topic: string, name: string): FlatRecord => ({ kind: 'rules', from: '2018-01-01', topic, name })
    expect(wuhan([rules('finance', '甲'), rules('finance', '乙')]).left('1.6', 'r2')?.reason).toBe('repeated')
  })

  it('R11.3 the first reason in clause order: outside the window before not professional before not filed', () => {
    const one = (on: string, more: object = {}): FlatRecord => ({ kind: 'party-activity', on, ...more })
    const reason = (record: FlatRecord): string | undefined => cast([record]).left('8.2', 'r1')?.reason
    expect(reason(one('2017-05-01'))).toBe('outsideWindow')
    expect(reason(one('2018-05-01'))).toBe('fieldDiffers')
    expect(reason(one('2018-05-01', { professional: true }))).toBe('notFiled')
  })

  it('R11.3 what is too late is said to be, what can be made up is asked for', () => {
    const change = { kind: 'liaison-change', on: '2018-05-10' }
    const fix = (asOf: string): string | undefined => cast([change], { asOf }).left('9.2', 'r1')?.fix
    expect(fix('2018-06-09')).toBe('缺备案：向科技社团党委补报（最晚 2018-06-09）')
    expect(fix('2018-06-10')).toBe('没有在 2018-06-09 或以前向科技社团党委备案，已经过期')
    const event = (filings: string[]): string | undefined => {
      const record = {
        kind: 'major-event',
        on: '2022-05-10',
        filings: filings.map((on) => ({ to: 'association', on })),
      }
      return scoreOf('wenzhou-2022', { asOf: '2022-12-31', records: [record] }).left('3.6c', 'r1')?.fix
    }
    expect(event(['2022-05-11'])).toBe('没有在 2022-05-09 或以前向所属科协（市科协等）备案，已经过期')
    // One of 21 items that share 10 points: 0.476…
    expect(event(['2022-05-09'])).toBe('缺事后反馈：向所属科协（市科协等）补报，即 +0.48')
  })

  it('R11.4 the gain of the second activity is its own: +10, and with the cap reached nothing', () => {
    const activity = (on: string, isFiled = true): FlatRecord => ({
      kind: 'party-activity',
      on,
      professional: true,
      ...(isFiled ? { filings: [{ to: 'party', on: '2018-12-01' }] } : {}),
    })
    const list = ['01', '02', '03', '04'].map((month) => activity(`2018-${month}-01`))
    const gain = (filed: number): number | undefined =>
      cast([...list.slice(0, filed), activity('2018-06-01', false)]).left('8.2', `r${filed + 1}`)?.gain
    expect([0, 1, 3, 4].map(gain)).toEqual([20, 10, 10, 0])
  })

  it('R11.5 missing: facts not stated, kinds not recorded, records without evidence', () => {
    expect(cast([]).item('3.5').missing).toEqual([
      '尚未登记“联系服务科技工作者工作机制”',
      expect.stringContaining('还没有'),
    ])
    expect(cast([{ kind: 'committee', from: '2016-01-01' }]).item('1.2').missing).toContain(
      '尚未登记“理事会·理事中的党员人数”',
    )
    expect(cast(meetings(3)).item('3.2').missing).toEqual(['3 条计分记录没有佐证材料'])
    expect(cast(meetings(3).map((one) => ({ ...one, evidence: proof }))).item('3.2').missing).toEqual([])
  })

  it('R11.6 next: for each item its best step, the greatest gain first; none where nothing is left to gain', () => {
    const { card } = cast(meetings(3))
    expect(card.next.map((one) => one.item)).not.toContain('3.2')
    expect(card.next.filter((one) => one.item === '1.1')).toHaveLength(1)
    expect(card.next[0]?.gain).toBe(100)
    const gains = card.next.map((one) => one.gain)
    expect([...gains].sort((a, b) => b - a)).toEqual(gains)
    // A second meeting earns 20 more, a third only 10.
    const second = cast(meetings(1)).card.next.find((one) => one.item === '3.2')
    const third = cast(meetings(2)).card.next.find((one) => one.item === '3.2')
    expect([second?.gain, third?.gain]).toEqual([20, 10])
  })
})

describe('R12 the incremental scorer', () => {
  it('R12.2 putting what is there and removing what is not change nothing', () => {
    const input = inputOf('cast-2018', { records: [...meetings(2), { kind: 'committee', from: '2016-01-01' }] })
    const scorer = createScorer(input)
    for (const one of input.records ?? []) scorer.put(one)
    scorer.remove('nobody')
    expect(serialiseScorecard(scorer.scorecard())).toBe(bytesOf(input))
    expect(serialiseScorecard(scorer.scorecard())).toBe(bytesOf(input))
  })

  it('R12.1 a record that changes its kind leaves nothing behind', () => {
    const input = inputOf('cast-2018', { records: meetings(1) })
    const [one] = [...(input.records ?? [])]
    if (!one) throw new Error('no record')
    const scorer = createScorer(input)
    scorer.put({ ...one, kind: 'youth-work' })
    expect(scorer.scorecard()).toEqual(score({ ...input, records: [{ ...one, kind: 'youth-work' }] }))
    scorer.put(one)
    expect(scorer.scorecard()).toEqual(score(input))
  })

  it('an id that is a word of the language is an id like any other', () => {
    for (const id of ['constructor', 'toString', 'hasOwnProperty', 'valueOf'])
      expect(cast([{ id, kind: 'committee-meeting', on: '2018-03-01' }]).item('3.2').counted).toEqual([
        { record: id, points: 20 },
      ])
  })
})
