import type { FlatRecord } from '@xingji/shared'
import { scoreOf, type Told } from './support/scoring'

const why = (id: string, item: string, records: FlatRecord[], more: Told = {}): string[] =>
  scoreOf(id, { records, ...more }).scorer.why(item)
const cast = (item: string, records: FlatRecord[], more: Told = {}): string[] => why('cast-2018', item, records, more)
const wenzhou = (item: string, records: FlatRecord[]): string[] =>
  why('wenzhou-2022', item, records, { asOf: '2022-12-31' })
const proof = { evidence: ['证明.pdf'] }

describe('R11.8 why an item has the points it has', () => {
  it('of a number that is counted: the number, the points, the next step, and what of it is proven', () => {
    const meetings = [{ kind: 'committee-meeting', on: '2018-03-01', ...proof }, { kind: 'committee-meeting', on: '2018-06-01' }] // prettier-ignore
    expect(cast('3.2', meetings)).toEqual(['共 2 次，得 40 分；达到 3 次得 50 分', '其中有佐证材料的是 20 分'])
  })

  it('of a share: 15 of 30 are 50 %', () => {
    expect(cast('1.4', [{ kind: 'branches', from: '2018-05-01', all: 30, withGroup: 15, ...proof }])).toEqual([
      '占 50%，得 20 分；达到 85% 得 25 分',
    ])
    // 29 of 59 are 49.15 %: not rounded up to the next step.
    expect(cast('1.4', [{ kind: 'branches', from: '2018-05-01', all: 59, withGroup: 29, ...proof }])[0]).toBe(
      '占 49.1%，得 15 分；达到 50% 得 20 分',
    )
  })

  it('of so much for each, and of what an expert scores', () => {
    const activity = { kind: 'party-activity', on: '2018-03-01', themed: true, ...proof }
    expect(cast('6.1', [activity, activity], { selfAssessment: { '6.1': 12 } })).toEqual([
      '主题活动次数：共 2 次，第一次 10 分，以后每次 5 分，最多 30 分，得 15 分',
      '形式创新、党员参与度、活动效果：由专家评定，现按自评 12 分，最多 20 分',
    ])
    expect(cast('6.1', [activity], { reviews: { '6.1': 8 } })[1]).toBe('形式创新、党员参与度、活动效果：专家评 8 分')
  })

  it('of deductions: what is lost, what may be lost and until when it can be mended', () => {
    const committee = { kind: 'committee', from: '2016-01-01' }
    expect(cast('1.2', [{ ...committee, size: 4 }, { kind: 'council', from: '2016-01-01', partyMembers: 10 }])).toEqual(['不符合要求，减 30 分']) // prettier-ignore
    expect(cast('1.2', [{ ...committee, size: 6 }])).toEqual(['还说不准，可能减 30 分'])
    const change = { kind: 'liaison-change', on: '2018-12-10' }
    expect(cast('9.2', [change])[2]).toBe('联系人变更通报：还说不准，可能减 50 分，最晚 2019-01-09 办好就不减')
    expect(cast('1.4', [{ kind: 'branches', from: '2018-05-01', all: 0, withGroup: 0 }])).toEqual([
      '这一项不适用，不得分也不减分',
    ])
  })

  it('of thresholds: how much there is and how much is asked', () => {
    expect(wenzhou('5.3', [{ kind: 'training', on: '2022-03-01', people: 29 }])).toEqual([
      '没有做到（共 29 人次，要 30 人次），得 0 分（文件没有规定每条的分，按本部分平均）',
    ])
    const office = { kind: 'office', from: '2020-01-01', fixed: true, area: 79.5, tenure: 'owned', facilities: true, inOrder: true } // prettier-ignore
    expect(wenzhou('2.1', [office])[0]).toMatch(/^没有做到（“办公场所·面积” 79.5 平方米，要 80 平方米）/)
  })

  it('of cases of which it is not known which applies: that it is not known', () => {
    const account = { kind: 'bank-account', from: '2010-01-01', own: true }
    const own = (records: FlatRecord[]): string[] =>
      why('xiangyang-2019-excellent-society', '1', records, { asOf: '2019-12-31' })
    expect(own([account])).toEqual(['情况还不清楚，先按最少的 0 分算'])
    expect(own([account, { kind: 'inspection', year: 2018, result: 'fail' }])).toEqual(['不符合得分的条件，得 0 分'])
  })

  it('of lists: how many qualify', () => {
    const list = (people: number): string[] =>
      why('xiangyang-2019-activities', '1', [{ kind: 'academic-exchange', on: '2018-09-01', people }], { asOf: '2019-03-31' }) // prettier-ignore
    expect([list(30), list(29)]).toEqual([['符合的有 1 条'], ['没有符合的']])
  })

  it('of grades: the best one', () => {
    const award = (level: string): FlatRecord => ({ kind: 'award', on: '2022-03-01', level, ...proof })
    expect(why('wuhan-party-led', '1.10', [award('municipal'), award('provincial')], { asOf: '2022-12-31' })).toEqual([
      '最好的一条是“省部级”，得 2 分',
    ])
  })
})
