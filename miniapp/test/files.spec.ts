import { Files } from '../src/data/files'
import { HandClock, MemoryFiles, SmallServer } from './support/memory'
import { hashOf, jpegBytes, picked } from './support/pictures'

const folder = 'accounts/a/org/files'
const text = (words: string) => Uint8Array.from(Buffer.from(words, 'latin1'))
const open = (store: MemoryFiles) => Files.open(store, new HandClock(), folder)
const memory = () => new MemoryFiles(new SmallServer())

describe('a file that is added', () => {
  it('is on the phone under the hash of its bytes, without its location, before anything names it', async () => {
    const store = memory()
    const files = await open(store)
    const clean = jpegBytes(1)
    const kept = await files.add(picked(jpegBytes(1, 'N 30.5 E 114.3')), '照片1')
    expect(kept).toEqual({ evidence: { file: '照片1.jpg', hash: hashOf(clean), size: clean.length } })
    const key = `${folder}/${hashOf(clean)}.${clean.length}.jpg`
    expect([...store.kept]).toEqual([[key, clean]])
    expect((await open(store)).key(hashOf(clean))).toBe(key)
  })

  it('is kept once', async () => {
    const store = memory()
    const files = await open(store)
    await files.add(picked(jpegBytes(1)), '照片1')
    await files.add(picked(jpegBytes(1, 'somewhere')), '照片2')
    expect(store.kept.size).toBe(1)
  })

  it('mends the one of the same bytes that the phone has damaged', async () => {
    const store = memory()
    const files = await open(store)
    await files.add(picked(jpegBytes(1)), '照片1')
    const key = files.key(hashOf(jpegBytes(1)))!
    store.kept.set(key, jpegBytes(1).slice(0, -1))
    expect(await files.add(picked(jpegBytes(1)), '照片1')).toMatchObject({ evidence: { hash: hashOf(jpegBytes(1)) } })
    expect(store.kept.get(key)).toEqual(jpegBytes(1))
  })

  it('keeps its name, with the ending its content deserves', async () => {
    const files = await open(memory())
    const names = async (bytes: Uint8Array, name: string) => {
      const kept = await files.add(picked(bytes, name, false), '文件1')
      return 'evidence' in kept ? kept.evidence.file : kept.problem
    }
    expect(await names(text('%PDF-1.7'), '会议纪要.PDF')).toBe('会议纪要.pdf')
    expect(await names(text('PK\x03\x04 word'), '通知.第2版.docx')).toBe('通知.第2版.docx')
    expect(await names(jpegBytes(2), 'IMG_1.png')).toBe('IMG_1.jpg')
  })

  it.each([
    ['empty', picked(new Uint8Array()), '是空的'],
    ['unreadable as a picture', picked(undefined), '截一张屏'],
    ['unreadable as a file', picked(undefined, 'a.pdf', false), '再选一次'],
    ['a page', picked(text('<html>'), 'a.html', false), '只收照片'],
    ['an old Word file', picked(text('\xd0\xcf\x11\xe0'), '通知.doc', false), '另存为'],
    ['an archive', picked(text('PK\x03\x04'), 'a.zip', false), '只收照片'],
    ['a damaged photo', picked(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 9])), '重新拍'],
    ['too large', { ...picked(text('%PDF-'), 'a.pdf', false), size: 10 * 1024 * 1024 + 1 }, '11 MB，最大只能 10 MB'],
  ])('is refused when it is %s, with a way out', async (_, file, words) => {
    const store = memory()
    expect(await (await open(store)).add(file, '照片1')).toEqual({ problem: expect.stringContaining(words) as string })
    expect(store.kept.size).toBe(0)
  })

  it('gives the screen its turns while a long one is counted', async () => {
    const clock = new HandClock()
    const files = await Files.open(memory(), clock, folder)
    const bytes = new Uint8Array(1024 * 1024)
    bytes.set(text('%PDF-'))
    const adding = files.add(picked(bytes, 'a.pdf', false), '文件1')
    while (clock.waiting.length === 0) await Promise.resolve()
    clock.ring()
    expect(await adding).toMatchObject({ evidence: { hash: hashOf(bytes) } })
  })
})

describe('room on the phone', () => {
  it('that is used up is said, and nothing is half kept', async () => {
    const store = memory()
    const files = await open(store)
    store.room = 10
    expect(await files.add(picked(jpegBytes(1)), '照片1')).toEqual({
      problem: expect.stringContaining('没有地方') as string,
    })
    expect(files.hashes()).toEqual([])
  })

  it('is made by dropping what the server surely has, as often as needed', async () => {
    const store = memory()
    const files = await open(store)
    const [one, two] = [jpegBytes(1), jpegBytes(2)]
    for (const bytes of [one, two]) await files.add(picked(bytes), '照片')
    store.room = one.length
    const spare = [hashOf(one), hashOf(two)]
    files.makeRoom = async () => {
      const next = spare.shift()
      if (next) await files.drop(next)
      return next !== undefined
    }
    expect(await files.add(picked(jpegBytes(3)), '照片')).toMatchObject({ evidence: { hash: hashOf(jpegBytes(3)) } })
    expect(files.hashes()).toEqual([hashOf(jpegBytes(3))])
  })

  it('counts the files of all accounts, and leaves some for records', async () => {
    const store = memory()
    const bytes = jpegBytes(1)
    store.kept.set(`accounts/b/org/files/${'0'.repeat(64)}.90.jpg`, new Uint8Array(90))
    store.capacity = 90 + bytes.length - 1
    expect(await (await open(store)).add(picked(bytes), '照片')).toMatchObject({ problem: expect.anything() as string })
    store.capacity += 1
    expect(await (await open(store)).add(picked(bytes), '照片')).toMatchObject({ evidence: {} })
  })
})

describe('files nobody names', () => {
  const hashes = [1, 2, 3].map((number) => hashOf(jpegBytes(number)))
  async function withThree(): Promise<MemoryFiles> {
    const store = memory()
    const files = await open(store)
    for (const number of [1, 2, 3]) await files.add(picked(jpegBytes(number)), '照片')
    // Those of this run may be on a screen that no text knows of.
    await files.sweep(hashes, () => Promise.resolve(new Set()))
    expect(files.hashes()).toEqual(hashes)
    return store
  }

  it('go once no text on the phone names them', async () => {
    const store = await withThree()
    const again = await open(store)
    await again.sweep(hashes.slice(1), () => Promise.resolve(new Set([hashes[1]!])))
    expect(again.hashes()).toEqual(hashes.slice(0, 2))
    expect(store.kept.size).toBe(2)
  })

  it('stay when they are added again meanwhile, and when the texts cannot be read', async () => {
    const again = await open(await withThree())
    await expect(again.sweep(hashes, () => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
    expect(again.hashes()).toHaveLength(3)
    await again.sweep(hashes, async () => {
      await again.add(picked(jpegBytes(2)), '照片')
      return new Set()
    })
    expect(again.hashes()).toEqual([hashes[1]])
  })
})
