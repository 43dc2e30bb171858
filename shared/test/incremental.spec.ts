import { addDays, createScorer, serialiseScorecard, type FlatRecord, type LedgerRecord } from '@xingji/shared'
import { bytesOf, inputOf, type Told } from './support/scoring'

const proof = ['证明.pdf']
const cycle = {
  window: { from: '2018-01-01', to: '2018-12-31' },
  due: { 'full-report': '2018-11-30', 'separate-filing': '2018-06-30', 'regime-filing': '2018-09-30' },
  settings: { 'filing-days': 10, 'liaison-days': 30 },
}
/** One of everything whose standing changes with the day: due days, days after a record, ends, yearly documents. */
const dated: FlatRecord[] = [
  { kind: 'committee', from: '2016-01-01', until: '2018-12-10', size: 5 },
  { kind: 'committee', from: '2018-03-01', size: 7, evidence: proof },
  { kind: 'full-report', year: 2018 },
  { kind: 'grassroots', from: '2018-02-01', form: 'separate', filings: [{ to: 'party', on: '2018-07-01' }] },
  { kind: 'study-regime', from: '2018-02-01', filings: [{ to: 'party', on: '2018-09-30' }] },
  { kind: 'liaison-change', on: '2018-05-10' },
  { kind: 'party-activity', on: '2018-04-01', professional: true },
  { kind: 'party-activity', on: '2018-05-01', professional: true, themed: true, filings: [{ to: 'party', on: '2018-05-11' }] },
  { kind: 'party-activity', on: '2018-06-01', until: '2018-06-03', themed: true, professional: true, filings: [{ to: 'party', on: '2018-06-14' }] },
  { kind: 'party-rules', topic: 'deliberation', from: '2017-01-01', until: '2018-08-31', filings: [{ to: 'party', on: '2018-03-10' }] },
  { kind: 'party-rules', topic: 'deliberation', from: '2018-08-01' },
  { kind: 'party-summary', year: 2018, on: '2018-12-20', filings: [{ to: 'party', on: '2018-12-22' }] },
  { kind: 'research-project', subject: 'party-building', from: '2018-10-01' },
  { kind: 'sanction', from: '2018-02-01', until: '2018-07-31' },
  { kind: 'good-standing', from: '2018-01-01' },
] // prettier-ignore

/** Days on which something turns, each with the day before and after. */
const turns = ['2018-01-01', '2018-02-01', '2018-03-01', '2018-03-10', '2018-04-11', '2018-05-11', '2018-06-09', '2018-06-13', '2018-06-14', '2018-06-30', '2018-07-01', '2018-07-31', '2018-08-01', '2018-08-31', '2018-09-30', '2018-10-01', '2018-11-30', '2018-12-10', '2018-12-20', '2018-12-22', '2018-12-31', '2019-01-01'] // prettier-ignore
const days = [...new Set(turns.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]))].sort()

describe('R12.1 moving the day', () => {
  const told: Told = { cycle, records: dated, selfAssessment: { '6.1.judged': 8 } }
  const fresh = (asOf: string): string => bytesOf(inputOf('cast-2018', { ...told, asOf }))

  it.each([
    ['forwards', days],
    ['backwards', [...days].reverse()],
    ['by leaps', days.map((_, i) => days[(i * 17) % days.length] ?? '')],
  ])('%s, day by day over every turning day', (_, order) => {
    const scorer = createScorer(inputOf('cast-2018', { ...told, asOf: order[0] }))
    for (const asOf of order) {
      scorer.setAsOf(asOf)
      expect([asOf, serialiseScorecard(scorer.scorecard())]).toEqual([asOf, fresh(asOf)])
    }
  })

  it('across years, where the cycle itself moves', () => {
    const scorer = createScorer(inputOf('cast-2018', { records: dated, asOf: '2017-06-30' }))
    for (const asOf of ['2018-06-30', '2019-03-01', '2018-12-31', '2016-02-29']) {
      scorer.setAsOf(asOf)
      expect(serialiseScorecard(scorer.scorecard())).toBe(bytesOf(inputOf('cast-2018', { records: dated, asOf })))
    }
  })
})

describe('R12.1 one record at a time', () => {
  const input = inputOf('cast-2018', { cycle, records: dated })
  const all: LedgerRecord[] = [...(input.records ?? [])]

  it('after each arrival, each replacement without evidence and filings, and each removal', () => {
    const scorer = createScorer({ ...input, records: [] })
    const held = new Map<string, LedgerRecord>()
    const compare = (): void =>
      expect(serialiseScorecard(scorer.scorecard())).toBe(bytesOf({ ...input, records: [...held.values()] }))
    const put = (one: LedgerRecord): void => {
      scorer.put(one)
      held.set(one.id, one)
      compare()
    }
    for (const one of all) put(one)
    for (const one of all) put({ ...one, evidence: [], filings: [] })
    for (const { id } of all) {
      scorer.remove(id)
      held.delete(id)
      compare()
    }
  })
})

describe('R12.2 what is tried and undone', () => {
  const input = inputOf('cast-2018', { cycle, records: dated })
  const ids = (scorer: ReturnType<typeof createScorer>): string[] =>
    scorer
      .records()
      .map(({ id }) => id)
      .sort()

  it('leaves nothing behind, however often and under however many ids, and may come back', () => {
    const [activity] = inputOf('cast-2018', {
      records: [{ kind: 'party-activity', on: '2018-05-01', themed: true, professional: true }],
    }).records as LedgerRecord[]
    if (!activity) throw new Error('no activity')
    const scorer = createScorer(input)
    const before = [serialiseScorecard(scorer.scorecard()), ids(scorer)]
    const tried = Array.from({ length: 1500 }, (_, i): LedgerRecord => ({ ...activity, id: `try${i}` }))
    for (const one of tried) scorer.put(one)
    expect(ids(scorer)).toHaveLength(dated.length + tried.length)
    for (const one of tried) scorer.remove(one.id)
    expect([serialiseScorecard(scorer.scorecard()), ids(scorer)]).toEqual(before)
    expect(scorer.get('try7')).toBeUndefined()
    for (const id of ['try7', 'try7', 'try1499']) scorer.put({ ...activity, id })
    expect(ids(scorer)).toEqual([...(before[1] ?? []), 'try1499', 'try7'].sort())
    const both = ['try7', 'try1499'].map((id): LedgerRecord => ({ ...activity, id }))
    expect(serialiseScorecard(scorer.scorecard())).toBe(
      bytesOf({ ...input, records: [...(input.records ?? []), ...both] }),
    )
    scorer.remove('try7')
    scorer.remove('try7')
    scorer.remove('try1499')
    expect([serialiseScorecard(scorer.scorecard()), ids(scorer)]).toEqual(before)
  })
})

describe('seeds that once failed', () => {
  /** Starts with the first record and puts the others one by one, the card worked out each time. */
  function oneByOne(id: string, told: Told): [string, string] {
    const input = inputOf(id, told)
    const [first, ...others] = [...(input.records ?? [])]
    if (!first) throw new Error('no records')
    const scorer = createScorer({ ...input, records: [first] })
    for (const one of others) {
      scorer.scorecard()
      scorer.put(one)
    }
    return [serialiseScorecard(scorer.scorecard()), bytesOf(input)]
  }

  it('20260101: a later statement supersedes one that is claimed for an item of other kinds', () => {
    const [grown, fresh] = oneByOne('xiangyang-2019-functions', {
      asOf: '2019-01-01',
      claims: { r1: '3' },
      records: [
        { kind: 'function-project', from: '2015-06-30' },
        { kind: 'function-project', from: '2018-12-31' },
      ],
    })
    expect(grown).toBe(fresh)
    expect(grown).toContain('"record":"r1","reason":"superseded"')
  })

  it('the same where the rubric asks nothing of the kind', () => {
    const journal = { kind: 'journal', name: '学报' }
    const [grown, fresh] = oneByOne('xiangyang-2019-functions', {
      asOf: '2019-01-01',
      claims: { r1: '3' },
      records: [
        { ...journal, from: '2015-06-30' },
        { ...journal, from: '2018-12-31' },
      ],
    })
    expect(grown).toBe(fresh)
    expect(grown).toContain('"record":"r1","reason":"superseded"')
  })
})
