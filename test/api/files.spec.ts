import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import sharp from 'sharp'
import { exif, jpeg, lossy, segment, webp } from '../../server/test/pictures'
import { zip } from '../../server/test/zip'
import { type Answer, newSociety, Person, sha256, signIn } from '../support/personas'
import { type ServerInProcess, startInProcess } from '../support/server-in-process'

let server: ServerInProcess
let alice: Person
let bob: Person
let society: string
let others: string

beforeAll(async () => {
  server = await startInProcess({ XINGJI_FILE_LIMIT: '100000', XINGJI_SESSION_DAYS: '3650' })
  alice = await signIn(server, 'alice')
  bob = await signIn(server, 'bob')
  society = await newSociety(alice)
  others = await newSociety(bob)
})
afterAll(() => server?.stop())

const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n${text}`)
const send = (bytes: Uint8Array, hash = sha256(bytes), to = society, by = alice): Promise<Answer> =>
  by.call('PUT', `organisations/${to}/files/${hash}`, bytes, { 'content-type': 'application/octet-stream' })
const addressOf = (hash: string, of = society, by = alice): Promise<Answer> =>
  by.get(`organisations/${of}/files/${hash}/address`)
/** Follows a signed address like a viewer without a sign-in. */
const fetchAddress = (address: string): Promise<Answer> =>
  new Person(server, 'viewer').get(address.replace('/api/', ''))

describe('evidence', () => {
  it('is counted by the server, kept once and given back as it was', async () => {
    const bytes = pdf('会议纪要')
    const receipt = { hash: sha256(bytes), size: bytes.length, type: 'application/pdf', completed: [] }
    expect(await send(bytes)).toMatchObject({ status: 201, body: receipt })
    expect(await send(bytes)).toMatchObject({ status: 200, body: receipt })
    const { body } = await addressOf(receipt.hash)
    const answer = await fetchAddress(body.address)
    expect([answer.status, answer.text]).toEqual([200, bytes.toString()])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="${receipt.hash.slice(0, 12)}.pdf"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
  })

  it('is received with its place in the journal, and not from somebody who knows another past', async () => {
    const bytes = pdf('签到表')
    const { body } = await send(bytes)
    expect(body.place).toBe((await alice.get(`organisations/${society}/changes`)).body.cursor)
    expect((await send(bytes)).body.place).toBe(body.place)
    const next = pdf('照片')
    const knowing = (place: string): Promise<Answer> =>
      alice.call('PUT', `organisations/${society}/files/${sha256(next)}?known=${place}`, next, {
        'content-type': 'application/octet-stream',
      })
    const lost = body.place.replace(/-.*/, '-0123456789ab')
    expect(await knowing(lost)).toMatchObject({
      status: 409,
      body: { error: { code: 'cursorUnknown', field: 'known' } },
    })
    expect((await addressOf(sha256(next))).status).toBe(404)
    expect((await knowing(body.place)).status).toBe(201)
  })

  it('comes as a form from a mini program', async () => {
    const bytes = zip(['[Content_Types].xml', 'word/document.xml'])
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), '纪要.docx')
    const { status, body } = await alice.call('POST', `organisations/${society}/files/${sha256(bytes)}`, form)
    expect([status, body.size]).toEqual([201, bytes.length])
    expect((await addressOf(sha256(bytes))).status).toBe(200)
  })

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a program', 'MZ\x90\x00'],
    ['nothing', ''],
  ])('is not %s, whatever it is called', async (_, text) => {
    const bytes = Buffer.from(text, 'latin1')
    for (const type of ['application/octet-stream', 'image/png', 'application/pdf']) {
      const path = `organisations/${society}/files/${sha256(bytes)}`
      const { status, body } = await alice.call('PUT', path, bytes, { 'content-type': type })
      expect([status, body.error.code]).toEqual([415, 'fileType'])
    }
    expect((await addressOf(sha256(bytes))).status).toBe(404)
  })

  it.each([
    ['with the place where it was taken', jpeg({ before: [segment(0xe1, exif([2, 4]))] }), 400, 'locationInPhoto'],
    ['of too many pixels', jpeg({ width: 60_000, height: 60_000 }), 413, 'photoTooLarge'],
    ['broken off', jpeg().subarray(0, -2), 400, 'fileDamaged'],
    ['with another file inside', Buffer.concat([jpeg(), zip(['a.txt'])]), 415, 'fileMixed'],
  ])('is not a photo %s', async (_, bytes, status, code) => {
    expect(await send(bytes)).toMatchObject({ status, body: { error: { code } } })
    expect((await addressOf(sha256(bytes))).status).toBe(404)
  })

  it('under another hash than its own is refused', async () => {
    const bytes = pdf('x')
    const claimed = sha256('something else')
    const { status, body } = await send(bytes, claimed)
    expect([status, body.error.code]).toEqual([400, 'hashMismatch'])
    expect(body.error.details).toEqual({ expected: claimed, received: sha256(bytes) })
    expect((await addressOf(claimed)).status).toBe(404)
  })

  it.each([
    ['bytes', (path: string, bytes: Uint8Array) => alice.call('PUT', path, bytes, { 'content-type': 'image/png' })],
    [
      'a form',
      (path: string, bytes: Uint8Array) => {
        const form = new FormData()
        form.append('file', new Blob([new Uint8Array(bytes)]), 'a.pdf')
        return alice.call('POST', path, form)
      },
    ],
  ])('that is too large is refused as %s, and the next one is taken', async (_, upload) => {
    const bytes = pdf('x'.repeat(100_000))
    const { status, body } = await upload(`organisations/${society}/files/${sha256(bytes)}`, bytes)
    expect([status, body.error.code, body.error.details]).toEqual([413, 'fileTooLarge', { limit: 100_000 }])
    const largest = Buffer.concat([pdf(''), Buffer.alloc(100_000 - pdf('').length)])
    expect([201, 200]).toContain((await send(largest)).status)
  })

  it('wants bytes, not JSON, and a form with a file', async () => {
    const path = `organisations/${society}/files/${'0'.repeat(64)}`
    expect((await alice.put(path, { file: 'x' })).status).toBe(400)
    expect((await alice.post(path, { file: 'x' })).status).toBe(400)
    expect((await alice.call('POST', path, new FormData())).status).toBe(400)
    expect((await alice.get(`organisations/${society}/files/..%2F..%2Fsecret/address`)).status).toBe(404)
  })
})

describe('a phone that stops sending halfway', () => {
  it('does not keep the server from ending', async () => {
    const own = await startInProcess({ XINGJI_FILE_LIMIT: '100000' })
    const carol = await signIn(own, 'carol')
    const path = `/api/organisations/${await newSociety(carol)}/files/${'0'.repeat(64)}`
    const upload = request(`${own.url}${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${carol.token}`, 'content-length': '1000', 'content-type': 'image/png' },
    })
    const cut = new Promise<Error>((done) => upload.once('error', done))
    upload.write('ten bytes.')
    await new Promise((done) => setTimeout(done, 300))
    await own.stop()
    expect(await cut).toMatchObject({ code: 'ECONNRESET' })
  }, 20_000)
})

describe('a thumbnail', () => {
  const photo = (width: number, height: number): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
  const small = async (hash: string): Promise<Response> => {
    const { body } = await alice.get(`organisations/${society}/files/${hash}/address?size=small`)
    return fetch(`${server.url}${body.address}`)
  }

  it.each([
    ['a wide photo', 2000, 1000, 320, 160],
    ['a tall photo', 300, 600, 160, 320],
    ['a small picture', 100, 50, 100, 50],
  ])('of %s is small and has its shape, as often as it is asked for', async (_, width, height, ...expected) => {
    const bytes = await photo(width, height)
    expect((await send(bytes)).status).toBe(201)
    for (let times = 0; times < 2; times++) {
      const answer = await small(sha256(bytes))
      expect(answer.headers.get('content-type')).toBe('image/jpeg')
      const { format, ...size } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
      expect([format, size.width, size.height]).toEqual(['jpeg', ...expected])
    }
  })

  it('is not to be had of a document, nor of a picture nobody can show', async () => {
    const bytes = pdf('没有画面')
    await send(bytes)
    const path = `organisations/${society}/files/${sha256(bytes)}/address?size=small`
    expect(await alice.get(path)).toMatchObject({ status: 404, body: { error: { code: 'noThumbnail' } } })
    const broken = webp(lossy(8, 8))
    await send(broken)
    expect((await small(sha256(broken))).status).toBe(404)
  })

  it('leads to the thumbnail only', async () => {
    const bytes = await photo(40, 40)
    await send(bytes)
    const { body } = await alice.get(`organisations/${society}/files/${sha256(bytes)}/address?size=small`)
    expect((await fetchAddress(body.address.replace('size=small', 'size=full'))).status).toBe(403)
  })
})

describe('evidence whose bytes were lost', () => {
  it('says so, and is whole again once a phone sends it', async () => {
    const bytes = pdf('丢了')
    await send(bytes)
    rmSync(join(server.config.dataFolder, 'files', society), { recursive: true })
    const { body } = await addressOf(sha256(bytes))
    expect(await fetchAddress(body.address)).toMatchObject({ status: 404, body: { error: { code: 'fileUnknown' } } })
    expect((await send(bytes)).status).toBe(200)
    expect((await fetchAddress(body.address)).status).toBe(200)
  })
})

describe('evidence of others', () => {
  it('stays out of reach, even for those who know its hash', async () => {
    const bytes = pdf('别人的材料')
    await send(bytes, sha256(bytes), others, bob)
    expect((await addressOf(sha256(bytes))).status).toBe(404)
    expect((await addressOf(sha256(bytes), others)).body.error.code).toBe('organisationUnknown')
    // Sending the same bytes is the only way to have them here, and says nothing of the other one.
    expect((await send(bytes)).status).toBe(201)
  })
})

describe('a signed address', () => {
  it('lasts five minutes and leads to one file only', async () => {
    const [mine, next] = [pdf('甲'), pdf('乙')]
    await send(mine)
    await send(next)
    const { body } = await addressOf(sha256(mine))
    const address: string = body.address
    const refused = [
      address.replace(sha256(mine), sha256(next)),
      address.replace(society, others),
      address.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 1}`),
      address.replace(/signature=./, 'signature=_'),
    ]
    for (const one of refused)
      expect(await fetchAddress(one)).toMatchObject({ status: 403, body: { error: { code: 'addressInvalid' } } })
    expect((await fetchAddress(address.replace(/&signature.*/, ''))).status).toBe(400)
    server.clock.pass(0, 299_000)
    expect((await fetchAddress(address)).status).toBe(200)
    server.clock.pass(0, 2_000)
    expect((await fetchAddress(address)).status).toBe(403)
  })
})
