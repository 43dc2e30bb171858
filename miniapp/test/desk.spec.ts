import { BookClosed } from '../src/data/book'
import { deskWith, emptyDesk, parseDesk } from '../src/data/desk'
import { KeptDesk } from '../src/data/kept-desk'
import { MemoryStore } from './support/memory'
import { settle, TestPhone } from './support/phone'

const points = (n: number) => ({ selfAssessment: { '6.1.judged': n }, claims: {} })

describe('the desk of an organisation', () => {
  it('keeps both of two changes made at once', async () => {
    const store = new MemoryStore()
    const desk = await KeptDesk.open(store, 'desk', false)
    await Promise.all([
      desk.change(() => ({ cursor: '7' })),
      desk.change(({ assessments }) => ({ assessments: { ...assessments, a: points(1) } })),
      desk.change(({ assessments }) => ({ assessments: { ...assessments, b: points(2) } })),
    ])
    expect(desk.value).toMatchObject({ cursor: '7', assessments: { a: points(1), b: points(2) } })
    expect(parseDesk(store.texts.get('desk'))).toEqual(desk.value)
  })

  it('is what it was where a change could not be kept, and takes the next one', async () => {
    const store = new MemoryStore()
    const desk = await KeptDesk.open(store, 'desk', false)
    store.failing = true
    await expect(desk.change(() => ({ cursor: '7' }))).rejects.toThrow()
    expect(desk.value.cursor).toBe('')
    store.failing = false
    await desk.change(() => ({ cursor: '8' }))
    expect(desk.value.cursor).toBe('8')
  })

  it('that cannot be read has everything compared: nobody knows how far the feed was read', () => {
    expect(parseDesk('{"version":1,"cur')).toEqual({ ...emptyDesk, cursor: 'nowhere' })
    expect(parseDesk(undefined)).toEqual(emptyDesk)
  })

  it('takes no change once another account or organisation was entered', async () => {
    const store = new MemoryStore()
    const desk = await KeptDesk.open(store, 'desk', false)
    await desk.close()
    await expect(desk.change(() => ({ cursor: '7' }))).rejects.toThrow(BookClosed)
    expect(store.texts.size).toBe(0)
  })

  it('can be read again from the beginning of the feed', async () => {
    const store = new MemoryStore()
    store.texts.set('desk', JSON.stringify({ ...emptyDesk, cursor: '7', followed: ['cast-2018'] }))
    expect((await KeptDesk.open(store, 'desk', true)).value).toMatchObject({ cursor: '', followed: ['cast-2018'] })
  })

  it('keeps what was assessed here while the server was asked for what it has', async () => {
    const phone = new TestPhone()
    const answer = phone.server.send
    let asked = 0
    phone.server.send = async (request) => {
      if (!request.url.includes('/assessments/cast-2018')) return answer(request)
      if (request.method !== 'GET') return { status: 200, body: '{}' }
      asked += 1
      // While this answer is on its way the person assesses, and that is sent and received.
      await app.workspace.get()!.assess('cast-2018', points(5))
      await settle()
      return { status: 200, body: JSON.stringify({ revision: 0, selfAssessment: {}, claims: {} }) }
    }
    const app = await phone.start()
    await app.signIn('王秘书')
    await app.select({ id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false })
    await settle()
    await app.workspace.get()!.synchronise()
    await settle()
    expect(asked).toBeGreaterThan(0)
    expect(app.workspace.get()!.assessment('cast-2018')).toEqual(points(5))
  })
})

describe('two desks of one organisation', () => {
  it('say together what either says, the one that stays first; what came is still to be sent', () => {
    const stays = { ...emptyDesk, cursor: '7', assessments: { a: points(1) }, waivers: [{ key: 'k', reason: 'r' }] }
    const comes = {
      ...emptyDesk,
      assessments: { a: { selfAssessment: { '6.1.judged': 9, '6.2.judged': 3 }, claims: { m: '3.2' } }, b: points(2) },
      waivers: [
        { key: 'k', reason: 'other' },
        { key: 'l', reason: 's' },
      ],
    }
    expect(deskWith(stays, comes)).toEqual({
      ...stays,
      assessments: { a: { selfAssessment: { '6.1.judged': 1, '6.2.judged': 3 }, claims: { m: '3.2' } }, b: points(2) },
      unsentAssessments: ['a', 'b'],
      waivers: [
        { key: 'k', reason: 'r' },
        { key: 'l', reason: 's' },
      ],
      unsentWaivers: ['l'],
    })
  })

  it('change nothing where the one that comes says nothing new', () => {
    const stays = { ...emptyDesk, assessments: { a: points(1) } }
    expect(
      deskWith(stays, { ...emptyDesk, assessments: { a: points(1), c: { selfAssessment: {}, claims: {} } } }),
    ).toEqual(stays)
  })
})
