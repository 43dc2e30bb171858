import { newCreditCode, newId, newSociety, Person, signIn } from '../support/personas'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
let alice: Person
let bob: Person
let society: string
let others: string

beforeAll(async () => {
  server = await startServer()
  alice = await signIn(server, 'alice')
  bob = await signIn(server, 'bob')
  society = await newSociety(alice)
  others = await newSociety(bob)
})
afterAll(() => server?.stop())

const meeting = (id: string, more: object = {}): object => ({
  id,
  kind: 'committee-meeting',
  on: '2018-03-05',
  people: 7,
  ...more,
})
const put = (id: string, record: unknown, base: unknown = 0): ReturnType<Person['put']> =>
  alice.put(`organisations/${society}/records/${id}`, { base, record })

describe('what a record may not be', () => {
  const id = newId()
  it.each<[string, object, string, string]>([
    ['of an unknown kind', meeting(id, { kind: 'party' }), 'unknownKind', 'record.kind'],
    ['without a kind', meeting(id, { kind: undefined }), 'missing', 'record.kind'],
    ['on a day that does not exist', meeting(id, { on: '2018-02-29' }), 'badDay', 'record.on'],
    ['on a day in another form', meeting(id, { on: '5.3.2018' }), 'badDay', 'record.on'],
    ['without a day', meeting(id, { on: undefined }), 'missing', 'record.on'],
    ['over before it began', meeting(id, { until: '2018-03-04' }), 'badRange', 'record.until'],
    ['with a field nobody knows', meeting(id, { mood: 'good' }), 'unknownField', 'record.mood'],
    ['with words for a number', meeting(id, { people: '七' }), 'wrongType', 'record.people'],
    ['with a negative count', meeting(id, { people: -1 }), 'badRange', 'record.people'],
    ['with a list for a title', meeting(id, { title: ['a'] }), 'wrongType', 'record.title'],
    ['with an endless title', meeting(id, { title: '长'.repeat(201) }), 'tooLong', 'record.title'],
    [
      'with evidence at a script address',
      meeting(id, { evidence: [{ link: 'javascript:alert(1)' }] }),
      'wrongType',
      'record.evidence[0].link',
    ],
    ['with a hash that is none', meeting(id, { evidence: [{ hash: 'abc' }] }), 'wrongType', 'record.evidence[0].hash'],
    ['filed with nobody', meeting(id, { filings: [{ on: '2018-03-06' }] }), 'missing', 'record.filings[0].to'],
    ['under another id than its address', meeting(newId()), 'inconsistent', 'record.id'],
    ['a list', [], 'wrongType', 'record'],
  ])('%s', async (_, record, code, field) => {
    const { status, body } = await put(id, record)
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code, field })
    expect(body.error.message).toMatch(/\p{Script=Han}/u)
    expect((await alice.get(`organisations/${society}/records/${id}`)).status).toBe(404)
  })

  it('names every problem at once', async () => {
    const { body } = await put(id, meeting(id, { on: 'x', people: 'y' }))
    expect(body.error.details.map(({ field }: { field: string }) => field).sort()).toEqual([
      'record.on',
      'record.people',
    ])
  })

  it.each([
    [-1, 'badRange'],
    [1.5, 'wrongType'],
    ['0', 'wrongType'],
    [null, 'wrongType'],
    [undefined, 'missing'],
  ])('base %j is %s', async (base, code) => {
    const { status, body } = await alice.put(`organisations/${society}/records/${id}`, { base, record: meeting(id) })
    expect([status, body.error.code, body.error.field]).toEqual([400, code, 'base'])
  })

  it.each(['r1', '0190f3d2-0000-4000-8000-000000000001', '0190F3D2-0000-7000-8000-000000000001', '%00', '..%2F..'])(
    'an id like %s',
    async (bad) => {
      const { status, body } = await put(bad, meeting(id))
      expect([status, body.error.code]).toEqual([400, 'badId'])
    },
  )
})

describe('what a request may not be', () => {
  const path = (): string => `organisations/${society}/records/${newId()}`

  it('broken JSON', async () => {
    const { status, body } = await alice.call('PUT', path(), '{"base": 0,', { 'content-type': 'application/json' })
    expect([status, body.error.code]).toEqual([400, 'syntax'])
  })

  it('empty', async () => {
    const { status, body } = await alice.put(path())
    expect([status, body.error.code]).toEqual([400, 'missing'])
  })

  it('an empty body under a JSON heading is none: WeChat sends that heading with every request', async () => {
    const json = { 'content-type': 'application/json' }
    const bare = await alice.call('POST', `organisations/${society}/calendar`, undefined, json)
    expect([bare.status, bare.body.address]).toEqual([201, expect.stringContaining('.ics')])
    expect((await alice.call('DELETE', `organisations/${society}/calendar`, undefined, json)).status).toBe(204)
    const missing = await alice.call('PUT', path(), undefined, json)
    expect([missing.status, missing.body.error.code]).toEqual([400, 'missing'])
  })

  it('something else than JSON', async () => {
    const { status, body } = await alice.call('PUT', path(), '<a/>', { 'content-type': 'text/xml' })
    expect([status, body.error.code]).toEqual([415, 'mediaType'])
  })

  it('huge', async () => {
    const { status, body } = await alice.put(path(), { base: 0, record: { note: '大'.repeat(200_000) } })
    expect([status, body.error.code]).toEqual([413, 'bodyTooLarge'])
  })

  it('polluting prototypes', async () => {
    const text = `{"base": 0, "record": {"__proto__": {"kind": "committee-meeting"}}}`
    const { status } = await alice.call('PUT', path(), text, { 'content-type': 'application/json' })
    expect(status).toBe(400)
  })

  it('to a place that is none', async () => {
    const { status, body } = await alice.get('treasure')
    expect([status, body.error.code]).toEqual([404, 'routeUnknown'])
  })

  it.each(['limit=0', 'limit=501', 'limit=x', 'before=1'])('a feed asked with %s', async (query) => {
    expect((await alice.get(`organisations/${society}/changes?${query}`)).status).toBe(400)
  })

  it.each([
    ['asOf=2018-13-01', 'asOf'],
    ['from=2018-01-01', 'to'],
    ['from=2018-12-31&to=2018-01-01', 'window'],
  ])('a scorecard asked with %s', async (query, field) => {
    const { status, body } = await alice.get(`organisations/${society}/scorecard?rubric=wuhan-party-led&${query}`)
    expect([status, body.error.field]).toEqual([400, field])
  })

  it('a scorecard under a rubric that is none', async () => {
    const { status, body } = await alice.get(`organisations/${society}/scorecard?rubric=..%2Fcatalog`)
    expect([status, body.error.code]).toEqual([404, 'rubricUnknown'])
  })
})

describe('without a sign-in', () => {
  it.each([undefined, 'x', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'])('with token %s nothing is shown', async (token) => {
    const stranger = new Person(server, 'stranger', token)
    for (const path of ['me', `organisations/${society}`, `organisations/${society}/changes`, 'admin/claims']) {
      const { status, body } = await stranger.get(path)
      expect([path, status, body.error.code]).toEqual([path, 401, 'notSignedIn'])
    }
  })
})

describe('another organisation', () => {
  const unused = '0190f3d2-0000-7000-8000-0000000000aa'

  it.each<[string, string, unknown]>([
    ['GET', '', undefined],
    ['PATCH', '', {}],
    ['GET', '/changes', undefined],
    ['GET', '/members', undefined],
    ['GET', '/scorecard?rubric=cast-2018', undefined],
    ['GET', '/assessments/cast-2018', undefined],
    ['PUT', '/assessments/cast-2018', {}],
    ['POST', '/invitations', { role: 'viewer' }],
    ['POST', '/handover', undefined],
    ['GET', `/records/${unused}`, undefined],
    ['PUT', `/records/${unused}`, { base: 0, record: {} }],
    ['DELETE', `/records/${unused}?base=1`, undefined],
    ['GET', `/records/${unused}/history`, undefined],
    ['PUT', `/files/${'0'.repeat(64)}`, 'x'],
    ['GET', `/files/${'0'.repeat(64)}/address`, undefined],
  ])('%s %s answers like one that does not exist', async (method, path, body) => {
    const foreign = await alice.call(method, `organisations/${others}${path}`, body)
    const missing = await alice.call(method, `organisations/${unused}${path}`, body)
    expect([foreign.status, foreign.text]).toEqual([404, missing.text])
    expect([missing.status, missing.body.error.code]).toEqual([404, 'organisationUnknown'])
  })

  it('its record is, under my organisation, an id nobody uses', async () => {
    const id = newId()
    await bob.put(`organisations/${others}/records/${id}`, { base: 0, record: meeting(id, { title: '别人的会' }) })
    const mine = `organisations/${society}/records/${id}`
    expect((await alice.get(mine)).status).toBe(404)
    expect((await alice.get(`${mine}/history`)).status).toBe(404)
    expect((await alice.delete(`${mine}?base=1`)).status).toBe(404)
    const stale = await put(id, meeting(id), 1)
    expect([stale.status, stale.body.error.details.current]).toEqual([409, null])
    expect(await put(id, meeting(id, { title: '自己的会' }))).toMatchObject({ status: 201, body: { revision: 1 } })
    const theirs = await bob.get(`organisations/${others}/records/${id}`)
    expect(theirs.body).toMatchObject({ revision: 1, record: { title: '别人的会' } })
  })
})

describe('a claim', () => {
  it.each(['', '123', '91350100M000100Y44', '一二三四五六七八九十一二三四五六七八'])(
    'with code %j is refused',
    async (code) => {
      const { status, body } = await alice.post('organisations', { id: newId(), name: '学会', code })
      expect([status, body.error.field]).toEqual([400, 'code'])
    },
  )

  it('with facts the catalog does not know is refused', async () => {
    const claim = { id: newId(), name: '学会', code: newCreditCode(), society: { level: 'galactic' } }
    const { status, body } = await alice.post('organisations', claim)
    expect([status, body.error.code, body.error.field]).toEqual([400, 'unknownOption', 'society.level'])
  })
})
