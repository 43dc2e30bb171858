import type { FlatRecord } from '@xingji/shared'
import { law } from './support/law'
import { rubric } from './support/project-rubrics'
import { scoreOf, type ToldCard } from './support/scoring'

// Whoever does literally what a sentence says gets literally what it promises.
const meeting = (on: string, more: object = {}): FlatRecord => ({ kind: 'meeting', on, ...more })
const one =
  (maximum: number, rule: string) =>
  (...records: FlatRecord[]): ToldCard =>
    law([{ maximum, rule: rule.replace(/\s+/g, ' ') }])({ records })
const next = ({ card }: ToldCard, item = '1'): { gain: number; action: string } | undefined =>
  card.next.filter((step) => step.item === item).map(({ gain, action }) => ({ gain, action }))[0]

describe('R11.4 a statement that says no', () => {
  it('is made anew with the fields the item asks for: 建立 alone would leave the office unknown (Haizhi 1.2)', () => {
    const told = (...more: FlatRecord[]): ToldCard =>
      scoreOf('xiangyang-2019-haizhi-new', {
        asOf: '2019-12-31',
        records: [{ kind: 'haizhi-station', from: '2019-05-01', holds: false }, ...more],
      })
    expect(told().left('1.2', 'r1')).toMatchObject({
      reason: 'statedNo',
      fix: '如果现在已经做到，另登记一条“是”（填写有办公场地），即 +3',
      gain: 3,
    })
    expect(told({ kind: 'haizhi-station', from: '2019-06-01' }).item('1.2').points.estimate).toBe(0)
    expect(told({ kind: 'haizhi-station', from: '2019-06-01', office: true }).item('1.2').points.estimate).toBe(3)
  })

  it('needs no field where it is enough that there is one', () => {
    const told = one(10, '{ points: 10, when: committee }')({ kind: 'committee', from: '2018-01-01', holds: false })
    expect(told.left('1', 'r1')?.fix).toBe('如果现在已经做到，另登记一条“是”，即 +10')
  })
})

describe('R11.6 a statement that says no, or has ended, is not completed but made anew', () => {
  const told = one(10, '{ points: 10, when: { fact: committee.size, min: 5 } }')

  it('says no', () => {
    const card = told({ kind: 'committee', from: '2018-01-01', holds: false })
    expect(next(card)).toEqual({ gain: 10, action: '建立“委员会”（委员人数）' })
  })

  it('has ended', () => {
    const card = told({ kind: 'committee', from: '2018-01-01', until: '2018-06-30' })
    expect(next(card)).toEqual({ gain: 10, action: '重新登记“委员会”（委员人数）' })
  })

  it('stands, and leaves it open', () => {
    const card = told({ kind: 'committee', from: '2018-01-01' })
    expect(next(card)?.action).toMatch(/^补填/)
  })
})

describe('R11.4 a record that serves another item of its group already', () => {
  const activity = { kind: 'party-activity', on: '2018-05-01', themed: true, professional: true }
  const told = (selfAssessment: Record<string, number>): ToldCard =>
    scoreOf('cast-2018', { selfAssessment, records: [activity] })

  it('6.1 has 10 of it and would lose them: filing it is worth 20 - 10 = 10', () => {
    expect(told({}).left('8.2', 'r1')).toMatchObject({ fix: '缺备案：向科技社团党委补报，即 +10', gain: 10 })
  })

  it('another activity that is filed brings more: 20', () => {
    expect(next(told({}), '8.2')?.gain).toBe(20)
  })

  it('6.1 has 10 + 15 of it and keeps it: filing it is worth nothing', () => {
    const card = told({ '6.1': 15 })
    expect(card.item('6.1').points.estimate).toBe(25)
    expect(card.left('8.2', 'r1')).toMatchObject({ fix: '缺备案：向科技社团党委补报', gain: 0 })
    const filed = { ...activity, filings: [{ to: 'party', on: '2018-05-02' }] }
    expect(scoreOf('cast-2018', { selfAssessment: { '6.1': 15 }, records: [filed] }).card.total.estimate).toBe(25)
  })

  it('8.2 pays for a second one what 6.1 would lose of its first: nothing is gained', () => {
    // Filed: 20 at 8.2. The other is themed and professional, 10 at 6.1; filed, 20 + 10 = 30 at 8.2 and 0 at 6.1: nothing.
    const first = { ...activity, themed: false, filings: [{ to: 'party', on: '2018-05-02' }] }
    const card = scoreOf('cast-2018', { records: [first, activity] })
    expect(card.card.total.estimate).toBe(30)
    expect(card.left('8.2', 'r2')).toMatchObject({ reason: 'notFiled', gain: 0 })
  })
})

describe('R11.6 one more record counts wherever the item would count it', () => {
  it('of a share, in the whole as well: the first meeting, held online, is all of one', () => {
    const rule = `{ steps: [{ min: 50%, points: 20 }, { min: 100%, points: 50 }],
      of: { ratio: [{ count: { kind: meeting, where: { online: true } } }, { count: { kind: meeting } }] } }`
    const told = one(50, rule)
    expect(next(told())).toEqual({ gain: 50, action: '开展 1 次“会议”（线上会议）' })
    // 1 of 2 is half, 20; with one more 2 of 3, still 20: no further meeting brings anything.
    expect(next(told(meeting('2018-01-01'), meeting('2018-02-01', { online: true })))).toBeUndefined()
    // 0 of 1: one more makes 1 of 2.
    expect(next(told(meeting('2018-01-01', { online: false })))).toEqual({
      gain: 20,
      action: '开展 1 次“会议”（线上会议）',
    })
  })

  it('in two parts of a sum: 5 + 3', () => {
    const rule = `{ sum: [{ points: 5, when: { count: { kind: meeting }, min: 1 } },
      { points: 3, when: { count: { kind: meeting, where: { online: true } }, min: 1 } }] }`
    expect(next(one(8, rule)())).toEqual({ gain: 8, action: '开展 1 次“会议”（线上会议）' })
  })

  it('each kind that would do is told with what it must be (Wuhan 3.8a)', () => {
    const whole = rubric('wuhan-party-led')
    const sections = whole.sections.map((one) => ({ ...one, items: one.items.filter(({ id }) => id === '3.8a') }))
    const told = scoreOf(whole.id, { asOf: '2023-12-31', rubric: { ...whole, sections } })
    expect(next(told, '3.8a')?.action).toBe(
      '登记 1 条“学术交流活动”或“国际交流活动”（学会的角色为“主办”或“承办”，外宾人数不少于 3 人）',
    )
  })
})

describe('R11.6 what is counted apart has to be another one', () => {
  const quarters = one(
    12,
    '{ steps: [{ min: 1, points: 3 }, { min: 2, points: 5 }, { min: 4, points: 12 }], of: { distinct: { kind: meeting }, by: quarter } }',
  )

  it('the first in any quarter, the second in another, the last two in the two that are left', () => {
    expect(next(quarters())?.action).toBe('开展 1 次“会议”')
    expect(next(quarters(meeting('2018-02-01')))).toEqual({ gain: 2, action: '再开展 1 次“会议”（在另一个季度）' })
    expect(next(quarters(meeting('2018-02-01'), meeting('2018-04-01')))).toEqual({
      gain: 7,
      action: '再开展 2 次“会议”（在另外 2 个季度）',
    })
  })

  it('by a field it has to be stated, and to be new', () => {
    const levels = one(4, '{ each: 2, cap: 4, of: { distinct: { kind: meeting }, by: level } }')
    expect(next(levels())?.action).toBe('开展 1 次“会议”（写明“级别”）')
    expect(next(levels(meeting('2018-02-01', { level: 'town' })))?.action).toBe(
      '再开展 1 次“会议”（“级别”与已有的不同）',
    )
  })
})

describe('R11.6 a report that would come too late is no step', () => {
  it('a meeting of the year that has ended cannot be filed within 15 days any more', () => {
    const rule = '{ points: 5, when: { count: { kind: meeting, filed: { to: office, within: days } }, min: 1 } }'
    const told = law([{ maximum: 5, rule }], undefined, {
      head: 'settings: [{ id: days, label: 天数, unit: 天, default: 15 }]',
    })
    const cycle = { window: { from: '2018-01-01', to: '2018-12-31' } }
    expect(next(told({ asOf: '2019-01-15', cycle }))).toEqual({
      gain: 5,
      action: '开展 1 次“会议”并向镇科协办公室备案',
    })
    expect(next(told({ asOf: '2019-01-16', cycle }))).toBeUndefined()
  })
})

describe('R13.9 a section with a weight', () => {
  it('the step says what the total gains and does not repeat what the item gains', () => {
    const told = law(
      [{ maximum: 20, rule: '{ points: 20, when: { count: { kind: meeting, filed: { to: office } }, min: 1 } }' }],
      undefined,
      { section: 'weights: { 甲类: 40%, 乙类: 40% }', total: 8 },
    )({ records: [meeting('2018-02-01')] })
    expect(told.left('1', 'r1')).toMatchObject({ fix: '缺备案：向镇科协办公室补报，即 +20', gain: 20 })
    expect(next(told)).toEqual({ gain: 8, action: '缺备案：向镇科协办公室补报' })
  })
})
