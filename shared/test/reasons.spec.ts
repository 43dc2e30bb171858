import { outcomeWord, type FlatRecord } from '@xingji/shared'
import { law } from './support/law'
import { scoreOf, type Told, type ToldCard } from './support/scoring'

const wenzhou = (records: FlatRecord[], more: Told = {}): ToldCard =>
  scoreOf('wenzhou-2022', { asOf: '2022-12-31', records, ...more })
const cast = (records: FlatRecord[], more: Told = {}): ToldCard => scoreOf('cast-2018', { records, ...more })
const excellent = (records: FlatRecord[], more: Told = {}): ToldCard =>
  scoreOf('xiangyang-2019-excellent-society', { asOf: '2019-12-31', records, ...more })
const next = ({ card }: ToldCard, item: string): string | undefined =>
  card.next.find((one) => one.item === item)?.action

describe('R11.5 of alternatives of which one is met, the others are not missing', () => {
  it('an office that is owned needs no years of lease', () => {
    const office = { kind: 'office', from: '2021-01-01', tenure: 'owned', fixed: true, area: 100, facilities: true }
    expect(wenzhou([office]).item('2.1').missing).toEqual(['未填写“办公场所·设施状况满足工作需要”'])
    // Leased, with the years not stated: both are asked for, as neither alternative is met.
    expect(wenzhou([{ ...office, tenure: 'leased', inOrder: true }]).item('2.1').missing).toEqual([
      '未填写“办公场所·租期”',
    ])
  })

  it('an award for Party theory needs no paper beside it; the project is still missing', () => {
    const award = {
      kind: 'award',
      on: '2018-03-01',
      level: 'national',
      subject: 'party-theory',
      evidence: ['证书.jpg'],
    }
    expect(cast([award]).item('8.4').missing).toEqual(['还没有“研究课题”的记录'])
    expect(cast([]).item('8.4').missing).toEqual([
      '还没有“研究课题”的记录',
      '还没有“表彰奖励和荣誉”的记录',
      '还没有“发表论文”的记录',
    ])
  })

  it('what is asked for elsewhere too stays missing', () => {
    const both = law([
      {
        maximum: 10,
        rule: '{ sum: [{ points: 4, when: { any: [{ always: true }, committee] } }, { points: 6, when: committee }] }',
      },
    ])
    expect(both({ records: [] }).item('1').missing).toEqual(['尚未登记“委员会”'])
  })
})

describe('R11.5 what is recorded, but of another time', () => {
  it('is missing in its time', () => {
    expect(cast([{ kind: 'union-work', on: '2017-05-01' }]).item('7.1').missing).toEqual([
      '还没有“团青工作”的记录',
      '评价期内还没有“工会工作”的记录',
    ])
    const report = { kind: 'full-report', year: 2017 }
    const told = cast([{ kind: 'committee', from: '2016-01-01' }, report], { asOf: '2018-11-30' })
    expect(told.item('2.3')).toMatchObject({
      outcome: 'atRisk',
      missing: ['还没有 2018 年的“党委年度全面报告”的记录'],
    })
  })

  it('a fact nobody stated is named once, though its record is asked for too', () => {
    const told = cast([{ kind: 'grassroots', from: '2018-05-01' }])
    expect(told.item('4.3').missing).toEqual(['尚未登记“‘三会一课’与‘两学一做’”'])
    expect(next(told, '4.3')).toBe('登记“‘三会一课’与‘两学一做’”并向科技社团党委备案')
  })
})

describe('R11.3 the first condition that fails', () => {
  it('of a joint Party organisation is that it is joint, not that it is not filed', () => {
    const told = cast([{ kind: 'grassroots', from: '2018-05-01', form: 'joint' }])
    expect(told.left('4.2', 'r1')).toMatchObject({
      reason: 'fieldDiffers',
      fix: '“办事机构党组织·成立方式”要为“单独成立”',
    })
  })
})

describe('R11.5 years nobody stated', () => {
  it('a condition of application names them', () => {
    const inspected = (year: number): FlatRecord => ({ kind: 'inspection', year, result: 'pass' })
    const reason = (...records: FlatRecord[]): string | undefined =>
      scoreOf('wuhan-party-led', { asOf: '2022-12-31', records }).gate('gate-1.8').reason
    expect(reason()).toBe('尚未登记 2020、2021 年的“年检”')
    expect(reason(inspected(2021))).toBe('尚未登记 2020 年的“年检”')
    expect(reason(inspected(2020), inspected(2021))).toBeUndefined()
  })

  it('and what a record leaves open', () => {
    const exchange = { kind: 'academic-exchange', on: '2018-09-01' }
    const told = scoreOf('xiangyang-2019-activities', { asOf: '2019-03-31', records: [exchange, exchange] })
    expect(told.gate('gate-activity').reason).toBe('2 条“学术交流活动”缺少信息，如“参加人数”')
  })
})

describe('R11.3 a statement that says no', () => {
  const rewards = { kind: 'attestation', topic: 'rewards-penalties', from: '2022-03-01' }

  it('is told as saying no, not as out of force; making it so is worth what the item brings', () => {
    // One of 21 items that share 10 points: 0.476…
    expect(wenzhou([{ ...rewards, holds: false }]).left('3.4c', 'r1')).toEqual({
      record: 'r1',
      reason: 'statedNo',
      fix: '如果现在已经做到，另登记一条“是”，即 +0.48',
      gain: 0.48,
    })
    expect(wenzhou([{ ...rewards, until: '2022-06-30' }]).left('3.4c', 'r1')?.reason).toBe('notInForce')
  })

  it('so it is where statements are counted', () => {
    const rules = { kind: 'rules', topic: 'finance', from: '2022-03-01', holds: false }
    const told = scoreOf('wuhan-party-led', { asOf: '2022-12-31', records: [rules] })
    expect(told.left('1.6', 'r1')?.reason).toBe('statedNo')
  })

  it('a later yes stands in its place', () => {
    const told = wenzhou([
      { ...rewards, holds: false },
      { ...rewards, from: '2022-04-01' },
    ])
    expect(told.left('3.4c', 'r1')?.reason).toBe('superseded')
    const rules = { kind: 'rules', topic: 'finance', from: '2022-03-01' }
    const counted = scoreOf('wuhan-party-led', {
      asOf: '2022-12-31',
      records: [
        { ...rules, holds: false },
        { ...rules, from: '2022-04-01' },
      ],
    })
    expect(counted.left('1.6', 'r1')?.reason).toBe('superseded')
  })
})

describe('R5.4 what closes a gate', () => {
  it('an enterprise that is neither large nor high-tech may become either', () => {
    const { gate } = scoreOf('xiangyang-2019-haizhi-new', {
      asOf: '2019-12-31',
      society: { type: 'enterprise', aboveScale: false, highTech: false },
    })
    expect(gate('gate-enterprise').reason).toBe(
      '不符合申报条件：“单位基本情况·规模以上企业”要为“是”，或“单位基本情况·高新技术企业”要为“是”',
    )
  })

  it('what was not sent is told with its year and to whom it goes, before its day is over and after', () => {
    const summary = { kind: 'work-summary', year: 2022, filings: [{ to: 'association', on: '2023-01-05' }] }
    const plan = { kind: 'work-plan', year: 2023, filings: [{ to: 'cast', on: '2023-01-05' }] }
    const reason = (asOf: string): string | undefined =>
      scoreOf('wuhan-party-led', {
        asOf,
        cycle: { window: { from: '2023-01-01', to: '2023-12-31' } },
        records: [summary, plan],
      }).gate('gate-1.9').reason
    expect(reason('2023-12-31')).toBe('2023 年的“年度工作计划”要在 2023-12-31 或以前报送')
    expect(reason('2024-01-01')).toBe('不符合申报条件：没有向所属科协（市科协等）报送 2023 年的“年度工作计划”')
  })

  it('a statement that says no is told as saying no, several kinds of which none qualifies together', () => {
    expect(cast([{ kind: 'good-standing', from: '2018-01-01', holds: false }]).gate('gate-standing').reason).toBe(
      '不符合申报条件：“无通报、停业整顿、处罚”写的是“否”',
    )
    expect(scoreOf('xiangyang-2019-activities', { asOf: '2019-03-31' }).gate('gate-activity').reason).toBe(
      '不符合申报条件：没有符合要求的“学术交流活动”、“科技创新活动”、“服务企业”或“培训、继续教育”',
    )
  })
})

describe('R11.5 points that rest on records without evidence', () => {
  it('names what they rest on, though it brings none itself', () => {
    const told = excellent(
      [
        { kind: 'inspection', year: 2018, result: 'fail' },
        {
          kind: 'inspection-explanation',
          year: 2018,
          filings: [{ to: 'association', on: '2019-05-01' }],
          evidence: ['说明.pdf'],
        },
        { kind: 'bank-account', from: '2010-01-01', own: true },
      ],
      { selfAssessment: { 1: 15 } },
    )
    expect(told.item('1')).toMatchObject({
      points: { secured: 0, estimate: 15, potential: 20 },
      missing: ['所依据的“银行账户”、“年检”没有佐证材料'],
    })
  })
})

describe('the words for how an item stands', () => {
  it('an item without points is in order or not, a deduction is a deduction', () => {
    const told = cast([
      { kind: 'committee', from: '2018-01-01', size: 4 },
      { kind: 'council', from: '2018-01-01', partyMembers: 10 },
    ])
    expect(outcomeWord(told.item('1.2'))).toBe('已扣分')
    expect(outcomeWord(told.item('1.1'))).toBe('已得满分')
    const right = cast([
      { kind: 'committee', from: '2018-01-01', size: 5 },
      { kind: 'council', from: '2018-01-01', partyMembers: 10 },
    ])
    expect(outcomeWord(right.item('1.2'))).toBe('符合要求')
    const listed = scoreOf('xiangyang-2019-activities', { asOf: '2019-03-31' })
    expect(outcomeWord(listed.item('1'))).toBe('还没有符合的')
  })
})

describe('R11.3 what an expert scores', () => {
  const council = { kind: 'council', from: '2017-03-01' }

  it('without a self-assessment that is what is wanted', () => {
    const told = excellent([council])
    expect(told.left('5.2', 'r1')).toEqual({
      record: 'r1',
      reason: 'notAssessed',
      fix: '填写自评分，最多 4 分',
      gain: 0,
    })
    expect(told.item('5.2').missing).toEqual(['还没有填自评分（最多 4 分）'])
  })

  it('with one, the first record carries it and the others are looked at as a whole', () => {
    const told = excellent([council, { kind: 'service-evidence', on: '2019-05-01', topic: 'governance' }], {
      selfAssessment: { '5.2': 3 },
    })
    expect(told.item('5.2').counted).toEqual([{ record: 'r1', points: 3 }])
    expect(told.left('5.2', 'r2')?.reason).toBe('judgedAsWhole')
    expect(told.item('5.2').missing).not.toContain('还没有填自评分（最多 4 分）')
  })

  it('a reviewer who gave nothing is said to have done so', () => {
    expect(excellent([council], { reviews: { '5.2': 0 } }).left('5.2', 'r1')?.reason).toBe('reviewedZero')
  })

  it('beside a counted part the part that waits is named', () => {
    const told = cast([{ kind: 'party-activity', on: '2018-03-01', themed: true, evidence: ['照片.jpg'] }])
    expect(told.item('6.1').missing).toEqual(['还没有填“形式创新、党员参与度、活动效果”的自评分（最多 20 分）'])
  })
})

describe('R11.6 the next step is worded as the kind has it', () => {
  it.each([
    ['wuhan-party-led', '1.10', [], '获得 1 项表彰奖励（学会或学会举办的活动，国家级）'],
    ['wenzhou-2022', '4.2b', [{ kind: 'exhibition', on: '2022-03-01' }], '再举办 1 次科技展览'],
    ['wenzhou-2022', '4.1b', [], '承担 3 项研究课题（已有研究成果）'],
    ['wenzhou-2022', '2.1', [], '登记“办公场所”（固定办公场所、面积、来源、有必要的办公设施、设施状况满足工作需要）'],
    [
      'wenzhou-2022',
      '2.5c',
      [{ kind: 'attestation', topic: 'supervisors', from: '2022-01-01', holds: false }],
      '做到“设立监事会（监事）”',
    ],
    ['wuhan-party-led', '3.2d', [], '制作 1 件原创科普资源'],
    [
      'wuhan-party-led',
      '3.1b',
      [{ kind: 'academic-exchange', on: '2022-03-01', people: 20 }],
      '再举办 1 场学术交流活动（单次达到 200 人）',
    ],
    ['cast-2018', '3.2', [], '召开 1 次党委会'],
    [
      'cast-2018',
      '3.1',
      [
        { kind: 'party-plan', year: 2018 },
        { kind: 'party-activity', on: '2018-03-01', underPlan: true },
      ],
      '登记 2018 年的“学习宣传贯彻活动总结”并向科技社团党委备案',
    ],
    ['cast-2018', '1.1', [{ kind: 'committee', from: '2018-01-01', holds: false }], '成立“理事会党委”'],
  ])('%s %s', (id, item, records, action) => {
    // prettier-ignore
    const told = scoreOf(id, { asOf: id === 'cast-2018' ? '2018-12-31' : '2022-12-31', records })
    expect(next(told, item)).toBe(action)
  })
})

describe('R11.3 of several ways to qualify', () => {
  it('the one the record leaves open is named, not the one it states otherwise', () => {
    const award = { kind: 'award', on: '2022-03-01', level: 'national', recipient: 'person' }
    const told = scoreOf('wuhan-party-led', { asOf: '2022-12-31', records: [award] })
    expect(told.left('1.10', 'r1')?.fix).toBe('如确属“与学会工作有直接关系”，在记录中标明，即 +3')
  })
})

describe('R11.3 R11.4 what one statement falls short of is told together, the first in clause order giving the reason', () => {
  const office = { kind: 'office', from: '2020-07-01', fixed: true, facilities: true, tenure: 'leased' }

  it('an office too small, leased too briefly and not in order: all three, for 1.88', () => {
    // One of 8 items that share 15 points: 1.875.
    expect(wenzhou([{ ...office, area: 79.5, leaseYears: 2.5, inOrder: false }]).left('2.1', 'r1')).toEqual({
      record: 'r1',
      reason: 'belowMinimum',
      fix: '“办公场所·面积”要不少于 80 平方米，现为 79.5 平方米；“办公场所·租期”要不少于 3 年，现为 2.5 年；“办公场所·设施状况满足工作需要”要为“是”，即 +1.88',
      gain: 1.88,
    })
  })

  it('the next step leaves alone what is stated, where something nearer does', () => {
    const told = wenzhou([{ ...office, area: 100, leaseYears: 2.5, inOrder: true }])
    expect(told.left('2.1', 'r1')?.fix).toBe('“办公场所·租期”要不少于 3 年，现为 2.5 年，即 +1.88')
  })

  it('of several values that would do, the one that brings most is named', () => {
    const told = scoreOf('wuhan-party-led', {
      asOf: '2022-12-31',
      records: [{ kind: 'party-organisation', from: '2020-01-01', secretaryPost: 'other' }],
    })
    expect(told.left('2.1b', 'r1')).toMatchObject({
      fix: '“学会党组织·党组织书记由谁担任”要为“理事长（会长）”，即 +2',
      gain: 2,
    })
  })

  it('a share is told with its numbers: 4 of 5 are 80 %', () => {
    const told = cast([
      { kind: 'staff', from: '2018-05-01', all: 5, partyMembers: 4 },
      { kind: 'applicant', on: '2018-06-01' },
    ])
    expect(told.left('5.1', 'r1')).toEqual({
      record: 'r1',
      reason: 'notEnoughYet',
      fix: '“办事机构工作人员·其中党员”要达到“办事机构工作人员·工作人员总数”的 100%，现为 80%',
      gain: 0,
    })
  })

  it('what has ended is to be stated anew', () => {
    const told = scoreOf('wuhan-party-led', {
      asOf: '2023-10-15',
      records: [{ kind: 'office', from: '2020-01-01', independent: true, facilities: true, until: '2023-09-30' }],
    })
    expect(told.left('1.1', 'r1')).toMatchObject({ reason: 'notInForce', fix: '到 2023-09-30 为止；续上了的，另登记一条', gain: 0 }) // prettier-ignore
    expect(next(told, '1.1')).toBe('重新登记“办公场所”（独立办公场所、有必要的办公设施）')
  })
})

describe('R11.3 records that count and bring nothing', () => {
  it('say how many there are and how many are wanted', () => {
    expect(wenzhou([{ kind: 'worker-service', on: '2022-01-01' }]).left('3.4a', 'r1')).toMatchObject({
      reason: 'notEnoughYet',
      fix: '现在共 1 次，达到 2 次才得分',
    })
    expect(wenzhou([{ kind: 'training', on: '2022-01-01', people: 29 }]).left('5.3', 'r1')?.fix).toBe(
      '现在共 29 人次，达到 30 人次才得分',
    )
  })

  it('of single events that are too small, by how much', () => {
    const exchange = { kind: 'academic-exchange', on: '2022-03-01', people: 99 }
    const told = scoreOf('wuhan-party-led', { asOf: '2022-12-31', records: [exchange] })
    expect(told.left('3.1b', 'r1')).toMatchObject({
      reason: 'belowMinimum',
      fix: '“参加人数”要不少于 100 人，现为 99 人',
    })
  })

  it('of a level without points, that it has none', () => {
    const records = [{ kind: 'award', on: '2022-03-01', level: 'district' }]
    const told = scoreOf('wuhan-party-led', { asOf: '2022-12-31', records })
    expect(told.left('1.10', 'r1')).toMatchObject({ reason: 'fieldDiffers', fix: '级别为“区县级”的不计分' })
  })

  it('what stands against an item is told so, and what is in order too', () => {
    const told = wenzhou([
      { kind: 'attestation', topic: 'no-incident', from: '2022-01-01' },
      { kind: 'incident', on: '2022-06-01' },
    ])
    expect(told.left('3.6e', 'r2')?.reason).toBe('standsAgainst')
    const change = { kind: 'liaison-change', on: '2018-05-01', filings: [{ to: 'party', on: '2018-05-31' }] }
    expect(cast([change]).left('9.2', 'r1')?.reason).toBe('inOrder')
  })

  it('a document of another year says which year is looked at', () => {
    expect(cast([{ kind: 'party-plan', year: 2017 }]).left('3.1', 'r1')).toMatchObject({
      reason: 'outsideWindow',
      fix: '本项看 2018 年的，这一条是 2017 年的',
    })
  })

  it('a statement about another of several facts says which is looked at', () => {
    const rules = { kind: 'party-rules', topic: 'study', from: '2018-01-01' }
    expect(cast([rules]).left('2.2', 'r1')?.fix).toBe(
      '本项看“制度内容”为“分支机构党建管理制度”的，这一条是“教育学习制度”',
    )
  })

  it('R6.4 a record bound by the society to an item it does not fit says where it is bound', () => {
    const activity = { kind: 'party-activity', on: '2018-03-01', themed: true, professional: true }
    expect(cast([activity], { claims: { r1: '8.2' } }).left('6.1', 'r1')).toEqual({
      record: 'r1',
      reason: 'claimedElsewhere',
      fix: '您指定它用于 8.2；可在记录中改选',
      gain: 0,
    })
  })
})

describe('R3.2 a statement that nothing happened', () => {
  it('speaks of the time the set is taken from, not of the year before', () => {
    const none = (from: string): FlatRecord => ({ kind: 'attestation', topic: 'no-major-event', from, evidence: ['说明.pdf'] }) // prettier-ignore
    const secured = (from: string): number => wenzhou([none(from)]).item('3.6c').points.secured
    expect([secured('2021-12-31'), secured('2022-01-01')]).toEqual([0, 0.48])
  })
})
