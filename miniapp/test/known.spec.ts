import { KnownPlaces } from '../src/data/known-places'
import { broughtView, emptiedView, lossView } from '../src/features/session/loss-view'
import { settle, TestPhone } from './support/phone'

const today = '2026-11-20'
const organisation = { id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false }
const folder = `accounts/wang/${organisation.id}`
const meeting = (n: number) => ({
  id: `01930000-0000-7000-8000-00000000000${n}`,
  kind: 'committee-meeting',
  on: '2026-03-05',
})

/** A phone with two records the server has and one it has not heard of. */
async function used(): Promise<TestPhone> {
  const phone = new TestPhone()
  const app = await phone.start()
  await app.signIn('王秘书')
  await app.select(organisation)
  await settle()
  const workspace = app.workspace.get()!
  await workspace.save(meeting(1))
  await workspace.save(meeting(2))
  await workspace.synchronise()
  phone.server.reachable = false
  await workspace.save(meeting(3))
  await settle()
  return phone
}
const place = async (phone: TestPhone) => (await KnownPlaces.open(phone.keepsake)).get(folder)

describe('a store that was emptied', () => {
  it('is not spoken of on a phone that never had any, nor while all is there', async () => {
    const phone = await used()
    const again = await phone.start()
    await settle()
    expect(again.known.get()!.get(folder)?.lost).toBeUndefined()
    expect(again.emptied.get()).toEqual([])
    expect((await new TestPhone().start()).emptied.get()).toEqual([])
  })

  it('is said before anyone has signed in, with what comes back and what may be gone', async () => {
    const phone = await used()
    phone.store.texts.clear()
    const again = await phone.start()
    expect(again.phase.get()).toBe('signedOut')
    const view = emptiedView(again.emptied.get(), today)!
    expect(view.title).toBe('这台设备上的数据被清空了')
    expect(view.text).toContain('晨光学会（王秘书）：原来有 3 条')
    expect(view.text).toContain('还有 1 条没有上传')
    expect(view.text).toContain('登录')
  })

  it('gets back what the server has, says what it had, and is silent once that was read', async () => {
    const phone = await used()
    phone.store.texts.clear()
    phone.server.reachable = true
    const again = await phone.start()
    await again.signIn('王秘书')
    await again.select(organisation)
    await settle()
    expect(again.workspace.get()!.book.all()).toHaveLength(2)
    const known = again.known.get()!.get(folder)!
    expect(known.lost).toMatchObject({ records: 3, unsent: 1 })
    expect(lossView(known, today)?.text).toContain('原来有 3 条记录，现在有 2 条')
    expect((await place(phone))?.lost).toBeDefined()
    again.known.get()!.dismiss(folder)
    await settle()
    expect((await place(phone))?.lost).toBeUndefined()
  })

  it('is read from the beginning where only the records went and not the place in the feed', async () => {
    const phone = await used()
    phone.server.reachable = true
    for (const key of [...phone.store.texts.keys()]) if (key.includes('/records/')) phone.store.texts.delete(key)
    const again = await phone.start()
    await settle()
    expect(again.workspace.get()!.book.all()).toHaveLength(2)
  })

  it('is read from the beginning where some of the records went', async () => {
    const phone = await used()
    phone.server.reachable = true
    const held = [...phone.store.texts].filter(
      ([key, text]) => key.includes('/records') && text.includes(meeting(1).id),
    )
    for (const [key] of held) phone.store.texts.delete(key)
    const again = await phone.start()
    await settle()
    expect(again.workspace.get()!.book.all()).toHaveLength(3)
    expect(again.known.get()!.get(folder)?.lost).toMatchObject({ records: 3, unsent: 1 })
  })

  it('does not take a text that cannot be read, or a record that never was, for a loss', async () => {
    const phone = await used()
    phone.store.texts.set(`${folder}/records/${meeting(3).id}`, '{"vers')
    const again = await phone.start()
    await settle()
    expect(again.known.get()!.get(folder)?.lost).toBeUndefined()
    const workspace = again.workspace.get()!
    await workspace.save(meeting(4))
    await workspace.remove(meeting(4).id)
    await settle()
    const last = await phone.start()
    await settle()
    expect(last.known.get()!.get(folder)?.lost).toBeUndefined()
  })

  it('says of what nobody ever uploaded that it is nowhere else', async () => {
    const phone = new TestPhone()
    const { workspace } = await phone.startLocally()
    await workspace.save(meeting(1))
    await settle()
    phone.store.texts.clear()
    const again = await phone.start()
    const view = emptiedView(again.emptied.get(), today)!
    expect(view.text).toContain('找不回来')
    expect(view.text).not.toContain('登录，')
  })

  it('stays told with the larger number where the store was emptied twice', async () => {
    const known = await KnownPlaces.open(new TestPhone().keepsake)
    const now = (records: number) => ({ account: '王', organisation: '学会', local: false, records, unsent: 0, at: 1 })
    known.found('f', now(5))
    known.found('f', now(0))
    known.note('f', { records: 2, unsent: 0, at: 2 })
    known.found('f', now(0))
    expect(known.get('f')?.lost?.records).toBe(5)
  })

  it('is no place any more once an account has taken it over', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await phone.startLocally()
    await workspace.save(meeting(1))
    await app.signOut()
    await app.signIn('王秘书')
    await app.adopt(workspace.organisation)
    await settle()
    const known = await KnownPlaces.open(phone.keepsake)
    expect(known.all().map(({ local, records }) => [local, records])).toEqual([[false, 1]])
  })

  it('does not keep the app from starting where the small store is refused or damaged', async () => {
    const phone = await used()
    phone.keepsake.text = '{"vers'
    expect((await phone.start()).phase.get()).toBe('working')
    phone.keepsake.failing = true
    expect((await phone.start()).phase.get()).toBe('working')
  })
})

describe('a phone that is new to an organisation', () => {
  it('says how much came from the server, and that what was never uploaded is not in it', async () => {
    const { server } = await used()
    server.reachable = true
    const other = new TestPhone(server)
    const app = await other.start()
    await app.signIn('王秘书')
    await app.select(organisation)
    await settle()
    expect(app.brought.get()).toBe(2)
    expect(broughtView(2).text).toContain('没有上传')
    await app.select(organisation)
    expect(app.brought.get()).toBe(0)
  })
})
