import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { readConfig } from '../../server/src/platform/config.js'
import { type FileStore, StoreUnavailable, TooManyBytes } from '../../server/src/platform/files/file-store.js'
import { openFileStore } from '../../server/src/platform/files/open.js'
import { S3Bucket } from '../../server/src/platform/files/s3-bucket.js'
import { newId } from '../support/personas'
import { createStore, onEachStore, type TestStore } from '../support/stores'

const streamOf = (...parts: (string | Buffer)[]): Readable => Readable.from(parts.map((part) => Buffer.from(part)))
const hashOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

onEachStore('a store of evidence', (kind) => {
  let place: TestStore
  let store: FileStore
  const organisation = newId()

  beforeAll(async () => {
    place = await createStore(kind)
    store = await openFileStore(readConfig(place.env))
  })
  afterAll(() => place?.drop())

  const keep = async (bytes: Buffer | string): Promise<string> => {
    const arrival = await store.receive(streamOf(bytes), 20_000_000)
    await arrival.keep(organisation)
    return arrival.hash
  }
  const read = async (hash: string, of = organisation): Promise<Buffer | undefined> => {
    const found = await store.open(of, hash)
    return found && buffer(found)
  }

  it('counts what comes in and gives it back', async () => {
    const arrival = await store.receive(streamOf('会议', '纪要'), 100)
    expect([arrival.hash, arrival.size]).toEqual([hashOf('会议纪要'), 12])
    expect((await arrival.read(6, 6)).toString()).toBe('纪要')
    expect(await read(arrival.hash)).toBeUndefined()
    await arrival.keep(organisation)
    expect((await read(arrival.hash))?.toString()).toBe('会议纪要')
  })

  it('keeps the same bytes twice as once, for each organisation by itself', async () => {
    const hash = await keep('same')
    expect(await keep('same')).toBe(hash)
    expect((await read(hash))?.toString()).toBe('same')
    expect(await read(hash, newId())).toBeUndefined()
  })

  it('takes ten megabytes, and several at a time', async () => {
    const files = Array.from({ length: 4 }, () => randomBytes(10 * 1024 * 1024))
    const hashes = await Promise.all(files.map(keep))
    expect(hashes).toEqual(files.map(hashOf))
    for (const [i, hash] of hashes.entries()) expect(hashOf((await read(hash))!)).toBe(hashOf(files[i]!))
  })

  it('keeps nothing of what was discarded, too large or cut off', async () => {
    const discarded = await store.receive(streamOf('discarded'), 100)
    await discarded.discard()
    expect(await read(discarded.hash)).toBeUndefined()
    await expect(store.receive(streamOf('xx', 'x'), 2)).rejects.toThrow(TooManyBytes)
    const cut = new Readable({ read: () => undefined })
    const receiving = store.receive(cut, 100)
    cut.push('half')
    cut.destroy(new Error('gone'))
    await expect(receiving).rejects.toThrow('gone')
    expect(await read(hashOf('half'))).toBeUndefined()
  })

  it('keeps thumbnails apart from the files, replaced as a whole', async () => {
    const hash = await keep('a photo')
    expect(await store.openSmall(organisation, hash)).toBeUndefined()
    await store.keepSmall(organisation, hash, Buffer.from('small'))
    await store.keepSmall(organisation, hash, Buffer.from('smaller'))
    expect((await store.openSmall(organisation, hash))?.toString()).toBe('smaller')
    expect((await read(hash))?.toString()).toBe('a photo')
  })

  it('says that it is up', async () => expect(await store.isUp()).toBe(true))

  if (kind === 's3') {
    it('takes no bytes but those whose hash was signed', async () => {
      const bucket = new S3Bucket(readConfig(place.env).bucket!)
      await expect(bucket.put('changed', Buffer.from('changed on the way'), hashOf('as sent'))).rejects.toThrow(
        'the store answers 400',
      )
      expect(await bucket.get('changed')).toBeUndefined()
    })

    it.each([
      ['a bucket that is not there', { XINGJI_FILES: 's3://no-such-bucket-here' }],
      ['the wrong secret', { XINGJI_FILES_SECRET: 'wrong' }],
      ['a host that does not answer', { XINGJI_FILES: 's3://bucket?endpoint=http://127.0.0.1:9' }],
    ])('tells %s from a file that is not there', async (_, change) => {
      const { search } = new URL(place.env.XINGJI_FILES!)
      const env: Record<string, string> = { ...place.env, ...change }
      if (!env.XINGJI_FILES!.includes('?')) env.XINGJI_FILES += search
      const broken = await openFileStore(readConfig(env))
      expect(await broken.isUp()).toBe(false)
      await expect(broken.open(organisation, hashOf('x'))).rejects.toThrow(StoreUnavailable)
      const arrival = await broken.receive(streamOf('x'), 100)
      await expect(arrival.keep(organisation)).rejects.toThrow(StoreUnavailable)
      await arrival.discard()
    })
  }
})
