import { join, newSociety, type Person, signIn } from '../support/personas'
import { type ServerInProcess, startInProcess } from '../support/server-in-process'

let server: ServerInProcess
let alice: Person
let bob: Person
let carol: Person
let society: string

beforeAll(async () => {
  server = await startInProcess({ XINGJI_SESSION_DAYS: '3650' })
  alice = await signIn(server, 'alice')
  bob = await signIn(server, 'bob')
  carol = await signIn(server, 'carol')
})
afterAll(() => server?.stop())
beforeEach(async () => {
  society = await newSociety(alice)
})

const invite = async (role = 'viewer'): Promise<string> =>
  (await alice.post(`organisations/${society}/invitations`, { role })).body.code
const accept = (person: Person, code: string): ReturnType<Person['post']> => person.post(`invitations/${code}/accept`)
const roles = async (): Promise<Record<string, string>> => {
  const { body } = await alice.get(`organisations/${society}/members`)
  return Object.fromEntries(body.members.map(({ name, role }: { name: string; role: string }) => [name, role]))
}

describe('an invitation', () => {
  it('lets one person in, once', async () => {
    const code = await invite('leader')
    expect(await accept(bob, code)).toMatchObject({ status: 200, body: { organisation: society, role: 'leader' } })
    expect(await roles()).toEqual({ alice: 'secretary', bob: 'leader' })
    expect(await accept(carol, code)).toMatchObject({ status: 410, body: { error: { code: 'invitationUsed' } } })
    // The answer may have been lost on the way.
    expect((await accept(bob, code)).status).toBe(200)
    expect(await roles()).toEqual({ alice: 'secretary', bob: 'leader' })
  })

  it('accepted by many at once lets one of them in', async () => {
    const code = await invite()
    const people = await Promise.all(['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((name) => signIn(server, name)))
    const statuses = (await Promise.all(people.map((person) => accept(person, code)))).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 410, 410, 410, 410, 410])
    expect(Object.keys(await roles())).toHaveLength(2)
  })

  it('expires after seven days', async () => {
    const [early, late] = [await invite(), await invite()]
    server.clock.pass(7, -1)
    expect((await accept(bob, early)).status).toBe(200)
    server.clock.pass(0, 1)
    expect(await accept(carol, late)).toMatchObject({ status: 410, body: { error: { code: 'invitationExpired' } } })
  })

  it('can be withdrawn, and is listed without its code until then', async () => {
    const { body: offer } = await alice.post(`organisations/${society}/invitations`, { role: 'viewer' })
    const { body } = await alice.get(`organisations/${society}/invitations`)
    expect(body.invitations).toEqual([{ id: offer.id, purpose: 'join', role: 'viewer', expiresAt: offer.expiresAt }])
    expect((await alice.delete(`organisations/${society}/invitations/${offer.id}`)).status).toBe(204)
    expect((await alice.delete(`organisations/${society}/invitations/${offer.id}`)).status).toBe(404)
    expect((await accept(bob, offer.code)).status).toBe(410)
    expect((await alice.get(`organisations/${society}/invitations`)).body.invitations).toEqual([])
  })

  it('is found however the code is typed, and by no other', async () => {
    const code = await invite()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
    expect(await accept(bob, 'ABCDEFGHJKMN')).toMatchObject({
      status: 404,
      body: { error: { code: 'invitationUnknown' } },
    })
    expect((await accept(bob, encodeURIComponent(` ${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`))).status).toBe(
      200,
    )
  })

  it('changes nothing for a member and stays unused', async () => {
    const code = await invite()
    expect(await accept(alice, code)).toMatchObject({ status: 409, body: { error: { code: 'alreadyMember' } } })
    expect((await accept(bob, code)).status).toBe(200)
    expect(await roles()).toEqual({ alice: 'secretary', bob: 'viewer' })
  })

  it.each(['boss', '', null, undefined])('with role %j is refused', async (role) => {
    const { status, body } = await alice.post(`organisations/${society}/invitations`, { role })
    expect([status, body.error.field]).toEqual([400, 'role'])
  })
})

describe('a handover', () => {
  const offer = async (): Promise<string> => (await alice.post(`organisations/${society}/handover`)).body.code

  it('passes the role to the one who accepts; the retiring secretary keeps seeing', async () => {
    const code = await offer()
    expect(await roles()).toEqual({ alice: 'secretary' })
    expect(await accept(bob, code)).toMatchObject({ status: 200, body: { role: 'secretary' } })
    expect(await roles()).toEqual({ alice: 'viewer', bob: 'secretary' })
    expect((await alice.post(`organisations/${society}/handover`)).status).toBe(403)
    expect((await accept(carol, code)).status).toBe(410)
    expect((await bob.patch(`organisations/${society}`, { name: '接任后的名字' })).status).toBe(200)
  })

  it('raises a member who was there already', async () => {
    await join(alice, society, bob, 'viewer')
    await accept(bob, await offer())
    expect(await roles()).toEqual({ alice: 'viewer', bob: 'secretary' })
  })

  it('is nothing for the one who offers it', async () => {
    const code = await offer()
    expect(await accept(alice, code)).toMatchObject({ status: 409, body: { error: { code: 'ownHandover' } } })
    expect((await accept(bob, code)).status).toBe(200)
  })

  it('accepted by two at once leaves one secretary', async () => {
    const code = await offer()
    const answers = await Promise.all([accept(bob, code), accept(carol, code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410])
    expect(Object.values(await roles()).sort()).toEqual(['secretary', 'viewer'])
  })

  it('offered twice passes once: the second offer lost what it offered', async () => {
    const [first, second] = [await offer(), await offer()]
    await accept(bob, first)
    expect((await accept(carol, second)).status).toBe(410)
    expect(await roles()).toEqual({ alice: 'viewer', bob: 'secretary' })
  })
})
