import type { FlatRecord } from '@xingji/shared'
import { law } from './support/law'
import { scoreOf, type Told, type ToldCard } from './support/scoring'

const meeting = (on: string, more: object = {}): FlatRecord => ({ kind: 'meeting', on, ...more })
const filed = { filings: [{ to: 'office', on: '2018-12-01' }] }
const one =
  (maximum: number, rule: string) =>
  (...records: FlatRecord[]): ToldCard =>
    law([{ maximum, rule }])({ records })
const next = ({ card }: ToldCard): { gain: number; action: string } | undefined =>
  card.next.map(({ gain, action }) => ({ gain, action }))[0]

describe('R11.4 records of which each must show something', () => {
  const told = one(10, '{ points: 10, when: { every: { kind: meeting }, has: { filed: { to: office } } } }')

  it('the one meeting that is not filed stands between 0 and 10: filing it is worth 10, and is the next step', () => {
    const card = told(meeting('2018-02-01', filed), meeting('2018-03-01'))
    expect(card.left('1', 'r2')).toEqual({
      record: 'r2',
      reason: 'notFiled',
      fix: '缺备案：向镇科协办公室补报，即 +10',
      gain: 10,
    })
    expect(next(card)).toEqual({ gain: 10, action: '缺备案：向镇科协办公室补报，即 +10' })
  })

  it('two that are not filed: either alone is worth 0, both together 10', () => {
    const card = told(meeting('2018-02-01'), meeting('2018-03-01'))
    expect(card.left('1', 'r1')).toMatchObject({ reason: 'notFiled', fix: '缺备案：向镇科协办公室补报', gain: 0 })
    expect(card.left('1', 'r2')).toMatchObject({ reason: 'notFiled', gain: 0 })
    expect(next(card)).toEqual({ gain: 10, action: '2 条“会议”逐条补齐：缺备案：向镇科协办公室补报' })
  })

  it('what is too late cannot be made up: no gain, no next step', () => {
    const late = one(
      10,
      '{ points: 10, when: { every: { kind: meeting }, has: { filings: { to: office } } } }',
    )(meeting('2018-02-01', filed))
    expect(late.left('1', 'r1')).toMatchObject({ fix: '没有在 2018-01-31 或以前向镇科协办公室备案，已经过期', gain: 0 })
    expect(next(late)).toBeUndefined()
  })
})

describe('R11.4 each of several years', () => {
  const told = one(
    6,
    '{ points: 6, when: { eachYear: { kind: plan, year: [-1, -2] }, has: { filed: { to: office } } } }',
  )
  const plan = (year: number, more: object = {}): FlatRecord => ({ kind: 'plan', year, ...more })

  it('2017 is filed, 2016 is not: filing it is worth 6', () => {
    const card = told(plan(2017, filed), plan(2016))
    expect(card.left('1', 'r2')).toMatchObject({
      reason: 'notFiled',
      fix: '缺备案：向镇科协办公室补报，即 +6',
      gain: 6,
    })
    expect(next(card)).toEqual({ gain: 6, action: '缺备案：向镇科协办公室补报，即 +6' })
  })

  it('a year nobody stated is what is left to state', () => {
    expect(next(told(plan(2017, filed)))).toEqual({ gain: 6, action: '登记 2016 年的“年度计划”并向镇科协办公室备案' })
    expect(next(told())).toEqual({ gain: 6, action: '登记 2016、2017 年的“年度计划”并向镇科协办公室备案' })
  })

  it('one year not filed and one not stated: only together', () => {
    const card = told(plan(2017))
    expect(card.left('1', 'r1')).toMatchObject({ fix: '缺备案：向镇科协办公室补报', gain: 0 })
    expect(next(card)).toEqual({
      gain: 6,
      action: '登记 2016 年的“年度计划”并向镇科协办公室备案，缺备案：向镇科协办公室补报（2017 年的“年度计划”）',
    })
  })
})

describe('R11.4 what was recorded without its number', () => {
  it('a meeting whose number of people is not stated: stating it is worth the 5, and is the next step', () => {
    const total = one(5, '{ points: 5, when: { total: { kind: meeting }, field: people, min: 30 } }')
    const card = total(meeting('2018-02-01'))
    const fix = '补填“参加人数”，即 +5'
    expect(card.left('1', 'r1')).toEqual({ record: 'r1', reason: 'fieldMissing', fix, gain: 5 })
    expect(next(card)).toEqual({ gain: 5, action: fix })
  })

  it('a level that is not stated: the best grade is open', () => {
    const grade = one(4, '{ grade: { town: 1, county: 4 }, field: level, of: { kind: meeting } }')
    expect(grade(meeting('2018-02-01', { level: 'town' }), meeting('2018-03-01')).left('1', 'r2')).toMatchObject({
      reason: 'fieldMissing',
      fix: '补填“级别”，即 +3',
      gain: 3,
    })
  })

  it('a number asked of one meeting is not a number of all together', () => {
    const large = one(10, '{ steps: [{ min: 100, points: 10 }], of: { largest: { kind: meeting }, field: people } }')
    expect(next(large(meeting('2018-02-01', { people: 60 })))?.action).toBe('再开展 1 次“会议”（单次达到 100 人）')
    const all = one(10, '{ steps: [{ min: 100, points: 10 }], of: { total: { kind: meeting }, field: people } }')
    expect(next(all(meeting('2018-02-01', { people: 60 })))?.action).toBe('再开展 1 次“会议”（合计达到 100 人）')
  })
})

describe('R11.6 what brings something only together', () => {
  it('is the fewest things: a register of all members needs no number of members (Wuhan 2.2a)', () => {
    const { card } = scoreOf('wuhan-party-led', { asOf: '2023-12-31' })
    expect(card.next.find(({ item }) => item === '2.2a')).toEqual({
      item: '2.2a',
      gain: 4,
      action: '登记“党员信息电子档案”（摸清了哪些人中的党员）',
    })
  })
})

describe('R1.7 a filing that is dated after the day of the card', () => {
  const told = law([
    { maximum: 5, rule: '{ each: 5, cap: 5, of: { count: { kind: meeting, filed: { to: office } } } }' },
  ])
  const records = [meeting('2018-02-01', { filings: [{ to: 'office', on: '2018-07-01' }] })]

  it('is not asked for again: it counts from its day on', () => {
    const before = told({ asOf: '2018-06-30', records })
    const fix = '登记的报送日期是 2018-07-01，到那天才计入'
    expect(before.left('1', 'r1')).toEqual({ record: 'r1', reason: 'notFiled', fix, gain: 0 })
    expect(told({ asOf: '2018-07-01', records }).item('1').points.estimate).toBe(5)
  })
})

describe('R11.4 the fix names all that stands in the way', () => {
  const told = one(
    20,
    '{ each: 5, cap: 20, of: { count: { kind: meeting, where: { people: { min: 30 } }, not: { online: true }, filed: { to: office } } } }',
  )
  const left = (more: object): ReturnType<ToldCard['left']> => told(meeting('2018-02-01', more)).left('1', 'r1')

  it('not filed and the number of people not stated: both, for 5', () => {
    expect(left({})).toMatchObject({
      reason: 'notFiled',
      fix: '缺备案：向镇科协办公室补报；补填“参加人数”，即 +5',
      gain: 5,
    })
  })

  it('20 people instead of 30, and not filed: both, the first in clause order is the reason', () => {
    expect(left({ people: 20 })).toMatchObject({
      reason: 'belowMinimum',
      fix: '本项要求“参加人数”不少于 30 人，现为 20 人；缺备案：向镇科协办公室补报，即 +5',
      gain: 5,
    })
  })

  it('an online meeting never counts: filing it brings nothing', () => {
    expect(left({ people: 30, online: true })).toMatchObject({ reason: 'excluded', gain: 0 })
    expect(left({ people: 20, online: true })).toMatchObject({ reason: 'belowMinimum', gain: 0 })
  })

  it('of one of several ways to qualify all that is missing stays named when something else is missing too', () => {
    const either = one(
      5,
      '{ points: 5, when: { count: { kind: meeting, any: [{ online: true, people: { min: 30 } }], filed: { to: office } }, min: 1 } }',
    )
    expect(either(meeting('2018-02-01', { people: 20 })).left('1', 'r1')).toMatchObject({
      reason: 'fieldDiffers',
      fix: '如确属“线上会议”，在记录中标明；本项要求“参加人数”不少于 30 人，现为 20 人；缺备案：向镇科协办公室补报，即 +5',
      gain: 5,
    })
  })

  it('only the filing is missing: 5 for it alone', () => {
    expect(left({ people: 30 })).toMatchObject({ fix: '缺备案：向镇科协办公室补报，即 +5', gain: 5 })
  })

  it('one fix that two parts of an item wait for brings both: 5 + 3', () => {
    const count = (where: string): string => `{ count: { kind: meeting, ${where}filed: { to: office } }, min: 1 }`
    const both = one(
      8,
      `{ sum: [{ points: 5, when: ${count('')} }, { points: 3, when: ${count('where: { online: true }, ')} }] }`,
    )
    expect(both(meeting('2018-02-01', { online: true })).left('1', 'r1')).toMatchObject({
      fix: '缺备案：向镇科协办公室补报，即 +8',
      gain: 8,
    })
    expect(both(meeting('2018-02-01')).left('1', 'r1')).toMatchObject({
      fix: '缺备案：向镇科协办公室补报，即 +5',
      gain: 5,
    })
  })

  it('R2.10 a later statement that repeats nothing is mended as it is read, in every part that waits for it: 5 + 3', () => {
    const atLeast = (size: number): string =>
      `{ count: { kind: committee, where: { size: { min: ${size} } } }, min: 1 }`
    const both = one(8, `{ sum: [{ points: 5, when: ${atLeast(7)} }, { points: 3, when: ${atLeast(6)} }] }`)
    const told = both({ kind: 'committee', from: '2018-01-10', size: 5 }, { kind: 'committee', from: '2018-06-10' })
    expect(told.left('1', 'r2')).toMatchObject({
      reason: 'belowMinimum',
      fix: '本项要求“委员人数”不少于 7 人，现为 5 人，即 +8',
      gain: 8,
    })
    expect(told.left('1', 'r1')).toMatchObject({ reason: 'superseded', gain: 0 })
  })

  it('the number that is measured is taken as it would be stated: 100 people are worth 10', () => {
    const large = one(
      10,
      '{ steps: [{ min: 100, points: 10 }], of: { total: { kind: meeting, where: { people: { min: 100 } } }, field: people } }',
    )
    expect(large(meeting('2018-02-01', { people: 99 })).left('1', 'r1')).toMatchObject({ gain: 10 })
  })
})

describe('R11.2 the one that decides', () => {
  const records = [40, 120, 100].map((people, i) => meeting(`2018-0${i + 1}-01`, { people, level: 'county' }))

  it('of the largest of several, the first that reaches the step is credited with all of it', () => {
    const card = one(
      10,
      '{ steps: [{ min: 30, points: 5 }, { min: 100, points: 10 }], of: { max: { kind: meeting }, field: people } }',
    )(...records)
    expect(card.item('1').counted).toEqual([{ record: 'r2', points: 10 }])
    expect(['r1', 'r3'].map((id) => card.left('1', id)?.reason)).toEqual(['outdone', 'outdone'])
  })

  it('so it is with grades', () => {
    const graded = one(10, '{ grade: { town: 5, county: 10 }, of: { kind: meeting }, field: level }')(
      meeting('2018-01-01', { level: 'town' }),
      meeting('2018-02-01', { level: 'county' }),
      meeting('2018-03-01', { level: 'county' }),
    )
    expect(graded.item('1').counted).toEqual([{ record: 'r2', points: 10 }])
    expect(['r1', 'r3'].map((id) => graded.left('1', id)?.reason)).toEqual(['outdone', 'outdone'])
  })

  it('between two steps a record is not beyond the cap, the next step is not reached yet', () => {
    // 40 people reach 5 points; with 20 more they are 60, short of the 100 that bring 10.
    const card = one(
      10,
      '{ steps: [{ min: 30, points: 5 }, { min: 100, points: 10 }], of: { total: { kind: meeting }, field: people } }',
    )(meeting('2018-01-01', { people: 40 }), meeting('2018-02-01', { people: 20 }))
    expect(card.item('1').counted).toEqual([{ record: 'r1', points: 5 }])
    expect(card.left('1', 'r2')?.reason).toBe('notEnoughYet')
  })
})

describe('R11.6 next steps of several parts', () => {
  it('where no single thing brings anything, the fewest that together do', () => {
    const told = one(
      10,
      '{ points: 10, when: { all: [{ fact: committee }, { count: { kind: meeting, where: { online: false } }, min: 2 }, { any: [{ fact: committee.size, min: 5 }, { always: true }] }] } }',
    )
    expect(next(told(meeting('2018-01-01')))).toEqual({
      gain: 10,
      action: '登记“委员会”，再开展 1 次“会议”（线上会议为“否”）',
    })
  })

  it('where the best grade counts, the grade is named: 5 for the town, 10 for the county', () => {
    const told = one(10, '{ grade: { town: 5, county: 10 }, of: { kind: meeting }, field: level }')
    expect(next(told(meeting('2018-01-01', { level: 'town' })))).toEqual({
      gain: 5,
      action: '再开展 1 次“会议”（县级）',
    })
  })

  it('nothing can be filed in time once the due day is over', () => {
    // Filed on the day after it was due: -25 instead of -50, and no further report makes it 0.
    const late = scoreOf('cast-2018', {
      asOf: '2019-01-10',
      cycle: { window: { from: '2018-01-01', to: '2018-12-31' } },
      records: [
        { kind: 'committee', from: '2016-01-01' },
        { kind: 'full-report', year: 2018, filings: [{ to: 'party', on: '2019-01-01' }] },
      ],
    })
    expect(late.item('2.3').points.estimate).toBe(-25)
    expect(late.card.next.map((step) => step.item)).not.toContain('2.3')
  })

  it('an item that is full has none', () => {
    const told: Told = { records: [meeting('2018-01-01')] }
    expect(
      next(law([{ maximum: 5, rule: '{ points: 5, when: { count: { kind: meeting }, min: 1 } }' }])(told)),
    ).toBeUndefined()
  })
})
