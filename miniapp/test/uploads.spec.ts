import type { Evidence } from '@xingji/shared'
import type { App } from '../src/data/app'
import type { HttpRequest } from '../src/platform/ports'
import type { Workspace } from '../src/data/workspace'
import { settle, TestPhone } from './support/phone'
import { hashOf, jpegBytes, picked } from './support/pictures'

const id = (number: number) => `01930000-0000-7000-8000-00000000000${number}`
const organisation = { id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false }

async function signedIn(phone: TestPhone): Promise<Workspace> {
  const app = await phone.start()
  await app.signIn('王秘书')
  await app.select(organisation)
  await settle()
  return app.workspace.get()!
}
const workspaceOf = (app: App) => app.workspace.get()!

/** Adds photos and a record that names them, as the form does. */
async function record(workspace: Workspace, number: number, photos: number[]): Promise<void> {
  const evidence: Evidence[] = []
  for (const photo of photos) {
    const kept = await workspace.files.add(picked(jpegBytes(photo)), `照片${photo}`)
    if ('evidence' in kept) evidence.push(kept.evidence)
  }
  const problems = await workspace.save({ id: id(number), kind: 'committee-meeting', on: '2026-03-05', evidence })
  expect(problems).toEqual([])
  await settle()
}
const state = (workspace: Workspace, number: number) => workspace.state(workspace.book.get(id(number))!)
const uploads = (phone: TestPhone) =>
  phone.server.requests.filter(({ url }) => /\/files\/[0-9a-f]{64}(\?|$)/.test(url)).length

describe('a record with photos', () => {
  it('is received when the record, then each file, have arrived, and the server calls it complete', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    await record(workspace, 1, [1, 2])
    expect(state(workspace, 1)).toBe('received')
    expect(workspace.book.unsent()).toEqual([])
    expect([...phone.server.files].sort()).toEqual([hashOf(jpegBytes(1)), hashOf(jpegBytes(2))].sort())
    const kinds = phone.server.requests.map(({ method, url }) => `${method} ${/records|files/.exec(url)?.[0] ?? ''}`)
    expect(kinds.filter((one) => /PUT (records|files)/.test(one))).toEqual(['PUT records', 'PUT files', 'PUT files'])
  })

  it('made without a network is there after a restart, and is sent when there is one', async () => {
    const phone = new TestPhone()
    phone.server.reachable = true
    const workspace = await signedIn(phone)
    phone.server.reachable = false
    await record(workspace, 1, [1])
    expect(state(workspace, 1)).toBe('local')

    const again = workspaceOf(await phone.start())
    await settle()
    expect(again.files.holds(hashOf(jpegBytes(1)))).toBe(true)
    expect(again.book.unsent()).toHaveLength(1)
    phone.server.reachable = true
    await again.synchronise()
    expect(state(again, 1)).toBe('received')
    expect(phone.server.files.has(hashOf(jpegBytes(1)))).toBe(true)
  })

  it('is counted as not uploaded while the server has the record but not its photo', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    let refuse = true
    const receive = phone.server.receive
    phone.server.receive = (...given) => (refuse ? Promise.reject(new Error('network')) : receive(...given))
    await record(workspace, 1, [1])
    expect(phone.server.held.has(id(1))).toBe(true)
    expect(state(workspace, 1)).toBe('incomplete')
    expect(workspace.book.unsent()).toHaveLength(1)
    // Its own change coming back from the server tells nothing else.
    await workspace.synchronise()
    expect(workspace.book.unsent()).toHaveLength(1)

    refuse = false
    const again = workspaceOf(await phone.start())
    expect(again.book.unsent()).toHaveLength(1)
    await settle()
    expect(state(again, 1)).toBe('received')
    expect(again.book.unsent()).toEqual([])
  })

  it.each(['before', 'after'] as const)(
    'gets there when the network is lost %s the server took the photo',
    async (when) => {
      const phone = new TestPhone()
      const workspace = await signedIn(phone)
      const receive = phone.server.receive
      phone.server.receive = (...given) => {
        phone.server.faults = [when]
        phone.server.receive = receive
        return receive(...given)
      }
      await record(workspace, 1, [1])
      expect(state(workspace, 1)).toBe('incomplete')
      phone.clock.ring()
      await settle()
      expect(state(workspace, 1)).toBe('received')
    },
  )

  it('keeps its photo while the text of the record is cut off and names it no more', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.reachable = false
    await record(workspace, 1, [1])
    const key = [...phone.store.texts.keys()].find((one) => one.endsWith(`/records/${id(1)}`))!
    phone.store.texts.set(key, '{')
    phone.server.reachable = true
    const again = workspaceOf(await phone.start())
    await settle()
    await again.synchronise()
    expect(again.outbox.connection.get()).toBe('reached')
    expect(again.book.quarantine.map(({ text }) => text)).toEqual(['{'])
    expect(again.files.holds(hashOf(jpegBytes(1)))).toBe(true)
    // Once the text is gone, nobody asks for the photo any more.
    phone.store.texts.delete(again.book.quarantine[0]!.key)
    const last = workspaceOf(await phone.start())
    await settle()
    await last.synchronise()
    expect(last.files.holds(hashOf(jpegBytes(1)))).toBe(false)
  })

  it('asks the server when it does not say that the record is complete', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.reachable = false
    await record(workspace, 1, [1])
    // Somebody else brought the same photo between the record and its file.
    phone.server.reachable = true
    const receive = phone.server.receive
    phone.server.receive = async (request, bytes) => {
      phone.server.files.add(hashOf(bytes))
      return receive(request, bytes)
    }
    await workspace.synchronise()
    expect(phone.server.requests.some(({ method, url }) => method === 'GET' && url.includes(`/records/${id(1)}`))).toBe(
      true,
    )
    expect(state(workspace, 1)).toBe('received')
  })

  it('sends a photo of two records once', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.reachable = false
    await record(workspace, 1, [1])
    await record(workspace, 2, [1, 2])
    phone.server.reachable = true
    const before = uploads(phone)
    await workspace.synchronise()
    expect([state(workspace, 1), state(workspace, 2)]).toEqual(['received', 'received'])
    expect(uploads(phone) - before).toBe(2)
  })

  it('shows how far a photo has come while it is on its way', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    const seen: [number | undefined, string][] = []
    const hash = hashOf(jpegBytes(1))
    workspace.uploads.progress.subscribe(() =>
      seen.push([workspace.uploads.progress.get().get(hash), state(workspace, 1)]),
    )
    await record(workspace, 1, [1])
    expect(seen).toEqual([
      [0.5, 'sending'],
      [undefined, 'sending'],
    ])
  })
})

describe('a photo the server will not take', () => {
  const refusal = { status: 415, code: 'fileType', message: '只能上传照片。' }

  it('gives the record back with the reason, sends the others, and goes on once it is taken out', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.fileRefusal = refusal
    await record(workspace, 1, [1])
    expect(state(workspace, 1)).toBe('rejected')
    expect(workspace.book.get(id(1))?.refusedFiles).toEqual({
      [hashOf(jpegBytes(1))]: { code: 'fileType', message: '只能上传照片。' },
    })
    expect(workspace.book.unsent()).toHaveLength(1)
    const tries = uploads(phone)
    await workspace.synchronise()
    expect(uploads(phone)).toBe(tries)

    phone.server.fileRefusal = undefined
    await record(workspace, 2, [2])
    expect(state(workspace, 2)).toBe('received')
    await record(workspace, 1, [])
    expect(state(workspace, 1)).toBe('received')
    expect(workspace.book.unsent()).toEqual([])
  })

  it('is not tried again because another one of its record arrived', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    const receive = phone.server.receive
    phone.server.receive = (request, bytes) => {
      phone.server.fileRefusal = hashOf(bytes) === hashOf(jpegBytes(1)) ? refusal : undefined
      return receive(request, bytes)
    }
    await record(workspace, 1, [1, 2])
    expect(state(workspace, 1)).toBe('rejected')
    const tries = uploads(phone)
    await workspace.synchronise()
    expect(uploads(phone)).toBe(tries)
    expect(workspace.book.get(id(1))?.missingFiles).toEqual([hashOf(jpegBytes(1))])
  })

  it('because it is damaged on the phone is given back; damaged on the way it is sent again', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.reachable = false
    await record(workspace, 1, [1])
    phone.server.reachable = true
    const receive = phone.server.receive
    phone.server.receive = (request) => {
      phone.server.receive = receive
      return receive(request, Uint8Array.of(1))
    }
    const tries = uploads(phone)
    await workspace.synchronise()
    expect(uploads(phone) - tries).toBe(2)
    expect(state(workspace, 1)).toBe('received')

    phone.server.reachable = false
    await record(workspace, 2, [2])
    phone.server.reachable = true
    const key = workspace.files.key(hashOf(jpegBytes(2)))!
    phone.files.kept.set(key, Uint8Array.of(1))
    await workspace.synchronise()
    expect(state(workspace, 2)).toBe('rejected')
    expect(Object.values(workspace.book.get(id(2))!.refusedFiles!)[0]!.code).toBe('fileDamaged')
  })
})

describe('a photo that was given back', () => {
  it('is no longer asked for once another phone has sent it, though its record still waits for a second one', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.reachable = false
    await record(workspace, 1, [1, 2])
    phone.server.reachable = true
    const keyOf = (photo: number) => workspace.files.key(hashOf(jpegBytes(photo)))!
    for (const photo of [1, 2]) phone.files.kept.set(keyOf(photo), Uint8Array.of(photo))
    await workspace.synchronise()
    expect(Object.keys(workspace.book.get(id(1))!.refusedFiles!)).toHaveLength(2)

    phone.server.files.add(hashOf(jpegBytes(1)))
    await workspace.synchronise()
    const entry = workspace.book.get(id(1))!
    expect([Object.keys(entry.refusedFiles!), entry.missingFiles]).toEqual([
      [hashOf(jpegBytes(2))],
      [hashOf(jpegBytes(2))],
    ])
  })
})

describe('a photo the server lost after it had said that it has it', () => {
  it('is sent again, and its record is not called received before', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    // The answer to the question whether the record is whole is lost, so that the phone has the receipt alone.
    phone.server.reachable = false
    await record(workspace, 1, [1])
    phone.server.reachable = true
    const send = phone.server.send
    const dropsAnswer = (request: HttpRequest) =>
      request.method === 'GET' && request.url.includes('/records/')
        ? Promise.reject(new Error('network'))
        : send(request)
    const receive = phone.server.receive
    phone.server.receive = async (request, bytes) => {
      const { status, body } = await receive(request, bytes)
      return { status, body: body.replace(/"completed":\[[^\]]*\]/, '"completed":[]') }
    }
    phone.server.send = dropsAnswer
    await workspace.synchronise()
    phone.server.files.clear()
    phone.server.send = send
    await record(workspace, 1, [1, 2])
    await workspace.synchronise()
    expect([...phone.server.files].sort()).toEqual([hashOf(jpegBytes(1)), hashOf(jpegBytes(2))].sort())
    expect(state(workspace, 1)).toBe('received')
  })
})

describe('a photo the device has lost while the app was closed', () => {
  it('no longer counts as waiting on this phone', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    await record(workspace, 1, [])
    const upload = phone.files.upload.bind(phone.files)
    phone.files.upload = () => Promise.reject(new Error('network'))
    await record(workspace, 1, [1])
    expect(workspace.book.unsent()).toHaveLength(1)
    phone.files.kept.clear()
    phone.files.upload = upload
    const again = workspaceOf(await phone.start())
    await again.synchronise()
    expect(again.book.unsent()).toEqual([])
    expect(state(again, 1)).toBe('incomplete')
  })
})

describe('photos of another phone', () => {
  it('are awaited until that phone brings them, and the record is not called received before', async () => {
    const first = new TestPhone()
    const maker = await signedIn(first)
    const receive = first.server.receive
    first.server.receive = () => Promise.reject(new Error('network'))
    await record(maker, 1, [1])

    const second = new TestPhone(first.server)
    const other = await signedIn(second)
    await other.synchronise()
    expect(state(other, 1)).toBe('incomplete')
    expect(other.book.get(id(1))?.filesElsewhere).toEqual([hashOf(jpegBytes(1))])
    // Nothing of it is on this phone only.
    expect(other.book.unsent()).toEqual([])

    first.server.receive = receive
    await maker.synchronise()
    await other.synchronise()
    expect([state(maker, 1), state(other, 1)]).toEqual(['received', 'received'])
  })

  it('are brought by this one where it has the same photo', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.edit(id(1), {
      id: id(1),
      kind: 'committee-meeting',
      on: '2026-03-05',
      evidence: [{ file: 'a.jpg', hash: hashOf(jpegBytes(1)) }],
    })
    await workspace.synchronise()
    expect(state(workspace, 1)).toBe('incomplete')
    await workspace.files.add(picked(jpegBytes(1)), '照片')
    await workspace.synchronise()
    expect(state(workspace, 1)).toBe('received')
  })

  it('that this phone lost are no longer promised', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    phone.server.reachable = false
    await record(workspace, 1, [1])
    phone.files.kept.clear()
    phone.server.reachable = true
    await workspace.synchronise()
    expect(state(workspace, 1)).toBe('incomplete')
    expect(workspace.book.get(id(1))).toMatchObject({ filesElsewhere: [hashOf(jpegBytes(1))] })
    expect(workspace.book.unsent()).toEqual([])
  })
})

describe('bytes on the phone', () => {
  it('are sent again to a server that lost them', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    await record(workspace, 1, [1])
    await workspace.synchronise()
    phone.server.forget()
    await workspace.synchronise()
    expect(phone.server.files.has(hashOf(jpegBytes(1)))).toBe(true)
    expect(state(workspace, 1)).toBe('received')
  })

  it('are dropped for room only where the server agrees on record, revision and files', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    await record(workspace, 1, [1])
    phone.server.reachable = false
    await record(workspace, 2, [2])
    phone.server.reachable = true
    phone.files.room = jpegBytes(1).length * 2
    const add = (photo: number) => workspace.files.add(picked(jpegBytes(photo)), '照片')

    // The server has another revision than this phone knows of.
    phone.server.edit(id(1), { ...phone.server.held.get(id(1))!.record!, title: '改过' })
    expect(await add(3)).toMatchObject({ problem: expect.stringContaining('没有地方') as string })
    expect(workspace.files.hashes()).toHaveLength(2)

    phone.server.reachable = true
    await workspace.synchronise()
    expect(await add(3)).toMatchObject({ evidence: { hash: hashOf(jpegBytes(3)) } })
    expect(workspace.files.holds(hashOf(jpegBytes(1)))).toBe(false)
    // Known to be at the server: the record stays received.
    expect(state(workspace, 1)).toBe('received')
    phone.server.reachable = false
    expect(await add(4)).toMatchObject({ problem: expect.anything() as string })
  })

  it('stay through a restart while only a draft names them', async () => {
    const phone = new TestPhone()
    const workspace = await signedIn(phone)
    await workspace.files.add(picked(jpegBytes(1)), '照片')
    await workspace.files.add(picked(jpegBytes(2)), '照片')
    phone.store.texts.set('accounts/wang/drafts/x', JSON.stringify({ evidence: [{ hash: hashOf(jpegBytes(1)) }] }))
    const again = workspaceOf(await phone.start())
    await again.synchronise()
    expect(again.files.hashes()).toEqual([hashOf(jpegBytes(1))])
  })

  it('of a photo taken out of its record stay as long as that can be undone', async () => {
    const phone = new TestPhone()
    await record(await signedIn(phone), 1, [1])
    const workspace = workspaceOf(await phone.start())
    await settle()
    await record(workspace, 1, [])
    await workspace.synchronise()
    expect(workspace.files.holds(hashOf(jpegBytes(1)))).toBe(true)
    const again = workspaceOf(await phone.start())
    await again.synchronise()
    expect(again.files.hashes()).toEqual([])
  })

  it('stay where they are, with their records, when there is no room to take them over', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await phone.startLocally()
    await record(workspace, 1, [1])
    await app.signOut()
    await app.signIn('王秘书')
    phone.files.room = 0
    expect(await app.adopt(workspace.organisation)).toContain('没有地方')
    phone.files.room = undefined
    expect(await app.adopt(workspace.organisation)).toBeUndefined()
    await settle()
    expect(state(app.workspace.get()!, 1)).toBe('received')
  })

  it('go with the records when an account takes over what was recorded on this phone alone', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await phone.startLocally()
    await record(workspace, 1, [1])
    await app.signOut()
    await app.signIn('王秘书')
    expect(await app.adopt(workspace.organisation)).toBeUndefined()
    await settle()
    expect(phone.server.files.has(hashOf(jpegBytes(1)))).toBe(true)
    const taken = app.workspace.get()
    expect(taken?.files.holds(hashOf(jpegBytes(1)))).toBe(true)
    expect([...phone.files.kept.keys()].filter((key) => key.startsWith('accounts/local/'))).toEqual([])
  })
})
