import { settle, TestPhone } from './support/phone'

const meeting = { id: '01930000-0000-7000-8000-000000000001', kind: 'committee-meeting', on: '2026-03-05' }

describe('the app without a server', () => {
  it('says that the store cannot be opened, and touches nothing', async () => {
    const phone = new TestPhone()
    phone.store.read = () => Promise.reject(new Error('blocked'))
    const app = await phone.start()
    expect(app.phase.get()).toBe('failed')
    expect(phone.store.texts.size).toBe(0)
  })

  it('records, scores and remembers on this phone alone', async () => {
    const phone = new TestPhone()
    phone.server.reachable = false
    const { app, workspace } = await phone.startLocally()
    const before = workspace.scores.card('cast-2018', { asOf: app.today() })!.total.estimate
    expect(await workspace.save(meeting)).toEqual([])
    expect(workspace.scores.card('cast-2018', { asOf: app.today() })!.total.estimate).toBe(before + 20)
    expect(workspace.scores.why('cast-2018', { asOf: app.today() }, '3.2')[0]).toBe(
      '共 1 次，得 20 分；达到 2 次得 40 分',
    )
    expect(phone.server.requests).toEqual([])

    const again = await phone.start()
    expect(again.phase.get()).toBe('working')
    const kept = again.workspace.get()!
    expect(kept.book.unsent()).toHaveLength(1)
    expect(kept.scores.card('cast-2018', { asOf: again.today() })!.total.estimate).toBe(before + 20)
  })

  it('opens what is there on a phone that can keep nothing more', async () => {
    const phone = new TestPhone()
    const { workspace } = await phone.startLocally()
    await workspace.save(meeting)
    phone.store.failing = true
    const again = await phone.start()
    expect(again.phase.get()).toBe('working')
    expect(again.workspace.get()!.book.unsent()).toHaveLength(1)
  })

  it('refuses a bad record with the field and a sentence, and stores nothing', async () => {
    const { workspace } = await new TestPhone().startLocally()
    const problems = await workspace.save({ ...meeting, on: '2026-02-30', people: 'viele' })
    expect(problems.map((one) => [one.code, one.path])).toEqual([
      ['wrongType', 'people'],
      ['badDay', 'on'],
    ])
    expect(workspace.book.all()).toEqual([])
  })

  it('keeps a text it cannot read, apart and untouched', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await phone.startLocally()
    await workspace.save(meeting)
    const key = [...phone.store.texts.keys()].find((one) => one.includes('/records/'))!
    phone.store.texts.set(`${key}-x`, '{"version":1,"id":')
    const again = (await phone.start()).workspace.get()!
    const apart = `${key}-x`.replace('/records/', '/records-unreadable/')
    expect(again.book.quarantine).toEqual([{ key: apart, text: '{"version":1,"id":' }])
    expect(again.book.living()).toHaveLength(1)
    expect(phone.store.texts.get(apart)).toBe('{"version":1,"id":')
    expect(app.phase.get()).toBe('working')
  })
})

describe('accounts on one phone', () => {
  it('seals what another account has not sent, and counts it', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await phone.startLocally()
    await workspace.save(meeting)
    await app.signOut()
    expect(await app.sealed()).toEqual([{ account: { id: 'local', name: '本机' }, unsent: 1 }])
    expect(await app.signIn('王秘书')).toBeUndefined()
    expect(app.phase.get()).toBe('choosing')
    await settle()
    expect(phone.server.requests.some((request) => request.method === 'PUT')).toBe(false)
    expect(await app.localOrganisations()).toHaveLength(1)
  })

  it('never sends what one account left waiting in the name of another', async () => {
    const phone = new TestPhone()
    const app = await phone.start()
    await app.signIn('王秘书')
    await app.select({ id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false })
    await settle()
    phone.server.reachable = false
    await app.workspace.get()!.save(meeting)
    await settle()
    expect(phone.clock.waiting).toHaveLength(1)
    await app.signOut()
    phone.server.reachable = true
    phone.server.person = { id: 'li', name: '李秘书' }
    await app.signIn('李秘书')
    const before = phone.server.requests.length
    phone.clock.ring()
    await settle()
    expect(phone.server.requests.slice(before).some((request) => request.url.includes('/records/'))).toBe(false)
    expect(await app.sealed()).toEqual([{ account: { id: 'wang', name: '王秘书' }, unsent: 1 }])

    await app.signOut()
    phone.server.person = { id: 'wang', name: '王秘书' }
    await app.signIn('王秘书')
    await settle()
    expect(phone.server.held.get(meeting.id)?.revision).toBe(1)
  })

  it('says in a sentence why signing in did not work, and leaves everything as it was', async () => {
    const phone = new TestPhone()
    phone.server.reachable = false
    const app = await phone.start()
    expect(await app.signIn('王秘书')).toContain('连不上服务器')
    expect(app.phase.get()).toBe('signedOut')
  })
})
