import { DutyBoard, dutyStates, nextTurn, readRecord, type DutyState, type FlatRecord } from '@xingji/shared'
import { catalog, rubric } from '../support/project-rubrics'

const wuhan = { rubric: rubric('wuhan-party-led') }
const wenzhou = { rubric: rubric('wenzhou-2022') }
const cast = { rubric: rubric('cast-2018') }

const parsed = (flat: FlatRecord) => {
  const read = readRecord(flat, catalog)
  if (!read.ok) throw new Error(read.problems.map((one) => one.message).join('\n'))
  return read.value
}
const on = (
  asOf: string,
  rubrics: (typeof wuhan)[],
  records: FlatRecord[] = [],
  waivers: { key: string; reason: string }[] = [],
) => dutyStates({ rubrics, catalog, asOf, records: records.map(parsed), waivers })
const found = (states: DutyState[], key: string): DutyState => {
  const state = states.find((one) => one.key === key)
  if (!state) throw new Error(`no ${key} among ${states.map((one) => one.key).join(', ')}`)
  return state
}

describe('R17.4 what several rubrics ask alike', () => {
  const inspection = 'once:inspection:2021'

  it('is one duty that names them all', () => {
    const state = found(on('2022-06-01', [wuhan, wenzhou, cast]), inspection)
    expect(state.asks.map((ask) => ask.rubric)).toEqual(['wuhan-party-led', 'wenzhou-2022', 'cast-2018'])
    expect(state.stake.map((one) => [one.rubric, one.gates])).toEqual([
      ['wuhan-party-led', ['gate-1.8']],
      ['cast-2018', ['gate-inspection']],
    ])
  })

  it('goes by the one that presses most', () => {
    const early = { ...wuhan, cycle: { due: { inspection: '2022-05-31' } } }
    const state = found(on('2022-06-01', [wenzhou, early]), inspection)
    expect([state.status, state.due]).toEqual(['overdue', '2022-05-31'])
    expect(state.asks.map((ask) => ask.due)).toEqual(['2022-12-31', '2022-05-31'])
  })

  it('bears the same key from day to day and whoever asks', () => {
    for (const [day, rubrics] of [
      ['2022-01-01', [wuhan]],
      ['2022-12-31', [wenzhou]],
      ['2022-07-01', [cast]],
    ] as const)
      expect(found(on(day, [...rubrics]), inspection).key).toBe(inspection)
  })

  it('a document that must say one thing more is a duty of its own', () => {
    const keys = on('2022-06-01', [wuhan]).map((one) => one.key)
    expect(keys).toEqual(
      expect.arrayContaining(['once:work-plan>association:2022', 'once:work-plan[party=true]>association:2022']),
    )
  })
})

describe('R17 sorting', () => {
  it('by what presses, then a gate before points, then by day', () => {
    const early = { ...wuhan, cycle: { due: { 'party-news': '2022-03-31' } } }
    const states = on('2022-06-01', [early])
    expect(states[0]?.asks[0]?.duty).toBe('party-news')
    const open = states.filter((one) => one.status === 'open').map((one) => one.stake[0]?.gates !== undefined)
    expect(open).toEqual([...open].sort((a, b) => Number(b) - Number(a)))
  })
})

describe('R17.1 waivers', () => {
  const key = 'once:work-plan>association:2022'

  it('a waived duty is told with its reason and asks for nothing', () => {
    const state = found(on('2022-12-31', [wuhan], [], [{ key, reason: '今年刚成立' }]), key)
    expect([state.status, state.waiver, state.stake, state.next]).toEqual(['waived', '今年刚成立', [], undefined])
  })

  it('what is done stays done', () => {
    const plan = { id: 'p', kind: 'work-plan', year: 2022, filings: [{ to: 'association', on: '2022-01-05' }] }
    expect(found(on('2022-12-31', [wuhan], [plan], [{ key, reason: '弄错了' }]), key).status).toBe('done')
  })

  it('a board forgets a waiver that is withdrawn', () => {
    const board = new DutyBoard({ rubrics: [wuhan], catalog, asOf: '2022-06-01', waivers: [{ key, reason: '弄错了' }] })
    expect(found(board.states(), key).status).toBe('waived')
    board.setWaivers([])
    expect(found(board.states(), key).status).toBe('open')
  })
})

describe('R17 what one tap does', () => {
  it('a document nobody recorded is made, filed and complete', () => {
    expect(found(on('2022-06-01', [wuhan]), 'once:work-plan>association:2022').action).toEqual({
      do: 'record',
      draft: { kind: 'work-plan', year: 2022, fields: {}, to: 'association' },
      complete: true,
    })
  })

  it('a result nobody can guess is asked for', () => {
    expect(found(on('2022-06-01', [wuhan]), 'once:inspection:2021').action).toMatchObject({
      do: 'record',
      complete: false,
    })
  })

  it('one that lacks its filing is filed', () => {
    const plan = { id: 'p', kind: 'work-plan', year: 2022 }
    const action = found(on('2022-06-01', [wuhan], [plan]), 'once:work-plan>association:2022').action
    expect(action).toEqual({ do: 'file', record: 'p', to: 'association' })
  })

  it('one that lacks a word is completed', () => {
    const plan = { id: 'p', kind: 'work-plan', year: 2022, filings: [{ to: 'association', on: '2022-01-05' }] }
    const action = found(on('2022-06-01', [wuhan], [plan]), 'once:work-plan[party=true]>association:2022').action
    expect(action).toEqual({ do: 'edit', record: 'p', fields: { party: true } })
  })

  it('what is too late for ever offers nothing', () => {
    const event = { id: 'm', kind: 'major-event', on: '2022-05-01' }
    const state = found(on('2022-06-01', [wenzhou], [event]), 'each:major-event>association@before:m')
    expect([state.status, state.tooLate, state.action]).toEqual(['overdue', true, undefined])
  })
})

describe('R17.5 what is at stake', () => {
  it('of a document that two duties share, the first takes the second along', () => {
    const states = on('2022-06-01', [wuhan])
    expect(found(states, 'once:work-plan>association:2022').stake).toEqual([
      { rubric: 'wuhan-party-led', points: 1, gates: ['gate-1.9'] },
    ])
    expect(found(states, 'once:work-plan[party=true]>association:2022').stake).toEqual([
      { rubric: 'wuhan-party-led', points: 1 },
    ])
  })

  it('leaves the scorer, and so the next answer, as it was', () => {
    const board = new DutyBoard({ rubrics: [cast, wuhan], catalog, asOf: '2022-06-01' })
    const first = board.states()
    board.setAsOf('2022-06-02')
    board.setAsOf('2022-06-01')
    expect(board.states()).toEqual(first)
  })
})

test('R17.8 the next turn is the first day on which any state changes', () => {
  const states = on('2022-06-01', [wuhan])
  const turn = nextTurn(states) ?? ''
  const statuses = (day: string) =>
    on(day, [wuhan])
      .map((one) => `${one.key} ${one.status}`)
      .sort()
  expect(turn).toBe('2022-12-01')
  expect(statuses('2022-11-30')).toEqual(states.map((one) => `${one.key} ${one.status}`).sort())
  expect(statuses(turn)).not.toEqual(statuses('2022-11-30'))
})
