import { createScorer, readRecord, valueOfRecord, wantsOf, type FlatRecord, type LedgerRecord } from '@xingji/shared'
import { catalog, rubric } from './support/project-rubrics'
import { ledgerFor } from './support/small-ledgers'

const read = (flat: FlatRecord): LedgerRecord => {
  const result = readRecord(flat, catalog)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const scorerOf = (id: string, records: FlatRecord[] = []) =>
  createScorer({ rubric: rubric(id), catalog, asOf: '2026-11-20', records: records.map(read) })
const exchange = (more: Partial<FlatRecord> = {}) =>
  read({ id: 'new', kind: 'academic-exchange', on: '2026-06-18', ...more })
const wants = (id: string, record: LedgerRecord, records: FlatRecord[] = []) =>
  wantsOf(scorerOf(id, records), record, catalog)

describe('R16 the value of a record before it is saved', () => {
  it('R16.1 is what the estimate gains', () => {
    // 武汉 3.1a: 1 point an exchange, at most 3.
    const before = [1, 2, 3].map((n) => ({ id: `x${n}`, kind: 'academic-exchange', on: `2026-0${n}-01` }))
    expect(valueOfRecord(scorerOf('wuhan-party-led', before.slice(0, 2)), exchange())).toMatchObject({
      total: 1,
      items: [{ item: '3.1a', points: 1 }],
      standing: 'gains',
    })
    expect(valueOfRecord(scorerOf('wuhan-party-led', before), exchange()).total).toBe(0)
  })

  it('R16.1 says of a record that counts and is not enough alone that it is not enough', () => {
    // 温州 3.4a: two activities for members; the second brings 10/21.
    const service = (id: string, on: string): FlatRecord => ({
      id,
      kind: 'worker-service',
      on,
      type: 'member-activity',
    })
    const value = (have: FlatRecord[]): unknown =>
      valueOfRecord(scorerOf('wenzhou-2022', have), read(service('new', '2026-03-01')))
    expect(value([])).toMatchObject({ total: 0, standing: 'notYet' })
    expect(value([service('x', '2026-02-01')])).toMatchObject({ total: 0.48, standing: 'gains' })
    expect(value([service('x', '2026-02-01'), service('y', '2026-02-02')])).toMatchObject({
      total: 0,
      standing: 'full',
    })
  })

  it('R16.1 says of a record that an expert looks at that it waits for points', () => {
    const papers = read({ id: 'new', kind: 'paper-declaration', on: '2026-05-01' })
    expect(valueOfRecord(scorerOf('xiangyang-2019-excellent-society'), papers).standing).toBe('judged')
  })

  it('R16.2 says which open field would bring how much', () => {
    // 3.1b: 200 people at one exchange are 2 points; 3.1c: one of ten industries, 2 points.
    expect(wants('wuhan-party-led', exchange()).slice(0, 2)).toEqual([
      { item: '3.1b', fields: { people: 200 }, gain: 2 },
      { item: '3.1c', fields: { industry: 'optoelectronics' }, gain: 2 },
    ])
    // A smaller exchange is on record already (1 point of 3.1b): 200 people bring 1 more.
    const small = { id: 'x1', kind: 'academic-exchange', on: '2026-01-01', people: 100 }
    expect(wants('wuhan-party-led', exchange({ industry: 'other', thinkTank: true }), [small])).toContainEqual({
      item: '3.1b',
      fields: { people: 200 },
      gain: 1,
    })
  })

  it('R16.2 never asks for what is stated otherwise', () => {
    const fields = wants('wuhan-party-led', exchange({ people: 30, industry: 'other' })).flatMap((want) =>
      Object.keys(want.fields),
    )
    expect(fields).not.toContain('people')
    expect(fields).not.toContain('industry')
  })

  it('R16.2 names the body it would have to be filed with', () => {
    // 中国科协 2.1: the committee's rules count 50 points once they are filed with 科技社团党委; 2.2: those of branches 25.
    const rule = (topic: string) => read({ id: 'new', kind: 'party-rules', from: '2026-02-01', topic })
    expect(wants('cast-2018', rule('committee-work'))).toEqual([{ item: '2.1', fields: {}, filed: 'party', gain: 50 }])
    expect(wants('cast-2018', rule('branch-party'))).toEqual([{ item: '2.2', fields: {}, filed: 'party', gain: 25 }])
  })

  it('R16.3 wants nothing of a record outside the window', () => {
    expect(wants('wuhan-party-led', exchange({ on: '2025-06-18' }))).toEqual([])
  })

  it('R16.4 leaves the scorer as it was, whatever is asked', () => {
    for (const id of ['cast-2018', 'wuhan-party-led', 'wenzhou-2022']) {
      const scorer = createScorer({ rubric: rubric(id), catalog, asOf: '2018-12-31', records: ledgerFor(5) })
      const before = JSON.stringify(scorer.scorecard())
      for (const record of ledgerFor(6)) {
        const one = { ...record, id: `new-${record.id}` }
        valueOfRecord(scorer, one)
        const gains = wantsOf(scorer, one, catalog).map((want) => want.gain)
        expect(gains.every((gain) => gain > 0)).toBe(true)
      }
      expect(JSON.stringify(scorer.scorecard())).toBe(before)
    }
  })
})
