import { resolve } from 'node:path'
import { plan, type Given, type Owed } from '../src/modules/notices/plan.js'
import { loadWorkdays } from '../src/modules/notices/workdays.js'

const workdays = loadWorkdays(process.env.XINGJI_RUBRICS ?? resolve(__dirname, '../../rubrics'))
const sam = { account: 'sam', role: 'secretary' } as const
const lea = { account: 'lea', role: 'leader' } as const
const vic = { account: 'vic', role: 'viewer' } as const

const owed = (change: Partial<Owed> = {}): Owed => ({
  key: 'report',
  status: 'open',
  due: '2018-12-31',
  isGate: false,
  ...change,
})
const told = (moment: string, day: string, account = 'sam', due = '2018-12-31'): Given => {
  return { account, duty: 'report', due, moment, day }
}
const look = (
  asOf: string,
  duties: Owed[],
  given: Given[] = [],
  people: (typeof sam | typeof lea | typeof vic)[] = [sam, lea, vic],
) => {
  const { notices, next } = plan({ duties, people, given, asOf, workdays })
  return { said: notices.map(({ account, moment }) => `${account} ${moment.id}`), next }
}

describe('what is told of a duty that is due on 31 December 2018, a holiday', () => {
  // A month before is 1 December, a Saturday: Friday 30 November. A week before: Monday 24 December. The eve is Sunday
  // the 30th: Saturday the 29th is worked. The day after is 元旦: Wednesday 2 January. A week after: Monday 7 January.
  it.each([
    ['2018-11-29', [], '2018-11-30'],
    ['2018-11-30', ['sam month'], '2018-12-24'],
    ['2018-12-23', ['sam month'], '2018-12-24'],
    ['2018-12-24', ['sam week'], '2018-12-29'],
    ['2018-12-29', ['sam eve'], '2019-01-01'],
    ['2018-12-31', ['sam eve'], '2019-01-01'],
    ['2019-01-01', ['sam eve'], '2019-01-02'],
    ['2019-01-02', ['sam overdue'], '2019-02-02'],
    ['2019-01-07', ['sam overdue'], '2019-02-07'],
  ])('on %s, when nothing was said before: %j, and to look again on %s', (asOf, said, next) => {
    expect(look(asOf, [owed()])).toEqual({ said, next })
  })

  it('goes to the leader, too, a week after a gate was missed', () => {
    const gate = owed({ isGate: true, status: 'overdue' })
    expect(look('2019-01-06', [gate])).toEqual({ said: ['sam overdue'], next: '2019-01-07' })
    expect(look('2019-01-07', [gate])).toEqual({ said: ['sam escalated', 'lea escalated'], next: '2019-02-07' })
  })
})

describe('nobody is told twice', () => {
  it('of the same moment', () => {
    expect(look('2018-12-24', [owed()], [told('week', '2018-12-24')]).said).toEqual([])
  })

  it('of a moment before one they know, when the clock goes back', () => {
    expect(look('2018-12-24', [owed()], [told('eve', '2018-12-24')]).said).toEqual([])
  })

  it('but what a clock that ran ahead said keeps nothing back', () => {
    expect(look('2018-12-24', [owed()], [told('overdue', '2019-01-02')]).said).toEqual(['sam week'])
  })

  it('and each person is told for themselves', () => {
    const second = { account: 'sue', role: 'secretary' } as const
    const people = [sam, second] as unknown as (typeof sam)[]
    expect(look('2018-12-24', [owed()], [told('week', '2018-12-24')], people).said).toEqual(['sue week'])
  })

  it('but a due day that was moved is another one', () => {
    const moved = owed({ due: '2019-03-29' })
    expect(look('2019-03-22', [moved], [told('week', '2018-12-24')]).said).toEqual(['sam week'])
  })
})

describe('nothing is said of', () => {
  it.each(['done', 'late', 'waived', 'future'] as const)('a duty that is %s', (status) => {
    expect(look('2018-12-24', [owed({ status })]).said).toEqual([])
  })
})

describe('an organisation is looked at again', () => {
  it('after a month at the latest', () => expect(look('2018-03-01', []).next).toBe('2018-04-01'))
  it('when the year turns', () => expect(look('2018-12-20', []).next).toBe('2019-01-01'))
  it('when a status turns', () => expect(look('2018-03-01', [owed({ next: '2018-03-09' })]).next).toBe('2018-03-09'))
  it('when a moment of a duty comes that cannot be done yet', () =>
    expect(look('2018-11-20', [owed({ status: 'future' })]).next).toBe('2018-11-30'))
})
