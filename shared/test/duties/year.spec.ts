import { addDays, DutyBoard, dutyStates, readRecord, score, type DutyState, type LedgerRecord } from '@xingji/shared'
import { catalog, rubric } from '../support/project-rubrics'
import {
  changesInTime,
  changesOfNothing,
  changesTooLate,
  firstDay,
  happenings,
  inTime,
  lastDay,
  leftByNothing,
  lostByNothing,
  lostTooLate,
  tooLate,
  yearCycle,
  type Change,
  type Entry,
} from '../support/duty-year'

const cast = rubric('cast-2018')
const followed = { rubric: cast, cycle: yearCycle }

const parsed = (record: Entry[1]): LedgerRecord => {
  const read = readRecord(record, catalog)
  if (!read.ok) throw new Error(read.problems.map((one) => one.message).join('\n'))
  return read.value
}

/** Lives through the year: every change of a status with its day, and the states on the last day. */
function live(entries: readonly Entry[]): { changes: string[]; last: DutyState[]; records: LedgerRecord[] } {
  const board = new DutyBoard({ rubrics: [followed], catalog, asOf: firstDay })
  const ledger = new Map<string, LedgerRecord>()
  const statuses = new Map<string, string>()
  const changes: string[] = []
  let last: DutyState[] = []
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    board.setAsOf(day)
    for (const [on, record] of entries)
      if (on === day) {
        board.put(parsed(record))
        ledger.set(parsed(record).id, parsed(record))
      }
    last = board.states()
    for (const state of last) {
      if (statuses.get(state.key) === state.status) continue
      statuses.set(state.key, state.status)
      changes.push(`${day} ${state.status} ${state.asks[0]?.duty ?? ''}`)
    }
  }
  return { changes: changes.sort(), last, records: [...ledger.values()] }
}

const spread = (changes: readonly Change[]): string[] =>
  changes.flatMap(([day, status, duties]) => duties.split(' ').map((duty) => `${day} ${status} ${duty}`)).sort()

const pointsBy = (states: readonly DutyState[], what: 'stake' | 'lost'): Record<string, number> =>
  Object.fromEntries(
    states.flatMap((state) => {
      const points = state[what].reduce((sum, one) => sum + (one.whole ? 0 : one.points), 0)
      return points > 0 ? [[state.asks[0]?.duty ?? '', points]] : []
    }),
  )
const sum = (points: Record<string, number>): number => Object.values(points).reduce((all, one) => all + one, 0)
const totalOf = (records: LedgerRecord[]): number =>
  score({ rubric: cast, catalog, asOf: lastDay, cycle: yearCycle, records }).total.estimate

describe('R17 a year, day by day', () => {
  const nothing = live(happenings)
  const punctual = live([...happenings, ...inTime])
  const late = live([...happenings, ...tooLate])

  it('of an organisation that does nothing', () => {
    expect(nothing.changes).toEqual(spread(changesOfNothing))
    expect(pointsBy(nothing.last, 'lost')).toEqual(lostByNothing)
    expect(pointsBy(nothing.last, 'stake')).toEqual(leftByNothing)
  })

  it('of one that does everything on the last day', () => {
    expect(punctual.changes).toEqual(spread(changesInTime))
    expect(pointsBy(punctual.last, 'lost')).toEqual({})
    expect(punctual.last.map((state) => state.status)).toEqual(punctual.last.map(() => 'done'))
  })

  it('of one that is always a day late', () => {
    expect(late.changes).toEqual(spread(changesTooLate))
    expect(pointsBy(late.last, 'lost')).toEqual(lostTooLate)
  })

  it('what the duties say was lost is what the scorecards differ by', () => {
    expect(totalOf(punctual.records) - totalOf(nothing.records)).toBe(sum(lostByNothing) + sum(leftByNothing))
    expect(totalOf(punctual.records) - totalOf(late.records)).toBe(sum(lostTooLate))
  })

  it('each day is as if worked out afresh', () => {
    const entries = [...happenings, ...tooLate]
    const board = new DutyBoard({ rubrics: [followed], catalog, asOf: firstDay })
    for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
      board.setAsOf(day)
      for (const [on, record] of entries) if (on === day) board.put(parsed(record))
      if (!/-(01|15|17)$/.test(day)) continue
      const byId = new Map(entries.filter(([on]) => on <= day).map(([, record]) => [record.id, parsed(record)]))
      const fresh = dutyStates({ rubrics: [followed], catalog, asOf: day, records: byId.values() })
      expect(board.states()).toEqual(fresh)
    }
  })
})
