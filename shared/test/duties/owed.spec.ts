import {
  addDays,
  endedYear,
  OwedBoard,
  owedDuties,
  readRecord,
  type CycleInput,
  type FlatRecord,
  type LedgerRecord,
} from '@xingji/shared'
import { catalog, rubric } from '../support/project-rubrics'

const wuhan = rubric('wuhan-party-led')
const came = '2018-09-01'
const parsed = (flat: FlatRecord): LedgerRecord => {
  const read = readRecord(flat, catalog)
  if (!read.ok) throw new Error(read.problems.map((one) => one.message).join('\n'))
  return read.value
}
interface Circumstances {
  records?: FlatRecord[]
  since?: string
  cycle?: CycleInput
  waivers?: { key: string; reason: string }[]
}
const owed = (asOf: string, { records = [], since = came, cycle, waivers = [] }: Circumstances = {}) =>
  owedDuties({
    rubrics: [{ rubric: wuhan, ...(cycle && { cycle }) }],
    catalog,
    asOf,
    since,
    records: records.map(parsed),
    waivers,
  })
const plan = 'once:work-plan>association:2018'
const statusOf = (states: ReturnType<typeof owed>, key: string) => states.find((one) => one.key === key)?.status

describe('R17.9 what the calendar year that ended left undone', () => {
  it.each([
    ['2018-12-31', undefined],
    ['2019-01-01', '2018'],
    ['2019-01-31', '2018'],
    ['2019-02-01', undefined],
    ['2019-12-31', undefined],
    ['2020-01-31', '2019'],
  ])('on %s is that of %s', (asOf, year) => expect(endedYear(asOf, came)?.from.slice(0, 4)).toBe(year))

  it.each([
    ['2018-12-31', '2018'],
    ['2019-01-01', undefined],
    ['2019-01-15', undefined],
  ])('concerns who came on %s: %s', (since, year) =>
    expect(endedYear('2019-01-20', since)?.from.slice(0, 4)).toBe(year),
  )

  it('is owed until the end of January and then no more', () => {
    expect(statusOf(owed('2018-12-31'), plan)).toBe('dueSoon')
    expect(statusOf(owed('2019-01-01'), plan)).toBe('overdue')
    expect(statusOf(owed('2019-01-31'), plan)).toBe('overdue')
    expect(statusOf(owed('2019-02-01'), plan)).toBeUndefined()
  })

  // Asked in both years is only the inspection of 2017; it is owed once.
  it('stands with what the new year asks, first what can still be made up for, nothing twice', () => {
    const states = owed('2019-01-01')
    const keys = states.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    const overdue = states.filter(({ status }) => status === 'overdue')
    // Articles cannot be sent in after the year: nothing to be done about it stands first.
    expect(keys.slice(0, 5)).toEqual(overdue.flatMap(({ key, tooLate }) => (tooLate ? [] : [key])))
    expect(overdue.map(({ key }) => key).sort()).toEqual([
      'count:party-news>association*4:2018',
      'once:inspection:2016',
      'once:work-plan>association:2018',
      'once:work-plan[party=true]>association:2018',
      'once:work-summary>association:2017',
      'once:work-summary[party=true]>association:2017',
    ])
    expect(keys).toContain('once:inspection:2017')
    expect(keys).toContain('once:work-plan>association:2019')
  })

  it('is not what was done in time; what is done in January stays as late, what was set aside as that', () => {
    const filed = (on: string): FlatRecord => ({
      id: 'p',
      kind: 'work-plan',
      year: 2018,
      party: true,
      filings: [{ to: 'association', on }],
    })
    expect(statusOf(owed('2019-01-20', { records: [filed('2018-12-31')] }), plan)).toBeUndefined()
    expect(statusOf(owed('2019-01-20', { records: [filed('2019-01-10')] }), plan)).toBe('late')
    expect(statusOf(owed('2019-01-20', { waivers: [{ key: plan, reason: '刚成立' }] }), plan)).toBe('waived')
  })

  it('goes by due days of its own, and not beside a cycle or a rubric with a window of its own', () => {
    const states = owed('2019-01-20', { cycle: { due: { documents: '2018-11-30' } } })
    expect(states.find(({ key }) => key === plan)).toMatchObject({ due: '2018-11-30', status: 'overdue' })
    const window = { from: '2018-09-01', to: '2019-08-31' }
    const keys = owed('2019-01-20', { cycle: { window } }).map(({ key }) => key)
    expect(keys).toContain('once:work-plan>association:2019')
    expect(keys).not.toContain(plan)
  })

  it('R17.8 a board after any changes and days, and a year set back, gives what a fresh one gives', () => {
    const board = new OwedBoard({ rubrics: [{ rubric: wuhan }], catalog, asOf: '2018-12-20', since: came })
    const records = new Map<string, FlatRecord>()
    let asOf = '2018-12-20'
    for (let step = 0; step < 24; step++) {
      const id = `r${step % 5}`
      if (step % 4 === 3) {
        records.delete(id)
        board.remove(id)
      } else {
        const kind = step % 2 === 0 ? 'work-plan' : 'work-summary'
        const filings = [{ to: 'association', on: addDays('2018-12-10', step * 2) }]
        const record: FlatRecord = { id, kind, year: 2018 - (step % 3), party: step % 3 > 0, filings }
        records.set(id, record)
        board.put(parsed(record))
      }
      asOf = step === 12 ? '2018-12-25' : addDays(asOf, step % 5)
      board.setAsOf(asOf)
      expect({ step, states: board.states() }).toEqual({ step, states: owed(asOf, { records: [...records.values()] }) })
    }
    expect(asOf > '2019-01-01').toBe(true)
    board.setAsOf('2019-02-02')
    expect(board.states()).toEqual(owed('2019-02-02', { records: [...records.values()] }))
  })
})
