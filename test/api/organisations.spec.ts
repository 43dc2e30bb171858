import { join, newCreditCode, newId, newSociety, type Person, signIn } from '../support/personas'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
let alice: Person
let bob: Person
let olivia: Person

beforeAll(async () => {
  server = await startServer()
  alice = await signIn(server, 'alice')
  bob = await signIn(server, 'bob')
  olivia = await signIn(server, 'olivia')
})
afterAll(() => server?.stop())

describe('a claim', () => {
  it('makes the one who claims the secretary of an unverified organisation', async () => {
    const claim = { id: newId(), name: ' 市土木建筑学会 ', code: newCreditCode(), society: { level: 'municipal' } }
    const { status, body } = await alice.post('organisations', claim)
    expect(status).toBe(201)
    expect(body).toMatchObject({ id: claim.id, name: '市土木建筑学会', code: claim.code, verified: false })
    expect(body.society).toEqual({ level: 'municipal' })
    const me = await alice.get('me')
    const organisation = { id: claim.id, name: '市土木建筑学会', code: claim.code, verified: false }
    expect(me.body.memberships).toContainEqual({ organisation, role: 'secretary' })
  })

  it('may be repeated by the same person, with the code typed in any way', async () => {
    const claim = { id: newId(), name: '学会', code: newCreditCode() }
    await alice.post('organisations', claim)
    const code = ` ${claim.code.slice(0, 8).toLowerCase()} ${claim.code.slice(8)}`
    expect((await alice.post('organisations', { ...claim, code })).status).toBe(200)
  })

  it('of a code that has an owner is refused', async () => {
    const code = newCreditCode()
    await alice.post('organisations', { id: newId(), name: '学会', code })
    for (const person of [bob, alice]) {
      const { status, body } = await person.post('organisations', { id: newId(), name: '学会', code })
      expect([status, body.error.code, body.error.field]).toEqual([409, 'claimTaken', 'code'])
    }
    expect((await bob.get('me')).body.memberships).toEqual([])
  })

  it('of one code by many at once succeeds once', async () => {
    const code = newCreditCode()
    const people = await Promise.all(['p1', 'p2', 'p3', 'p4', 'p5'].map((name) => signIn(server, name)))
    const claims = people.map((person) => person.post('organisations', { id: newId(), name: '学会', code }))
    const statuses = (await Promise.all(claims)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([201, 409, 409, 409, 409])
  })

  it('under an id that is taken is refused', async () => {
    const id = await newSociety(alice)
    const { status, body } = await bob.post('organisations', { id, name: '学会', code: newCreditCode() })
    expect([status, body.error.code]).toEqual([409, 'idTaken'])
  })
})

describe('an operator', () => {
  it('alone sees and decides claims', async () => {
    const id = await newSociety(alice)
    for (const path of [`admin/claims/${id}/approve`, `admin/claims/${id}/reject`])
      expect(await alice.post(path)).toMatchObject({ status: 403, body: { error: { code: 'operatorsOnly' } } })
    expect((await alice.get('admin/claims')).status).toBe(403)
    const { body } = await olivia.get('admin/claims')
    expect(body.claims.map((one: { id: string }) => one.id)).toContain(id)
    expect((await olivia.get('me')).body.isOperator).toBe(true)
  })

  it('approves a claim once and for all', async () => {
    const id = await newSociety(alice)
    expect(await olivia.post(`admin/claims/${id}/approve`)).toMatchObject({ status: 200, body: { verified: true } })
    expect((await alice.get(`organisations/${id}`)).body.verified).toBe(true)
    expect((await olivia.post(`admin/claims/${id}/approve`)).status).toBe(200)
    expect((await olivia.post(`admin/claims/${id}/reject`)).status).toBe(409)
    expect((await olivia.post(`admin/claims/${newId()}/approve`)).status).toBe(404)
  })

  it('rejects a claim, which frees the code for its owner', async () => {
    const code = newCreditCode()
    const id = newId()
    await bob.post('organisations', { id, name: '冒名学会', code })
    await olivia.post(`admin/claims/${id}/reject`)
    expect((await bob.get(`organisations/${id}`)).body).toMatchObject({ code: null, verified: false })
    expect((await alice.post('organisations', { id: newId(), name: '真学会', code })).status).toBe(201)
  })
})

describe('a profile', () => {
  it('is changed in parts, and checked', async () => {
    const id = await newSociety(alice)
    const path = `organisations/${id}`
    expect(
      (await alice.patch(path, { society: { founded: '1989-05-18' }, rubrics: ['cast-2018', 'cast-2018'] })).body,
    ).toMatchObject({
      name: '市土木建筑学会',
      society: { founded: '1989-05-18' },
      rubrics: ['cast-2018'],
    })
    expect((await alice.put(`${path}/profile`, { name: '又一名' })).body).toMatchObject({ name: '又一名' })
    expect((await alice.patch(path, { name: '新名' })).body).toMatchObject({ name: '新名', rubrics: ['cast-2018'] })
    expect(await alice.patch(path, { rubrics: ['cast-2018', 'moon'] })).toMatchObject({
      status: 404,
      body: { error: { code: 'rubricUnknown', field: 'rubrics[1]' } },
    })
    expect((await alice.patch(path, { society: { founded: 'long ago' } })).body.error.field).toBe('society.founded')
    expect((await alice.patch(path, { code: newCreditCode() })).body.error.code).toBe('unknownKey')
  })
})

describe('roles', () => {
  it('a viewer reads, a leader appoints as well, only a secretary writes', async () => {
    const id = await newSociety(alice)
    const carol = await signIn(server, 'carol')
    await join(alice, id, bob, 'viewer')
    await join(alice, id, carol, 'leader')
    const record = newId()
    const put = { base: 0, record: { id: record, kind: 'committee-meeting', on: '2018-03-05' } }
    for (const person of [bob, carol]) {
      expect((await person.get(`organisations/${id}/changes`)).status).toBe(200)
      expect((await person.get(`organisations/${id}/scorecard?rubric=cast-2018`)).status).toBe(200)
      const refused = await Promise.all([
        person.put(`organisations/${id}/records/${record}`, put),
        person.delete(`organisations/${id}/records/${record}?base=1`),
        person.patch(`organisations/${id}`, { name: 'x' }),
        person.put(`organisations/${id}/assessments/cast-2018`, {}),
        person.put(`organisations/${id}/files/${'0'.repeat(64)}`, 'x'),
        person.post(`organisations/${id}/handover`),
      ])
      expect(refused.map(({ status, body }) => `${status} ${body.error.code}`)).toEqual(Array(6).fill('403 notAllowed'))
    }
    expect((await bob.post(`organisations/${id}/invitations`, { role: 'viewer' })).status).toBe(403)
    expect((await bob.get(`organisations/${id}/invitations`)).status).toBe(403)
    expect((await carol.post(`organisations/${id}/invitations`, { role: 'viewer' })).status).toBe(201)
    expect((await alice.put(`organisations/${id}/records/${record}`, put)).status).toBe(201)
  })

  it('are listed, and a member who is taken out sees nothing any more', async () => {
    const id = await newSociety(alice)
    await join(alice, id, bob)
    const { body } = await bob.get(`organisations/${id}/members`)
    expect(body.members).toMatchObject([
      { account: alice.id, name: 'alice', role: 'secretary' },
      { account: bob.id, name: 'bob', role: 'viewer' },
    ])
    expect((await bob.delete(`organisations/${id}/members/${alice.id}`)).status).toBe(403)
    expect((await alice.delete(`organisations/${id}/members/${bob.id}`)).status).toBe(204)
    expect((await bob.get(`organisations/${id}/members`)).status).toBe(404)
    expect((await alice.delete(`organisations/${id}/members/${bob.id}`)).status).toBe(404)
    const last = await alice.delete(`organisations/${id}/members/${alice.id}`)
    expect([last.status, last.body.error.code]).toEqual([409, 'onlySecretary'])
  })
})
