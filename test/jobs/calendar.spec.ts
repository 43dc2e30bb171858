import ICAL from 'ical.js'
import { join, newId, newSociety, Person, signIn } from '../support/personas'
import { startInProcess, type ServerInProcess } from '../support/server-in-process'

describe('the calendar feed', () => {
  let server: ServerInProcess
  let alice: Person
  let vera: Person
  let society: string

  beforeAll(async () => {
    server = await startInProcess({}, '2018-12-03T02:00:00Z')
    alice = await signIn(server, 'alice')
    vera = await signIn(server, 'vera')
    society = await newSociety(alice, '市土木建筑学会')
    await alice.patch(`organisations/${society}`, { rubrics: ['wuhan-party-led'] })
    await join(alice, society, vera, 'viewer')
  })
  afterAll(() => server?.stop())

  const open = async (person: Person): Promise<string> =>
    (await person.post(`organisations/${society}/calendar`)).body.address.replace('/api/', '')
  const read = (address: string) => new Person(server, 'calendar').get(address)
  const eventsOf = (text: string): ICAL.Event[] =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))

  it('gives a calendar program the due days without a sign-in, each under the same UID for ever', async () => {
    const address = await open(alice)
    const { status, headers, text } = await read(address)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const events = eventsOf(text)
    expect(events).toHaveLength(7)
    expect(events.every(({ startDate }) => startDate.isDate && startDate.toString() === '2018-12-31')).toBe(true)
    expect(events.map(({ summary }) => summary)).toContain('截止：报送上年度工作总结')
    const uids = events.map(({ uid }) => uid)
    expect(new Set(uids).size).toBe(7)
    const id = newId()
    const record = {
      id,
      kind: 'work-summary',
      year: 2017,
      party: true,
      filings: [{ to: 'association', on: '2018-12-03' }],
    }
    expect((await alice.put(`organisations/${society}/records/${id}`, { base: 0, record })).status).toBe(201)
    server.clock.pass(1)
    const later = eventsOf((await read(address)).text).map(({ uid }) => uid)
    expect(later).toHaveLength(5)
    expect(uids).toEqual(expect.arrayContaining(later))
  })

  it('is a secret of one member: a new address voids the old one, revoking voids both, and others keep theirs', async () => {
    const [first, hers] = [await open(alice), await open(vera)]
    const second = await open(alice)
    expect([(await read(first)).status, (await read(second)).status, (await read(hers)).status]).toEqual([
      404, 200, 200,
    ])
    expect((await alice.get(`organisations/${society}/calendar`)).body.since).toEqual(expect.any(String))
    expect((await alice.delete(`organisations/${society}/calendar`)).status).toBe(204)
    expect([(await read(second)).status, (await read(hers)).status]).toEqual([404, 200])
    expect((await alice.get(`organisations/${society}/calendar`)).body).toEqual({ since: null })
  })

  it('ends with the membership, and is not to be guessed', async () => {
    const hers = await open(vera)
    expect((await alice.delete(`organisations/${society}/members/${vera.id}`)).status).toBe(204)
    const gone = await read(hers)
    expect([gone.status, gone.body.error.code]).toEqual([404, 'calendarUnknown'])
    expect((await read('calendar/.ics')).status).toBe(404)
    expect((await vera.post(`organisations/${society}/calendar`)).status).toBe(404)
  })
})
