import type { FlatRecord } from '@xingji/shared'
import { law } from './support/law'
import { figures, scoreOf } from './support/scoring'

const proof = ['证明.pdf']
const meeting = (on: string, more: object = {}): FlatRecord => ({ kind: 'meeting', on, ...more })
const committee = (size?: number, more: object = {}): FlatRecord => ({ kind: 'committee', from: '2018-01-01', ...(size === undefined ? {} : { size }), ...more }) // prettier-ignore

describe('R3.7 shares', () => {
  it('an item is worth its weight of the section: 1 + 2 of 10 are 3.33 and 6.67', () => {
    const told = law(
      [
        { maximum: 0, rule: '{ share: 1, when: committee }' },
        { maximum: 0, rule: '{ share: 2, when: { count: { kind: meeting }, min: 1 } }' },
      ],
      10,
    )({ records: [meeting('2018-05-01')] })
    expect(told.item('1')).toMatchObject({ maximum: 3.33, met: null, points: { estimate: 0 } })
    expect(told.item('2')).toMatchObject({ maximum: 6.67, met: true, outcome: 'met', points: { estimate: 6.67 } })
  })
})

describe('R8.2 cases', () => {
  const rule = '{ cases: [{ when: { fact: committee.size, min: 7 }, points: 10 }, { else: true, points: 4 }] }'
  const at = (...records: FlatRecord[]): [number, number, number] =>
    figures(law([{ maximum: 10, rule }])({ records }).item('1'))

  it('an unknown condition joins the branches it leaves open: the least of them is certain', () => {
    expect(at(committee(7, { evidence: proof }))).toEqual([10, 10, 10])
    expect(at(committee(5, { evidence: proof }))).toEqual([4, 4, 4])
    expect(at(committee())).toEqual([4, 4, 4])
  })

  it('a condition without evidence leaves the branches open for what is secured', () => {
    expect(at(committee(7))).toEqual([4, 10, 10])
  })

  it('the least certain loss, and the rest as risk', () => {
    const told = law([
      { maximum: 0, deduction: 6, rule: '{ cases: [{ when: { fact: committee.size, min: 7 }, points: -2 }, { else: true, points: -6 }] }' },
    ])({ records: [committee()] }) // prettier-ignore
    expect(figures(told.item('1'))).toEqual([-2, -2, -2])
    expect(told.card.atRisk).toEqual([{ item: '1', points: -4, due: null }])
  })
})

describe('R8 measures', () => {
  const online = '{ count: { kind: meeting, where: { people: { min: 30 } } }'
  const points = (test: string, ...records: FlatRecord[]): string =>
    law([{ maximum: 5, rule: `{ points: 5, when: ${online}, ${test} } }` }])({ records }).item('1').outcome

  it('an odd number of meetings: met, unmet, and unknown while one of them may not count', () => {
    const big = (on: string): FlatRecord => meeting(on, { people: 30 })
    expect(points('odd: true', big('2018-01-01'))).toBe('met')
    expect(points('odd: true', big('2018-01-01'), big('2018-02-01'))).toBe('unmet')
    expect(points('odd: true', big('2018-01-01'), meeting('2018-02-01'))).toBe('unknown')
  })

  it('at most one meeting: an upper bound looks at all records, and at those that may count', () => {
    const told = (...records: FlatRecord[]): [number, number, number] =>
      figures(law([{ maximum: 5, rule: '{ points: 5, when: { count: { kind: meeting }, max: 1 } }' }])({ records }).item('1')) // prettier-ignore
    expect(told(meeting('2018-01-01'))).toEqual([5, 5, 5])
    expect(told(meeting('2018-01-01'), meeting('2018-02-01'))).toEqual([0, 0, 0])
  })

  it('distinct months and quarters', () => {
    const rule = (unit: string): string => `{ each: 1, cap: 4, of: { distinct: { kind: meeting }, by: ${unit} } }`
    const records = ['2018-01-05', '2018-01-20', '2018-02-05', '2018-12-31'].map((on) => meeting(on))
    const told = law([{ maximum: 4, rule: rule('month') }, { maximum: 4, rule: rule('quarter') }])({ records }) // prettier-ignore
    expect(told.item('1').points.estimate).toBe(3)
    expect(told.item('2').points.estimate).toBe(2)
    expect(told.left('1', 'r2')?.reason).toBe('repeated')
  })
})

describe('R8.4 a rule that starts full', () => {
  const rule =
    '{ full: 10, minus: [{ points: -3, unless: { fact: committee.size, min: 5 } }, { points: -4, when: { count: { kind: meeting, where: { online: true } }, min: 1 } }], floor: 3 }'
  const item = (...records: FlatRecord[]): ReturnType<ReturnType<typeof scoreOf>['item']> =>
    law([{ maximum: 10, rule }])({ records }).item('1')

  it('loses what is missing, down to the floor; what nobody stated counts as missing', () => {
    expect(item(committee(5)).points.estimate).toBe(10)
    expect(item(committee(4)).points.estimate).toBe(7)
    expect(item(committee(4), meeting('2018-05-01', { online: true })).points.estimate).toBe(3)
    expect(item().points).toEqual({ secured: 7, estimate: 7, potential: 10 })
  })
})

describe('R11.1 credits within a cap', () => {
  it('a capped sum credits no more than it is worth, the earlier records first', () => {
    // 6 for a meeting, 6 for an online one, together at most 8: the first brings 6, the online one the 2 left.
    const rule =
      '{ cap: 8, sum: [{ points: 6, when: { count: { kind: meeting, where: { online: false } }, min: 1 } }, { points: 6, when: { count: { kind: meeting, where: { online: true } }, min: 1 } }] }'
    const told = law([{ maximum: 8, rule }])({
      records: [meeting('2018-01-01'), meeting('2018-02-01', { online: true })],
    })
    expect(told.item('1').counted).toEqual([
      { record: 'r1', points: 6 },
      { record: 'r2', points: 2 },
    ])
  })
})
