import { readLedger, score, type CycleInput, type Figures, type ScoreInput } from '@xingji/shared'
import { catalog, rubric } from './support/project-rubrics'

/** Points of one item for a ledger as it stands in a file; expectations are worked out by hand from the readings. */
function points(
  id: string,
  item: string,
  records: object[],
  more: { asOf?: string; cycle?: CycleInput; claims?: Record<string, string> } = {},
): Figures | undefined {
  const ledger = readLedger({ records }, catalog)
  if (!ledger.ok) throw new Error(ledger.problems.map((problem) => problem.message).join('\n'))
  const input: ScoreInput = { rubric: rubric(id), catalog, asOf: '2018-12-31', ...more, records: ledger.value.records }
  return score(input)
    .sections.flatMap((section) => section.items)
    .find((one) => one.id === item)?.points
}

const evidence = ['证明.pdf']

describe('mistakes found against the hand-written baselines', () => {
  test('a tag does not make a record what a measured part asks for', () => {
    // 8.1 rests on activities of the plan: union work tagged with it earns neither the 10 points nor the judged part.
    const records = [{ id: 'a', kind: 'union-work', on: '2018-06-01', evidence }]
    expect(points('cast-2018', '8.1', records, { claims: { a: '8.1' } })).toEqual({
      secured: 0,
      estimate: 0,
      potential: 0,
    })
  })

  test('an item judged as a whole still takes what the society tags it with', () => {
    const records = [{ id: 'a', kind: 'training', on: '2018-06-01' }]
    expect(points('xiangyang-2019-haizhi-new', '3.1', records, { claims: { a: '3.1' } })?.potential).toBe(5)
  })

  test('a statement repeats nothing that still holds: the form of the Party organisation, filed with the later one', () => {
    const records = [
      { id: 'a', kind: 'grassroots', from: '2016-01-01', form: 'separate', evidence },
      { id: 'b', kind: 'grassroots', from: '2018-03-01', filings: [{ to: 'party', on: '2018-03-10' }], evidence },
    ]
    expect(points('cast-2018', '4.2', records)).toEqual({ secured: 25, estimate: 25, potential: 25 })
  })

  test('the type of a journal lasts until stated otherwise, or until the journal ends', () => {
    const journal = { kind: 'journal', name: '学报' }
    const first = { id: 'a', ...journal, from: '2010-01-01', type: 'published', evidence }
    const later = { id: 'b', ...journal, from: '2018-02-01' }
    const nothing = { secured: 0, estimate: 0, potential: 0 }
    expect(points('wuhan-party-led', '3.9', [first, later])).toEqual({ secured: 0, estimate: 2, potential: 2 })
    expect(points('wuhan-party-led', '3.9', [first, { ...later, type: 'internal', evidence }])).toEqual({
      secured: 1,
      estimate: 1,
      potential: 1,
    })
    expect(points('wuhan-party-led', '3.9', [{ ...first, until: '2017-12-31' }, later])).toEqual(nothing)
    expect(points('wuhan-party-led', '3.9', [first, { ...later, holds: false }])).toEqual(nothing)
  })

  test('a statement dated after the reading day does not settle what was unknown on it', () => {
    // The cycle ends on 2019-03-31; that the regime was not carried out is stated from the day after: at risk, not lost.
    const records = [
      { id: 'a', kind: 'grassroots', from: '2018-04-01' },
      { id: 'b', kind: 'study-regime', from: '2019-04-01', holds: false },
    ]
    const cycle = { window: { from: '2018-04-01', to: '2019-03-31' } }
    expect(points('cast-2018', '4.3', records, { asOf: '2019-04-01', cycle })).toEqual({
      secured: 0,
      estimate: 0,
      potential: 0,
    })
  })
})

describe('mistakes found by the mutants of the rubrics', () => {
  /** Of one item under the Xiangyang activities programme. */
  function outcome(records: object[]): string | undefined {
    const ledger = readLedger({ records }, catalog)
    if (!ledger.ok) throw new Error(ledger.problems.map((problem) => problem.message).join('\n'))
    const programme = rubric('xiangyang-2019-activities')
    const card = score({ rubric: programme, catalog, asOf: '2019-03-31', records: ledger.value.records })
    return card.sections.flatMap((section) => section.items).find((one) => one.id === '2')?.outcome
  }

  test('an item of several lists is met when any of them names a record that qualifies, not only the first', () => {
    const service = { id: 'a', kind: 'enterprise-service', on: '2018-12-01' }
    expect(outcome([{ ...service, type: 'diagnosis' }])).toBe('met')
    expect(outcome([{ ...service, type: 'consulting' }])).toBe('unmet')
    expect(outcome([service])).toBe('unknown')
  })
})
