import { DataSource } from 'typeorm'
import { ForgottenCounts } from '../../server/src/modules/headcount/forgotten-counts.js'
import { CountedPhone, HeadCount } from '../../server/src/modules/headcount/headcount.entity.js'
import { onEachDatabase } from '../support/database'
import { join, newId, newSociety, type Person, signIn } from '../support/personas'
import { startInProcess, type ServerInProcess } from '../support/server-in-process'

/** A visitor's answer: what the page says, and the cookie it gave. */
interface Seen {
  status: number
  title: string
  text: string
  cookie: string
  type: string
}

onEachDatabase('heads counted by QR code', (kind) => {
  let server: ServerInProcess
  let anna: Person
  let society: string
  let heads: string

  beforeAll(async () => {
    server = await startInProcess({ XINGJI_REQUESTS_PER_MINUTE: '400' }, '2026-11-20T06:00:00Z', kind)
    anna = await signIn(server, 'anna')
    society = await newSociety(anna, '晨光学会<b>')
    heads = `organisations/${society}/headcounts`
  })
  afterAll(() => server?.stop())

  const visit = async (address: string, method: 'GET' | 'POST', cookie = ''): Promise<Seen> => {
    const response = await fetch(`${server.url}${address}`, {
      method,
      headers: {
        ...(cookie && { cookie }),
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    })
    const page = await response.text()
    const part = (id: string): string => new RegExp(`id="${id}">([^<]*)<`).exec(page)?.[1] ?? ''
    return {
      status: response.status,
      title: part('title'),
      text: part('text'),
      cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
      type: response.headers.get('content-type') ?? '',
    }
  }
  const turnOn = (on: boolean) => anna.put(heads, { on })
  const open = async (record = newId()): Promise<{ id: string; record: string; address: string }> =>
    (await anna.post(heads, { id: newId(), record })).body
  const state = async (id: string) => (await anna.get(`${heads}/${id}`)).body
  const addressOf = async (id: string): Promise<string> => (await state(id)).address
  /** Somebody who has the page before them. */
  const arrive = async (address: string): Promise<string> => (await visit(address, 'GET')).cookie
  const rows = <T>(entity: new () => T, where: object): Promise<number> =>
    server.app.get(DataSource).manager.countBy(entity, where)

  it('is off until a secretary turns it on', async () => {
    expect((await anna.get(heads)).body).toEqual({ on: false })
    const refused = await anna.post(heads, { id: newId(), record: newId() })
    expect([refused.status, refused.body.error.code]).toEqual([403, 'headcountOff'])
    expect((await turnOn(true)).body).toEqual({ on: true })
    expect((await anna.get(heads)).body).toEqual({ on: true })
  })

  it('is for those who may write, in their own organisation', async () => {
    const { id } = await open()
    const vera = await signIn(server, `vera-${kind}`)
    expect((await vera.get(`${heads}/${id}`)).body.error.code).toBe('organisationUnknown')
    await join(anna, society, vera, 'viewer')
    expect((await vera.post(heads, { id: newId(), record: newId() })).body.error.code).toBe('notAllowed')
    expect((await vera.put(heads, { on: false })).body.error.code).toBe('notAllowed')
    expect((await vera.post(`${heads}/${id}/close`)).body.error.code).toBe('notAllowed')

    const otto = await signIn(server, `otto-${kind}`)
    const other = `organisations/${await newSociety(otto, '别的学会')}/headcounts`
    expect((await otto.get(`${other}/${id}`)).body.error.code).toBe('headcountUnknown')
    expect((await otto.post(`${other}/${id}/close`)).body.error.code).toBe('headcountUnknown')
    await otto.put(other, { on: true })
    expect((await otto.post(other, { id, record: newId() })).body.error.code).toBe('idTaken')
  })

  it('refuses a code that is none, was changed, or belongs to another count', async () => {
    const { address } = await open()
    const cookie = await arrive(address)
    for (const bad of ['/api/heads/x', `${address}A`, address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))]) {
      const { status, title, type } = await visit(bad, 'POST', cookie)
      expect([status, title, type]).toEqual([403, '没有计入', 'text/html; charset=utf-8'])
    }
    // The id of another count under this signature.
    const { address: other } = await open()
    const [mine, theirs] = [address, other].map((one) => Buffer.from(one.split('/').pop()!, 'base64url'))
    theirs!.copy(mine!, 0, 0, 16)
    expect((await visit(`/api/heads/${mine!.toString('base64url')}`, 'POST', cookie)).status).toBe(403)
  })

  it('refuses a code of two minutes ago, and one still good is good for 90 to 120 seconds', async () => {
    const { id, address } = await open()
    const cookie = await arrive(address)
    server.clock.pass(0, 89_000)
    const again = await addressOf(id)
    expect(again).not.toBe(address)
    expect((await visit(address, 'POST', cookie)).status).toBe(200)
    server.clock.pass(0, 31_000)
    const late = await visit(address, 'POST', await arrive(again))
    expect([late.status, late.title]).toEqual([410, '没有计入'])
    expect((await visit(address, 'GET')).status).toBe(410)
    expect((await state(id)).heads).toBe(1)
  })

  it('refuses a phone that never opened the page, and one that made up its number', async () => {
    const { id, address } = await open()
    for (const cookie of ['', 'xingji-head=', `xingji-head=${Buffer.alloc(32, 7).toString('base64url')}`]) {
      const { status, text } = await visit(address, 'POST', cookie)
      expect([status, text]).toEqual([400, expect.stringContaining('没有认出这部手机')])
    }
    expect((await state(id)).heads).toBe(0)
  })

  it('counts a phone once, however often it taps and whatever code it scanned', async () => {
    const { id, address } = await open()
    const cookie = await arrive(address)
    expect(cookie).toMatch(/^xingji-head=[\w-]{43}$/)
    const shown = await visit(address, 'GET', cookie)
    expect([shown.title, shown.cookie]).toEqual(['晨光学会&lt;b&gt;', ''])
    expect((await visit(address, 'POST', cookie)).title).toBe('已经计入')
    expect((await visit(address, 'POST', cookie)).title).toBe('已经计入')
    server.clock.pass(0, 60_000)
    expect((await visit(await addressOf(id), 'POST', cookie)).title).toBe('已经计入')
    expect((await state(id)).heads).toBe(1)
    // The same phone at another activity is another row nobody can lay beside this one.
    const other = await open()
    expect((await visit(other.address, 'POST', cookie)).title).toBe('已经计入')
    expect((await state(other.id)).heads).toBe(1)
    const phones = await server.app.get(DataSource).manager.find(CountedPhone)
    expect(new Set(phones.map(({ phone }) => phone)).size).toBe(phones.length)
  })

  it('counts twenty phones at once as twenty, one phone twenty times at once as one', async () => {
    const { id, address } = await open()
    const phones = await Promise.all(Array.from({ length: 20 }, () => arrive(address)))
    const answers = await Promise.all(
      [...phones, ...Array.from({ length: 20 }, () => phones[0]!)].map((cookie) => visit(address, 'POST', cookie)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await state(id)).heads).toBe(20)
  })

  it('refuses more than 300 heads in a minute, and goes on in the next', async () => {
    const { id, address } = await open()
    const { manager } = server.app.get(DataSource)
    const minute = server.clock.now().toISOString().slice(0, 16)
    await manager.update(HeadCount, { id }, { heads: 299, inMinute: 299, minute })
    const [one, two] = [await arrive(address), await arrive(address)]
    expect((await visit(address, 'POST', one)).status).toBe(200)
    const refused = await visit(address, 'POST', two)
    expect([refused.status, refused.text]).toEqual([429, '同时点的人太多，请过一分钟再点一次。'])
    // Who is counted already is told so, flood or not.
    expect((await visit(address, 'POST', one)).status).toBe(200)
    server.clock.pass(0, 60_000)
    expect((await visit(address, 'POST', two)).status).toBe(200)
    expect((await state(id)).heads).toBe(301)
  })

  it('goes on with the open count of a record; closed, it keeps the number and nothing of the phones', async () => {
    const { id, record, address } = await open()
    expect((await open(record)).id).toBe(id)
    const cookie = await arrive(address)
    await visit(address, 'POST', cookie)
    const closed = await anna.post(`${heads}/${id}/close`)
    expect([closed.status, closed.body]).toEqual([200, { id, record, heads: 1, isOpen: false }])
    expect((await anna.post(`${heads}/${id}/close`)).body).toEqual(closed.body)
    for (const method of ['GET', 'POST'] as const) {
      const { status, text } = await visit(address, method, cookie)
      expect([status, text]).toEqual([410, '这场活动的人数已经数完了，不用再扫。'])
    }
    expect(await rows(CountedPhone, { headcount: id })).toBe(0)
    expect(await rows(HeadCount, { id, salt: '' })).toBe(1)
    const next = await open(record)
    expect([next.id === id, (await state(next.id)).heads]).toEqual([false, 0])
  })

  it('closes what was forgotten after twelve hours', async () => {
    const { id, address } = await open()
    await visit(address, 'POST', await arrive(address))
    server.clock.pass(0, 12 * 3_600_000)
    expect(await state(id)).toMatchObject({ heads: 1, isOpen: false })
    await server.app.get(ForgottenCounts, { strict: false }).run()
    expect(await rows(CountedPhone, { headcount: id })).toBe(0)
    expect(await rows(HeadCount, { id, salt: '' })).toBe(1)
    expect((await state(id)).heads).toBe(1)
  })

  it('does not close what is younger', async () => {
    const { id, address } = await open()
    await visit(address, 'POST', await arrive(address))
    server.clock.pass(0, 12 * 3_600_000 - 1)
    await server.app.get(ForgottenCounts, { strict: false }).run()
    expect(await rows(CountedPhone, { headcount: id })).toBe(1)
  })

  it('knows no limit by address: a hall shares one', async () => {
    const { address } = await open()
    for (let at = 0; at < 450; at += 1) expect((await visit(address, 'GET')).status).toBe(200)
  })
})
