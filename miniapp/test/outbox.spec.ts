import { stateOf } from '../src/data/entry'
import type { App } from '../src/data/app'
import { settle, TestPhone } from './support/phone'

const meeting = (id: string, title = '党委会') => ({ id, kind: 'committee-meeting', on: '2026-03-05', title })
const [one, two] = ['01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002'] as const

async function signedIn(phone: TestPhone): Promise<App> {
  const app = await phone.start()
  await app.signIn('王秘书')
  const organisation = { id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false }
  await app.select(organisation)
  await settle()
  return app
}
const state = (app: App, id: string) => {
  const workspace = app.workspace.get()!
  const entry = workspace.book.get(id)!
  return stateOf(entry, workspace.outbox.sending.get().has(id))
}

describe('the outbox', () => {
  it('keeps a record on the phone first and says so until the server has it', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    phone.server.reachable = false
    const workspace = app.workspace.get()!
    expect(await workspace.save(meeting(one))).toEqual([])
    await settle()
    expect(state(app, one)).toBe('local')
    expect(workspace.book.unsent()).toHaveLength(1)

    phone.server.reachable = true
    phone.clock.ring()
    await settle()
    expect(state(app, one)).toBe('received')
    expect(phone.server.held.get(one)).toMatchObject({ revision: 1, record: { title: '党委会' } })
  })

  it.each(['before', 'after'] as const)(
    'sends once in effect when the network is lost %s the server acts',
    async (when) => {
      const phone = new TestPhone()
      const app = await signedIn(phone)
      phone.server.faults = [when]
      await app.workspace.get()!.save(meeting(one))
      await settle()
      expect(state(app, one)).toBe('local')
      phone.clock.ring()
      await settle()
      expect(state(app, one)).toBe('received')
      expect(phone.server.held.get(one)?.revision).toBe(1)
    },
  )

  it('goes on after a restart in the middle of sending', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    phone.server.faults = ['after']
    await app.workspace.get()!.save(meeting(one))
    await settle()
    const again = await phone.start()
    expect(again.workspace.get()!.book.get(one)?.outgoing).toBeDefined()
    await settle()
    expect(state(again, one)).toBe('received')
    expect(phone.server.held.get(one)?.revision).toBe(1)
  })

  it('sends an edit made while its record was under way as the next revision', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    const workspace = app.workspace.get()!
    phone.server.faults = ['after']
    await workspace.save(meeting(one))
    await settle()
    await workspace.save(meeting(one, '第一次党委会'))
    await settle()
    expect(phone.server.held.get(one)).toMatchObject({ revision: 2, record: { title: '第一次党委会' } })
    expect(state(app, one)).toBe('received')
  })

  it('waits longer after each failure, and one waiting try is enough', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    phone.server.reachable = false
    await app.workspace.get()!.save(meeting(one))
    await settle()
    await app.workspace.get()!.save(meeting(two))
    await settle()
    expect(phone.clock.waiting.map((wait) => wait.milliseconds)).toEqual([2000])
    phone.clock.ring()
    await settle()
    expect(phone.clock.waiting.map((wait) => wait.milliseconds)).toHaveLength(1)
    expect(phone.clock.waiting[0]!.milliseconds).toBeGreaterThan(2000)
  })

  it('returns a record the server will not take, with the reason, and sends the others', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    const workspace = app.workspace.get()!
    phone.server.refusal = { status: 403, code: 'notAllowed', message: '您不是这个单位的秘书。' }
    await workspace.save(meeting(one))
    await settle()
    expect(state(app, one)).toBe('rejected')
    expect(workspace.book.get(one)?.refusal?.message).toBe('您不是这个单位的秘书。')
    expect(workspace.book.unsent()).toHaveLength(1)
    phone.server.refusal = undefined
    await workspace.save(meeting(two))
    await settle()
    expect(state(app, two)).toBe('received')
  })

  it('shows both versions when another phone was faster', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    const workspace = app.workspace.get()!
    await workspace.save(meeting(one))
    await settle()
    phone.server.edit(one, meeting(one, '别人的'))
    await workspace.save(meeting(one, '我的'))
    await settle()
    expect(state(app, one)).toBe('conflict')
    await workspace.resolve(one, 'mine')
    await settle()
    expect(phone.server.held.get(one)).toMatchObject({ revision: 3, record: { title: '我的' } })
    expect(state(app, one)).toBe('received')
  })

  it('brings in what others recorded and scores it', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    const workspace = app.workspace.get()!
    const before = workspace.scores.card('cast-2018', { asOf: '2026-11-20' })!.total.estimate
    phone.server.edit(two, meeting(two, '别人记的'))
    await workspace.synchronise()
    expect(workspace.book.get(two)?.record.title).toBe('别人记的')
    expect(workspace.scores.card('cast-2018', { asOf: '2026-11-20' })!.total.estimate).toBe(before + 20)
    phone.server.edit(two, null)
    await workspace.synchronise()
    expect(workspace.scores.card('cast-2018', { asOf: '2026-11-20' })!.total.estimate).toBe(before)
  })

  it('sends everything again to a server that lost it', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    const workspace = app.workspace.get()!
    await workspace.save(meeting(one))
    await settle()
    await workspace.synchronise()
    phone.server.forget()
    await workspace.synchronise()
    expect(phone.server.held.get(one)).toMatchObject({ revision: 1, record: { title: '党委会' } })
    expect(state(app, one)).toBe('received')
  })

  it('does not call a record saved that the phone could not store', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    phone.store.failing = true
    await expect(app.workspace.get()!.save(meeting(one))).rejects.toThrow('storage full')
    expect(app.workspace.get()!.book.get(one)).toBeUndefined()
    phone.store.failing = false
    expect(await app.workspace.get()!.save(meeting(one))).toEqual([])
  })

  it('sends a deletion, and takes it back as a new revision', async () => {
    const phone = new TestPhone()
    const app = await signedIn(phone)
    const workspace = app.workspace.get()!
    await workspace.save(meeting(one))
    await settle()
    await workspace.remove(one)
    await settle()
    expect(phone.server.held.get(one)).toMatchObject({ revision: 2, deleted: true })
    await workspace.restore(one)
    await settle()
    expect(phone.server.held.get(one)).toMatchObject({ revision: 3, deleted: false })
  })
})
