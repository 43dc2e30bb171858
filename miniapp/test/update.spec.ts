import { refused } from '../src/data/entry-answers'
import { settle, TestPhone } from './support/phone'

const meeting = { id: '01930000-0000-7000-8000-000000000001', kind: 'committee-meeting', on: '2026-03-05' }

describe('a newer version of the app', () => {
  async function signedIn(phone: TestPhone) {
    const app = await phone.start()
    await app.signIn('王秘书')
    await app.select({ id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false })
    await settle()
    return { app, workspace: app.workspace.get()! }
  }

  it('is not started before it is there', async () => {
    const phone = new TestPhone()
    const { app } = await signedIn(phone)
    app.takeUpdate()
    expect(phone.restarts).toBe(0)
  })

  it('waits for records on their way, and is started once they have arrived', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await signedIn(phone)
    phone.server.reachable = false
    await workspace.save(meeting)
    await settle()
    phone.updateArrives()
    app.takeUpdate()
    expect([app.updateReady.get(), phone.restarts]).toEqual([true, 0])

    phone.server.reachable = true
    await app.wake()
    app.takeUpdate()
    expect([workspace.book.unsent().length, phone.restarts]).toEqual([0, 1])
  })

  it('does not wait where nothing is ever uploaded', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await phone.startLocally()
    await workspace.save(meeting)
    phone.updateArrives()
    app.takeUpdate()
    expect(phone.restarts).toBe(1)
  })

  it('does not wait for what waiting cannot help', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await signedIn(phone)
    await workspace.save(meeting)
    await settle()
    await workspace.book.change(meeting.id, (entry) => entry && refused(entry, { code: 'badRecord', message: '…' }))
    phone.updateArrives()
    app.takeUpdate()
    expect(phone.restarts).toBe(1)
  })
})
