import { inboxOf, linesOf, liveThrough, runJobs } from '../support/notices'
import { join, newId, newSociety, signIn, type Person } from '../support/personas'
import { startInProcess, type ServerInProcess } from '../support/server-in-process'

/** What `wuhan-party-led` asks of 2018; everything is due on 31 December. */
const gates = ['报送上年度工作总结', '报送本年度工作计划', '参加年检']
const points = ['上年度工作总结里写上党建工作', '本年度工作计划里写上党建工作', '报送 4 篇党建工作信息']

/** `day moment title` for each title; the inspections of 2016 and 2017 are two duties of one name. */
const told = (day: string, moment: string, titles: readonly string[]): string[] =>
  titles.flatMap((title) =>
    Array.from({ length: title === '参加年检' && day < '2019' ? 2 : 1 }, () => `${day} ${moment} ${title}`),
  )

/** A month before is a Saturday, the eve a Sunday whose Saturday is worked, the day after is 元旦. */
const reminders = [
  ...told('2018-11-30', 'month', [...gates, ...points]),
  ...told('2018-12-24', 'week', [...gates, ...points]),
  ...told('2018-12-29', 'eve', [...gates, ...points]),
  // The inspection of 2017 is asked for by 2019, too, and is no longer overdue.
  ...told('2019-01-02', 'overdue', [...gates, ...points]),
]
const escalated = told('2019-01-07', 'escalated', gates)

async function put(person: Person, society: string, record: Record<string, unknown>): Promise<void> {
  const id = newId()
  const { status, text } = await person.put(`organisations/${society}/records/${id}`, {
    base: 0,
    record: { id, ...record },
  })
  if (status !== 201) throw new Error(text)
}

/** Does all that is asked of 2018, on a day. */
async function doEverything(person: Person, society: string, on: string): Promise<void> {
  const filings = [{ to: 'association', on }]
  await put(person, society, { kind: 'work-summary', year: 2017, party: true, filings })
  await put(person, society, { kind: 'work-plan', year: 2018, party: true, filings })
  for (const year of [2016, 2017]) await put(person, society, { kind: 'inspection', year, on, result: 'pass' })
  for (const title of ['一', '二', '三', '四'])
    await put(person, society, { kind: 'party-news', on: '2018-03-01', title, filings })
}

describe('a year of wuhan-party-led, day by day', () => {
  let server: ServerInProcess
  const people: Record<string, Person> = {}
  const societies: Record<string, string> = {}

  beforeAll(async () => {
    server = await startInProcess({ XINGJI_SESSION_DAYS: '1000' }, '2018-01-02T02:00:00Z')
    for (const name of ['nothing', 'everything', 'late', 'leader']) people[name] = await signIn(server, name)
    for (const name of ['nothing', 'everything', 'late']) {
      societies[name] = await newSociety(people[name]!, name)
      await join(people[name]!, societies[name]!, people.leader!, 'leader')
      await people[name]!.patch(`organisations/${societies[name]}`, { rubrics: ['wuhan-party-led'] })
    }
    await doEverything(people.everything!, societies.everything!, '2018-01-02')
    await liveThrough(server, 366)
    // 3 January 2019: the one who is always late does it all now.
    await runJobs(server)
    await doEverything(people.late!, societies.late!, '2019-01-03')
    await liveThrough(server, 40)
  }, 120_000)
  afterAll(() => server?.stop())

  const told2018 = async (name: string): Promise<string[]> =>
    linesOf(await inboxOf(people[name]!)).filter((line) => line < '2019-02-01')

  it('whoever does nothing hears of each duty a month, a week and a workday ahead, once overdue, and of gates a week later', async () => {
    expect(await told2018('nothing')).toEqual([...reminders, ...escalated].sort())
  })

  it('whoever does everything hears nothing', async () => expect(await told2018('everything')).toEqual([]))

  it('whoever is always late hears of everything but the escalation', async () => {
    expect(await told2018('late')).toEqual([...reminders].sort())
  })

  it('the leader hears of the gates that are a week overdue, and of nothing else', async () => {
    expect(await told2018('leader')).toEqual([...escalated].sort())
  })
})

describe('what a late or missing full report costs (cast-2018, 2.3: 未按时报送减25分，不报送减50分)', () => {
  it('is 0, 25 and 50 points', async () => {
    const server = await startInProcess({}, '2019-01-20T02:00:00Z')
    const costs: Record<string, number> = {}
    for (const [name, on] of [
      ['inTime', '2018-12-31'],
      ['late', '2019-01-03'],
      ['never', undefined],
    ] as const) {
      const person = await signIn(server, name)
      const society = await newSociety(person, name)
      await put(person, society, { kind: 'committee', from: '2016-01-01', size: 7 })
      if (on) await put(person, society, { kind: 'full-report', year: 2018, on, filings: [{ to: 'party', on }] })
      const { body } = await person.get(
        `organisations/${society}/scorecard?rubric=cast-2018&asOf=2019-01-20&from=2018-01-01&to=2018-12-31`,
      )
      const items = body.sections.flatMap(
        (section: { items: { id: string; points: { estimate: number } }[] }) => section.items,
      )
      costs[name] = items.find(({ id }: { id: string }) => id === '2.3').points.estimate
    }
    expect(costs).toEqual({ inTime: 0, late: -25, never: -50 })
    await server.stop()
  })
})
