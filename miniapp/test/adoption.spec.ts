import type { App } from '../src/data/app'
import { writeMonth } from '../src/data/months'
import { jpegBytes } from './support/pictures'
import { settle, TestPhone } from './support/phone'

const idOf = (n: number) => `01930000-0000-7000-8000-00000000000${n}`
const meeting = (n: number, title = `会议${n}`) => ({ id: idOf(n), kind: 'committee-meeting', on: '2026-03-05', title })
const code = '511000005000111110'
const memory = (record: string) =>
  JSON.stringify({ version: 1, imports: [{ rows: [{ fingerprint: record, record }] }] })
const draft = (n: number, at: number, title: string) =>
  JSON.stringify({ version: 1, record: { ...meeting(n), title }, at })

/** A phone used without an account: three records, one with a photo, a draft, a remembered import, plans, a waiver. */
async function prepared(): Promise<{
  phone: TestPhone
  organisation: NonNullable<ReturnType<App['organisations']['get']>[0]>
}> {
  const phone = new TestPhone()
  const app = await phone.start()
  await app.useLocally()
  await app.createOrganisation('晨光学会', code)
  const workspace = app.workspace.get()!
  const picked = { name: 'a.jpg', size: 9, picture: true, read: () => Promise.resolve(jpegBytes(1)) }
  const kept = await workspace.files.add(picked, '照片')
  if (!('evidence' in kept)) throw new Error(kept.problem)
  expect(await workspace.save({ ...meeting(1), evidence: [kept.evidence] })).toEqual([])
  await workspace.save(meeting(2))
  await workspace.save(meeting(3))
  workspace.drafts.keep(meeting(4, '没写完'), undefined, 5)
  await workspace.writeAside('imports', memory(idOf(1)))
  await workspace.efforts.set({ 'committee-meeting': 3 } as never)
  await workspace.assess('cast-2018', { selfAssessment: { '6.1.judged': 5 }, claims: {} })
  await workspace.waive('duty-1', '没有这项')
  const { organisation } = workspace
  await app.signOut()
  phone.store.texts.set(`accounts/local/${organisation.id}/records-unreadable/x`, '{"vers')
  await app.signIn('王秘书')
  return { phone, organisation }
}

const account = (phone: TestPhone, organisation: { id: string }) =>
  new Map(
    [...phone.store.texts].flatMap(([key, text]) => {
      const part = key.split(`accounts/wang/${organisation.id}/`)[1]
      return part ? [[part, text] as const] : []
    }),
  )
const leftBehind = (phone: TestPhone, organisation: { id: string }) =>
  [...phone.store.texts.keys(), ...phone.files.kept.keys()].filter((key) =>
    key.startsWith(`accounts/local/${organisation.id}/`),
  )

/** Signs in again as after a restart: the session is kept. */
async function restarted(phone: TestPhone): Promise<App> {
  const app = await phone.start()
  await settle()
  return app
}

/** Everything the person had is with the account, once. */
async function expectWhole(phone: TestPhone, app: App, organisation: { id: string }): Promise<void> {
  await settle()
  const workspace = app.workspace.get()!
  await workspace.synchronise()
  await settle()
  expect([...phone.server.held.values()].map(({ revision }) => revision)).toEqual([1, 1, 1])
  expect(workspace.book.all().map((entry) => workspace.state(entry))).toEqual(['received', 'received', 'received'])
  expect(workspace.drafts.begun().map(({ record }) => record.title)).toEqual(['没写完'])
  expect(await workspace.readAside('imports')).toBe(memory(idOf(1)))
  expect(workspace.efforts.value.get()).toEqual({ 'committee-meeting': 3 })
  expect(workspace.assessment('cast-2018').selfAssessment).toEqual({ '6.1.judged': 5 })
  expect(workspace.book.quarantine.map(({ text }) => text)).toEqual(['{"vers'])
  expect(leftBehind(phone, organisation)).toEqual([])
  expect(await app.localOrganisations()).toEqual([])
}

/** Lets so many changes of the phone's storage happen; what comes after never does, as in an app that was ended. */
function killAfter(phone: TestPhone, steps: number): { revive: () => void; taken: () => number } {
  let taken = 0
  const stores = [phone.store, phone.files] as { write: unknown; remove: unknown }[]
  const guard =
    (act: (...given: never[]) => Promise<void>) =>
    (...given: never[]) => {
      if (taken >= steps) return new Promise<void>(() => undefined)
      taken += 1
      return act(...given)
    }
  for (const store of stores) {
    const proto = Object.getPrototypeOf(store) as Record<'write' | 'remove', (...given: never[]) => Promise<void>>
    store.write = guard(proto.write.bind(store))
    store.remove = guard(proto.remove.bind(store))
  }
  const revive = () => {
    for (const store of stores as Partial<(typeof stores)[0]>[]) {
      delete store.write
      delete store.remove
    }
  }
  return { revive, taken: () => taken }
}

/** A phone whose app was ended after so many steps of an adoption. */
async function endedHalfway(step: number): ReturnType<typeof prepared> {
  const { phone, organisation } = await prepared()
  const before = await restarted(phone)
  const killed = killAfter(phone, step)
  void before.adopt(organisation)
  await settle()
  killed.revive()
  return { phone, organisation }
}

describe('what was recorded without an account', () => {
  it('is not touched while nobody is signed in, or while the server refuses the organisation', async () => {
    const { phone, organisation } = await prepared()
    const app = await restarted(phone)
    const before = new Map(phone.store.texts)
    phone.server.reachable = false
    expect(await app.adopt(organisation)).toContain('连不上服务器')
    expect(new Map(phone.store.texts)).toEqual(before)
    await app.signOut()
    expect(await app.adopt(organisation)).toBe('请先登录。')
    expect(leftBehind(phone, organisation)).toHaveLength(9)
  })

  it('goes to the account whole: records, files, drafts, imports, plans, self-assessment, what cannot be read', async () => {
    const { phone, organisation } = await prepared()
    const app = await restarted(phone)
    expect(await app.adopt(organisation)).toBeUndefined()
    await expectWhole(phone, app, organisation)
  })

  it('is whole and single after the app was ended between any two steps and it was done again', async () => {
    const whole = await prepared()
    const counted = killAfter(whole.phone, Infinity)
    const app = await restarted(whole.phone)
    const start = counted.taken()
    await app.adopt(whole.organisation)
    const steps = counted.taken() - start
    expect(steps).toBeGreaterThan(20)
    for (let step = 0; step < steps; step += 1) {
      const { phone, organisation } = await endedHalfway(step)
      const again = await restarted(phone)
      if ((await again.localOrganisations()).length > 0) await again.adopt(organisation)
      else if (!again.workspace.get()) await again.select(organisation)
      await expectWhole(phone, again, organisation)
    }
  }, 60_000)

  it('never writes over what was done at the account since it was ended half way', async () => {
    const { phone: first } = await prepared()
    const steps = first.store.texts.size * 2
    for (let step = 0; step < steps; step += 1) {
      const { phone, organisation } = await endedHalfway(step)
      const between = await restarted(phone)
      await between.select(organisation)
      await settle()
      const present = between.workspace
        .get()!
        .book.all()
        .map(({ id }) => id)
      const newer = new Map(present.map((id) => [id, `${id} 改过`]))
      for (const [id, title] of newer)
        await between.workspace.get()!.save({ ...between.workspace.get()!.book.get(id)!.record, title })
      await settle()
      await between.adopt(organisation)
      await settle()
      const workspace = between.workspace.get()!
      await workspace.synchronise()
      for (const n of [1, 2, 3]) {
        const entry = workspace.book.get(idOf(n))!
        const shown = [entry.record.title, entry.conflict?.record?.title]
        expect(shown).toContain(newer.get(idOf(n)) ?? `会议${n}`)
        expect(phone.server.held.get(idOf(n))?.record?.title).toBe(newer.get(idOf(n)) ?? `会议${n}`)
      }
    }
  }, 60_000)

  it('leaves the later of two drafts, and knows the imports of both sides', async () => {
    const { phone, organisation } = await prepared()
    const at = `accounts/wang/${organisation.id}`
    phone.store.texts.set(`${at}/drafts/${idOf(4)}`, draft(4, 6, '后来写的'))
    phone.store.texts.set(`${at}/aside/imports`, memory(idOf(9)))
    phone.store.texts.set(`${at}/efforts`, '{"committee-meeting":7}')
    const app = await restarted(phone)
    await app.adopt(organisation)
    const workspace = app.workspace.get()!
    expect(workspace.drafts.begun().map(({ record }) => record.title)).toEqual(['后来写的'])
    const { imports } = JSON.parse((await workspace.readAside('imports'))!) as {
      imports: { rows: { record: string }[] }[]
    }
    expect(imports.flatMap(({ rows }) => rows.map(({ record }) => record))).toEqual([idOf(9), idOf(1)])
    expect(workspace.efforts.value.get()).toEqual({ 'committee-meeting': 7 })

    const other = await prepared()
    other.phone.store.texts.set(`accounts/wang/${other.organisation.id}/drafts/${idOf(4)}`, draft(4, 4, '早先写的'))
    const taken = await restarted(other.phone)
    await taken.adopt(other.organisation)
    expect(
      taken.workspace
        .get()!
        .drafts.begun()
        .map(({ record }) => record.title),
    ).toEqual(['没写完'])
  })

  it.each(['records', 'records-months'])('shows both where one record says two things: %s', async (part) => {
    const { phone, organisation } = await prepared()
    const there = {
      version: 1 as const,
      id: idOf(2),
      record: meeting(2, '服务器上的'),
      deleted: false,
      base: 3,
      dirty: false,
    }
    const name = part === 'records' ? idOf(2) : '2026-03'
    const text = part === 'records' ? JSON.stringify(there) : writeMonth([there])
    phone.store.texts.set(`accounts/wang/${organisation.id}/${part}/${name}`, text)
    phone.server.held.set(idOf(2), { revision: 3, deleted: false, record: meeting(2, '服务器上的') })
    const app = await restarted(phone)
    await app.adopt(organisation)
    await settle()
    const entry = app.workspace.get()!.book.get(idOf(2))!
    expect([entry.record.title, entry.conflict?.record?.title]).toEqual(['会议2', '服务器上的'])
    expect(phone.server.held.get(idOf(2))?.revision).toBe(3)
    expect(account(phone, organisation).has(`records-unreadable/${idOf(2)}`)).toBe(false)
  })
})
