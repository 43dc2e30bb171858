import { addDays, DutyBoard, dutyStates, readRecord, Scorer, type FlatRecord, type LedgerRecord } from '@xingji/shared'
import { catalog, rubric } from '../support/project-rubrics'

const rubrics = ['cast-2018', 'wuhan-party-led', 'wenzhou-2022'].map((id) => ({ rubric: rubric(id) }))
const parsed = (flat: FlatRecord): LedgerRecord => {
  const read = readRecord(flat, catalog)
  if (!read.ok) throw new Error(read.problems.map((one) => one.message).join('\n'))
  return read.value
}

/** Numbers in [0, 1), always the same ones (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Records duties look at, with days around the year, filings before and after, and some of the future. */
function someRecord(next: () => number): FlatRecord {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const day = (): string => addDays('2021-11-01', Math.floor(next() * 480))
  const filings = next() < 0.6 ? [{ to: pick(['party', 'association']), on: day() }] : []
  const id = `r${Math.floor(next() * 40)}`
  const on = day()
  return pick<() => FlatRecord>([
    () => ({ id, kind: 'party-activity', on, professional: next() < 0.7, project: next() < 0.2, filings }),
    () => ({ id, kind: 'major-event', on, until: addDays(on, Math.floor(next() * 4)), filings }),
    () => ({ id, kind: 'liaison-change', on, filings }),
    () => ({ id, kind: 'hire', on, people: 2, partyMembers: Math.floor(next() * 3) }),
    () => ({ id, kind: 'party-relations', from: on, status: pick(['in-time', 'late', 'nobody']) }),
    () => ({ id, kind: 'registered-change', on }),
    () => ({ id, kind: 'registration-changes', from: on, status: pick(['in-time', 'none']) }),
    () => ({ id, kind: 'work-plan', year: pick([2021, 2022]), party: next() < 0.5, filings }),
    () => ({ id, kind: 'work-summary', year: pick([2020, 2021]), party: next() < 0.5, filings }),
    () => ({ id, kind: 'inspection', year: pick([2019, 2020, 2021]), result: pick(['pass', 'fail']), on }),
    () => ({ id, kind: 'full-report', year: 2022, filings }),
    () => ({ id, kind: 'committee', from: on, holds: next() < 0.8 }),
    () => ({ id, kind: 'grassroots', from: on, form: pick(['separate', 'joint']), filings }),
    () => ({ id, kind: 'party-news', on, outlet: 'association-media', filings }),
    () => ({ id, kind: 'council', from: on, ...(next() < 0.7 ? { until: addDays(on, 200) } : {}), renewal: 'on-time' }),
    () => ({
      id,
      kind: 'certificate',
      type: 'registration',
      from: on,
      ...(next() < 0.7 ? { until: addDays(on, 90) } : {}),
    }),
    () => ({ id, kind: 'party-rules', topic: 'deliberation', from: on, filings }),
    () => ({ id, kind: 'rating-material', year: 2022, type: 'application', filings }),
  ])()
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('R17.8 any changes and days, seed %i: as if worked out afresh', (seed) => {
  const next = numbers(seed)
  const ledger = new Map<string, LedgerRecord>()
  let asOf = '2022-01-15'
  const cycle = { window: { from: '2022-01-01', to: '2022-12-31' } }
  const followed = rubrics.map((one) => ({ ...one, cycle }))
  const board = new DutyBoard({ rubrics: followed, catalog, asOf })
  for (let step = 0; step < 60; step++) {
    const dice = next()
    if (dice < 0.6) {
      const record = parsed(someRecord(next))
      ledger.set(record.id, record)
      board.put(record)
    } else if (dice < 0.7) {
      const id = [...ledger.keys()][Math.floor(next() * ledger.size)]
      if (id !== undefined) {
        ledger.delete(id)
        board.remove(id)
      }
    } else {
      asOf = addDays(asOf, Math.floor(next() * 40) - 8)
      board.setAsOf(asOf)
    }
    if (step % 6 !== 5) {
      if (next() < 0.5) board.states()
      continue
    }
    const fresh = dutyStates({ rubrics: followed, catalog, asOf, records: ledger.values() })
    expect(board.states()).toEqual(fresh)
  }
})

describe('R17.8 what nothing happened to is not worked out again', () => {
  const records = Array.from({ length: 300 }, (_, i) => parsed({ ...someRecord(numbers(i)), id: `x${i}` }))
  const board = new DutyBoard({ rubrics, catalog, asOf: '2022-05-03', records })
  const outlook = jest.spyOn(Scorer.prototype, 'outlook')
  afterAll(() => outlook.mockRestore())

  it('between two turning days a new day asks the scorer nothing', () => {
    const quiet = new DutyBoard({ rubrics, catalog, asOf: '2022-05-03' })
    quiet.states()
    outlook.mockClear()
    for (let day = '2022-05-04'; day < '2022-06-01'; day = addDays(day, 1)) {
      quiet.setAsOf(day)
      quiet.states()
    }
    expect(outlook).not.toHaveBeenCalled()
  })

  it('a record that no rubric looks at asks the scorer nothing', () => {
    board.states()
    outlook.mockClear()
    board.put(parsed({ id: 'y', kind: 'haizhi-activity', on: '2022-05-01' }))
    board.states()
    expect(outlook).not.toHaveBeenCalled()
  })

  it('a record of one rubric asks that rubric alone: a few questions a duty, however many records there are', () => {
    const asked = (size: number): number => {
      const liaisons = Array.from({ length: size }, (_, i) => {
        const filings = [{ to: 'party', on: '2022-02-02' }]
        return parsed({ id: `l${i}`, kind: 'liaison-change', on: '2022-02-01', filings })
      })
      const own = new DutyBoard({ rubrics, catalog, asOf: '2022-05-03', records: liaisons })
      own.states()
      outlook.mockClear()
      own.put(parsed({ id: 'z', kind: 'full-report', year: 2022 }))
      own.states()
      return outlook.mock.calls.length
    }
    expect(asked(300)).toBe(asked(3))
    expect(asked(300)).toBeLessThanOrEqual(3 * rubric('cast-2018').duties.length)
  })
})
