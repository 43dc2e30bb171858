import { onEachDatabase } from '../support/database'
import { join, newId, newSociety, type Answer, type Person, sha256, signIn } from '../support/personas'
import { startServer, type TestServer } from '../support/server'

onEachDatabase('records', (kind) => {
  let server: TestServer
  let alice: Person
  let society: string

  beforeAll(async () => {
    server = await startServer({ on: kind })
    alice = await signIn(server, 'alice')
  })
  afterAll(() => server?.stop())
  beforeEach(async () => {
    society = await newSociety(alice)
  })

  const meeting = (id: string, more: object = {}): Record<string, unknown> => {
    return { id, kind: 'committee-meeting', on: '2018-03-05', people: 7, ...more }
  }
  const put = (record: Record<string, unknown>, base = 0, by = alice): Promise<Answer> =>
    by.put(`organisations/${society}/records/${String(record.id)}`, { base, record })
  const find = (id: string): Promise<Answer> => alice.get(`organisations/${society}/records/${id}`)
  const remove = (id: string, base: number): Promise<Answer> =>
    alice.delete(`organisations/${society}/records/${id}?base=${base}`)
  const changes = (query = ''): Promise<Answer> => alice.get(`organisations/${society}/changes?${query}`)

  it('is accepted, and the same again is the same', async () => {
    const id = newId()
    const receipt = { id, revision: 1, state: 'complete', missingFiles: [] }
    expect(await put(meeting(id))).toMatchObject({ status: 201, body: receipt })
    expect(await put(meeting(id))).toMatchObject({ status: 200, body: receipt })
    // The order of keys is no content.
    const { id: same, ...rest } = meeting(id)
    expect(await put({ ...rest, id: same })).toMatchObject({ status: 200, body: receipt })
    expect((await find(id)).body.record).toEqual(meeting(id))
  })

  it('refuses other content under the same id and shows both', async () => {
    const id = newId()
    await put(meeting(id))
    const { status, body } = await put(meeting(id, { people: 8 }))
    expect([status, body.error.code]).toEqual([409, 'conflict'])
    const { current, sent } = body.error.details
    expect(current).toMatchObject({ revision: 1, deleted: false, record: { people: 7 } })
    expect(sent).toMatchObject({ people: 8 })
    expect((await find(id)).body).toMatchObject({ revision: 1, record: { people: 7 } })
  })

  it('twenty identical tries at once make one record', async () => {
    const id = newId()
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(meeting(id))))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.revision))).toEqual(new Set([1]))
    const { body } = await changes()
    expect(body.changes).toHaveLength(1)
    expect((await alice.get(`organisations/${society}/records/${id}/history`)).body.revisions).toHaveLength(1)
  })

  it('of twenty different edits at once one wins and the others hear of it', async () => {
    const id = newId()
    await put(meeting(id))
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => put(meeting(id, { people: 10 + i }), 1)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)])
    const winner = answers.findIndex(({ status }) => status === 201)
    expect((await find(id)).body).toMatchObject({ revision: 2, record: { people: 10 + winner } })
    for (const { status, body } of answers)
      if (status === 409) expect(body.error.details.current.record.people).toBe(10 + winner)
  })

  it('many writers at once lose nothing and give every change its own place', async () => {
    const ids = Array.from({ length: 40 }, () => newId())
    const answers = await Promise.all(ids.map((id) => put(meeting(id))))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    const seen: string[] = []
    let after = ''
    for (let more = true; more;) {
      const { body } = await changes(`limit=7&after=${after}`)
      seen.push(...body.changes.map((one: { id: string }) => one.id))
      ;({ cursor: after, more } = body)
    }
    expect(seen.sort()).toEqual([...ids].sort())
  })

  it('refuses a stale edit, takes it over the present revision', async () => {
    const id = newId()
    await put(meeting(id))
    expect(await put(meeting(id, { people: 8 }), 1)).toMatchObject({ status: 201, body: { revision: 2 } })
    expect(await put(meeting(id, { people: 9 }), 1)).toMatchObject({ status: 409 })
    expect(await put(meeting(id, { people: 9 }), 2)).toMatchObject({ status: 201, body: { revision: 3 } })
    expect(await put(meeting(id, { people: 9 }), 7)).toMatchObject({ status: 200, body: { revision: 3 } })
  })

  it('takes nothing from somebody who knows another past than this server has', async () => {
    const id = newId()
    const { body: receipt } = await put(meeting(id))
    const { body: feed } = await changes()
    expect(receipt.place).toBe(feed.cursor)
    const edit = (known: string): Promise<Answer> =>
      alice.put(`organisations/${society}/records/${id}?known=${known}`, {
        base: 1,
        record: meeting(id, { people: 8 }),
      })
    const lost = receipt.place.replace(/-.*/, '-0123456789ab')
    for (const other of [lost, '999-0123456789ab', 'x']) {
      expect(await edit(other)).toMatchObject({
        status: 409,
        body: { error: { code: 'cursorUnknown', field: 'known' } },
      })
      expect((await alice.delete(`organisations/${society}/records/${id}?base=1&known=${other}`)).status).toBe(409)
      expect((await changes(`known=${other}`)).body.error.code).toBe('cursorUnknown')
    }
    expect((await find(id)).body.revision).toBe(1)
    const known = (place: string): Promise<Answer> => alice.get(`organisations/${society}/records/${id}?known=${place}`)
    expect((await known(lost)).body.error).toMatchObject({ code: 'cursorUnknown', field: 'known' })
    expect((await known(receipt.place)).body).toMatchObject({ revision: 1, place: receipt.place })
    expect((await put(meeting(id, { people: 8 }), 5)).body.error.details).toMatchObject({
      current: { revision: 1 },
      place: receipt.place,
    })
    expect(await edit(receipt.place)).toMatchObject({ status: 201, body: { revision: 2 } })
  })

  it('knows a repeated edit even after others followed', async () => {
    const id = newId()
    await put(meeting(id))
    await put(meeting(id, { people: 8 }), 1)
    await put(meeting(id, { people: 9 }), 2)
    expect(await put(meeting(id, { people: 8 }), 1)).toMatchObject({ status: 200, body: { revision: 2 } })
    expect(await put(meeting(id), 0)).toMatchObject({ status: 200, body: { revision: 1 } })
    expect((await find(id)).body).toMatchObject({ revision: 3, record: { people: 9 } })
  })

  it('a deletion is a revision that stays in the feed', async () => {
    const id = newId()
    await put(meeting(id))
    const { body: before } = await changes()
    expect(await remove(id, 2)).toMatchObject({ status: 409 })
    expect(await remove(id, 1)).toMatchObject({ status: 200, body: { id, revision: 2 } })
    expect(await remove(id, 1)).toMatchObject({ status: 200, body: { id, revision: 2 } })
    const gone = { id, revision: 2, deleted: true, record: null }
    const unknown = (current: object | null): object => ({ status: 404, body: { error: { details: { current } } } })
    expect(await remove(id, 2)).toMatchObject(unknown(gone))
    expect(await remove(newId(), 1)).toMatchObject(unknown(null))
    const { body } = await changes(`after=${before.cursor}`)
    expect(body.changes).toEqual([{ id, revision: 2, deleted: true, record: null, state: 'complete' }])
    const { body: history } = await alice.get(`organisations/${society}/records/${id}/history`)
    expect(history.revisions.map((one: { deleted: boolean; record: unknown }) => [one.deleted, one.record])).toEqual([
      [true, null],
      [false, meeting(id)],
    ])
    // The late repeat of the first try does not bring it back; an edit of the tombstone does.
    expect(await put(meeting(id))).toMatchObject({ status: 200, body: { revision: 1 } })
    expect((await find(id)).body.deleted).toBe(true)
    expect(await put(meeting(id), 2)).toMatchObject({ status: 201, body: { revision: 3 } })
    expect((await find(id)).body).toMatchObject({ deleted: false, revision: 3 })
  })

  it('pages through changes, in order, each record once in its last form', async () => {
    const ids = Array.from({ length: 5 }, () => newId())
    for (const id of ids) await put(meeting(id))
    await put(meeting(ids[1]!, { people: 9 }), 1)
    const first = await changes('limit=3')
    expect(first.body.changes.map((one: { id: string }) => one.id)).toEqual([ids[0], ids[2], ids[3]])
    expect(first.body.more).toBe(true)
    const second = await changes(`limit=3&after=${first.body.cursor}`)
    expect(second.body.changes).toMatchObject([{ id: ids[4] }, { id: ids[1], revision: 2, record: { people: 9 } }])
    expect(second.body.more).toBe(false)
    expect((await changes(`after=${second.body.cursor}`)).body).toEqual({ ...second.body, changes: [] })
  })

  it.each(['99-0123456789ab', '1-ffffffffffff', 'abc', '-1', '99999999999-0123456789ab'])(
    'says so when it never gave the cursor %s',
    async (cursor) => {
      await put(meeting(newId()))
      const { status, body } = await changes(`after=${cursor}`)
      expect([status, body.error.code, body.error.field]).toEqual([409, 'cursorUnknown', 'after'])
    },
  )

  it('keeps who wrote what', async () => {
    const bob = await signIn(server, 'bob')
    await join(alice, society, bob, 'secretary')
    const id = newId()
    await put(meeting(id))
    await put(meeting(id, { people: 8 }), 1, bob)
    const { body } = await alice.get(`organisations/${society}/records/${id}/history`)
    expect(body.revisions).toMatchObject([
      { revision: 2, account: { id: bob.id, name: 'bob' }, record: { people: 8 } },
      { revision: 1, account: { id: alice.id, name: 'alice' }, record: { people: 7 } },
    ])
  })

  it('is complete once every file it names has arrived', async () => {
    const [one, two] = [Buffer.from('%PDF-1.4 one'), Buffer.from('%PDF-1.4 two')]
    const evidence = [{ file: '一.pdf', hash: sha256(one) }, { file: '二.pdf', hash: sha256(two) }, '纸质材料.pdf']
    const id = newId()
    const { body } = await put(meeting(id, { evidence }))
    expect(body).toMatchObject({ state: 'accepted' })
    expect([...body.missingFiles].sort()).toEqual([sha256(one), sha256(two)].sort())
    const send = (bytes: Buffer): Promise<Answer> =>
      alice.call('PUT', `organisations/${society}/files/${sha256(bytes)}`, bytes, {
        'content-type': 'application/octet-stream',
      })
    expect(await send(one)).toMatchObject({ status: 201, body: { completed: [] } })
    expect((await find(id)).body).toMatchObject({ state: 'accepted', missingFiles: [sha256(two)] })
    const { body: before } = await changes()
    expect(await send(two)).toMatchObject({ status: 201, body: { completed: [id] } })
    expect((await changes(`after=${before.cursor}`)).body.changes).toMatchObject([
      { id, revision: 1, state: 'complete' },
    ])
    // Files already there make a record complete at once.
    expect((await put(meeting(newId(), { evidence }))).body).toMatchObject({ state: 'complete', missingFiles: [] })
  })

  it('is told again what it waits for when it is sent again, also when others have changed it since', async () => {
    const [id, bytes] = [newId(), Buffer.from('%PDF-1.4 three')]
    const first = meeting(id, { evidence: [{ file: '三.pdf', hash: sha256(bytes) }] })
    await put(first)
    await put(meeting(id, { people: 9 }), 1)
    const again = await put(first)
    expect(again.body).toMatchObject({ revision: 1, state: 'accepted', missingFiles: [sha256(bytes)] })
  })

  it('survives a restart', async () => {
    const id = newId()
    await put(meeting(id))
    const { body: before } = await changes()
    await server.restart()
    expect((await changes()).body).toEqual(before)
    expect((await put(meeting(id))).status).toBe(200)
  })
})
