import { inboxOf, linesOf, liveThrough, runJobs } from '../support/notices'
import { join, newSociety, signIn, type Person } from '../support/personas'
import { onEachDatabase } from '../support/database'
import { startInProcess, type ServerInProcess } from '../support/server-in-process'

const rubrics = ['wuhan-party-led']
const daysOf = (lines: readonly string[]): string[] => [...new Set(lines.map((line) => line.slice(0, 10)))]

onEachDatabase('the daily run', (kind) => {
  let server: ServerInProcess
  let alice: Person
  let society: string

  const begin = async (start: string): Promise<void> => {
    server = await startInProcess({ XINGJI_SESSION_DAYS: '1000' }, start, kind)
    alice = await signIn(server, 'alice')
    society = await newSociety(alice)
    await alice.patch(`organisations/${society}`, { rubrics })
  }
  afterEach(() => server?.stop())

  it('says after three days of downtime what it would have said, once, and only the last word of it', async () => {
    await begin('2018-12-22T02:00:00Z')
    await liveThrough(server, 2)
    const before = (await inboxOf(alice)).length
    // Down over Monday 24 December (a week ahead); up again on Thursday, and on the next day.
    server.clock.pass(3)
    await liveThrough(server, 2)
    const lines = linesOf(await inboxOf(alice)).slice(before)
    expect(daysOf(lines)).toEqual(['2018-12-27'])
    expect(lines.every((line) => line.includes(' week '))).toBe(true)
    expect(lines).toHaveLength(7)
  })

  it('repeats nothing when the clock jumps ahead and back, and leaves nothing out', async () => {
    await begin('2018-12-23T02:00:00Z')
    await runJobs(server)
    server.clock.pass(400)
    await runJobs(server)
    server.clock.pass(-400)
    const before = new Set((await inboxOf(alice)).map(({ id }) => id))
    await liveThrough(server, 12)
    const lines = linesOf((await inboxOf(alice)).filter(({ id }) => !before.has(id)))
    expect(daysOf(lines)).toEqual(['2018-12-24', '2018-12-29', '2019-01-02'])
    expect(lines).toHaveLength(7 + 7 + 6)
  })

  it('says nothing twice however often and by however many it is run', async () => {
    await begin('2018-12-24T02:00:00Z')
    await Promise.all([runJobs(server), runJobs(server), runJobs(server)])
    await runJobs(server)
    const entries = await inboxOf(alice)
    expect(entries).toHaveLength(7)
    expect(new Set(entries.map(({ duty, moment }) => `${duty} ${moment}`)).size).toBe(7)
  })

  it('takes up at once what changed: a new member, a waiver, a filing', async () => {
    await begin('2018-12-24T02:00:00Z')
    await runJobs(server)
    const bob = await signIn(server, 'bob')
    await join(alice, society, bob, 'secretary')
    await runJobs(server)
    expect(await inboxOf(bob)).toHaveLength(7)
    const { duty } = (await inboxOf(alice))[0]!
    const waived = await alice.put(`organisations/${society}/waivers`, { duty, reason: '本会不参加' })
    expect(waived.status).toBe(204)
    await liveThrough(server, 6)
    const eve = (await inboxOf(alice)).filter(({ moment }) => moment === 'eve')
    expect(eve).toHaveLength(6)
    expect(eve.map((one) => one.duty)).not.toContain(duty)
    const { body } = await alice.get(`organisations/${society}/duties`)
    expect(body.duties.find(({ key }: { key: string }) => key === duty)).toMatchObject({
      status: 'waived',
      waiver: '本会不参加',
    })
    expect((await alice.get(`organisations/${society}/waivers`)).body.waivers).toEqual([
      { duty, reason: '本会不参加', at: expect.any(String) },
    ])
    await alice.delete(`organisations/${society}/waivers?duty=${encodeURIComponent(duty)}`)
    expect((await alice.get(`organisations/${society}/waivers`)).body.waivers).toEqual([])
  })

  it('shows the inbox newest first, page by page, with what is unread; others see none of it', async () => {
    await begin('2018-12-24T02:00:00Z')
    await liveThrough(server, 6)
    const first = await alice.get('inbox?limit=5')
    expect(first.body).toMatchObject({ unread: 14 })
    expect(first.body.entries).toHaveLength(5)
    expect(first.body.entries[0]).toMatchObject({
      organisation: { id: society, name: '市土木建筑学会' },
      moment: 'eve',
      due: '2018-12-31',
      body: expect.stringMatching(/^还有 2 天，12月31日截止；/),
      read: false,
      sent: [],
    })
    expect(await inboxOf(alice)).toHaveLength(14)
    const bob = await signIn(server, 'bob')
    expect(await inboxOf(bob)).toEqual([])
    const ids = first.body.entries.map(({ id }: { id: string }) => id)
    expect((await bob.post('inbox/read', { ids })).body).toEqual({ unread: 0 })
    expect((await alice.post('inbox/read', { ids })).body).toEqual({ unread: 9 })
    expect((await alice.post('inbox/read', {})).body).toEqual({ unread: 0 })
  })

  it('shows its health', async () => {
    await begin('2018-12-24T02:00:00Z')
    const jobs = async (): Promise<{ job: string; lastRun: string | null; lag: number | null }[]> =>
      (await alice.get('health')).body.jobs
    expect(await jobs()).toEqual(
      ['notices', 'digests', 'delivery', 'upkeep', 'headcounts'].map((job) => ({
        job,
        lastRun: null,
        lag: null,
        lastFailure: null,
      })),
    )
    await runJobs(server)
    server.clock.pass(0, 90_000)
    for (const one of await jobs()) expect(one).toMatchObject({ lastRun: '2018-12-24T02:00:00.000Z', lag: 90 })
  })
})
