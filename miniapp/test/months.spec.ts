import { Book } from '../src/data/book'
import { edited, type Entry } from '../src/data/entry'
import { receivedEntry } from '../src/data/entry-answers'
import { readMonth, writeMonth } from '../src/data/months'
import { parseEntry } from '../src/data/book'
import { MemoryStore } from './support/memory'

const idOf = (number: number) => `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`
const recordOf = (number: number, title = `第${number}次`, on = '2026-03-05') => ({
  id: idOf(number),
  kind: 'committee-meeting',
  on,
  title,
})
const received = (number: number, on?: string): Entry =>
  receivedEntry(idOf(number), {
    revision: 1,
    deleted: false,
    record: recordOf(number, undefined, on),
    state: 'complete',
  })
const feed = (entries: Entry[]) => new Map(entries.map((entry) => [entry.id, () => entry]))
const folder = 'accounts/wang/one/records'
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const keys = (store: MemoryStore, part: string) => [...store.texts.keys()].filter((key) => key.includes(part))
const open = (store: MemoryStore, forget?: () => Promise<void>) => Book.open(store, folder, forget)

describe('what the server has received', () => {
  it('lies together by the month of its day, and is found again', async () => {
    const store = new MemoryStore()
    const book = await open(store)
    await book.changeAll(feed([received(1), received(2), received(3, '2026-04-01')]))
    expect(keys(store, '/records')).toEqual([`${folder}-months/2026-03`, `${folder}-months/2026-04`])
    const again = await open(store)
    expect(again.all()).toEqual(book.all())
    expect([again.unsettled(), again.quarantine]).toEqual([[], []])
  })

  it('fills texts of at most 200, so that one change never writes much', async () => {
    const store = new MemoryStore()
    const book = await open(store)
    await book.changeAll(feed(range(450).map((number) => received(number))))
    expect(keys(store, '/records')).toEqual(['', '_1', '_2'].map((copy) => `${folder}-months/2026-03${copy}`))
    expect((await open(store)).all()).toHaveLength(450)
  })

  it('goes by itself while it is edited, and back when that was received', async () => {
    const store = new MemoryStore()
    const book = await open(store)
    await book.changeAll(feed([received(1), received(2)]))
    await book.change(idOf(1), (entry) => entry && edited(entry, recordOf(1, '改过')))
    expect(keys(store, '/records/')).toEqual([`${folder}/${idOf(1)}`])
    expect((await open(store)).get(idOf(1))?.record.title).toBe('改过')
    await book.tidy()
    expect(keys(store, '/records/')).toHaveLength(1)
    await book.change(idOf(1), (entry) => entry && { ...entry, base: 2, dirty: false })
    await book.tidy()
    expect(keys(store, '/records')).toEqual([`${folder}-months/2026-03`])
    expect((await open(store)).get(idOf(1))).toMatchObject({ base: 2, record: { title: '改过' } })
  })

  it('is read from the layout before, one text each, and moved without loss', async () => {
    const store = new MemoryStore()
    for (const number of range(450)) store.texts.set(`${folder}/${idOf(number)}`, JSON.stringify(received(number)))
    const book = await open(store)
    expect(book.all()).toHaveLength(450)
    await book.tidy()
    expect(keys(store, '/records/')).toEqual([])
    expect((await open(store)).all()).toHaveLength(450)
  })

  it('is found again wherever a move was cut short', async () => {
    const whole = new MemoryStore()
    for (const number of range(3)) whole.texts.set(`${folder}/${idOf(number)}`, JSON.stringify(received(number)))
    const expected = (await open(whole)).all().map(({ id }) => id)
    for (let steps = 0; steps < 5; steps++) {
      const store = new MemoryStore()
      for (const [key, text] of whole.texts) store.texts.set(key, text)
      const book = await open(store)
      let left = steps
      const [write, remove] = [store.write.bind(store), store.remove.bind(store)]
      const stop = () => left-- <= 0 && Promise.reject(new Error('killed'))
      store.write = async (key, text) => (await stop(), write(key, text))
      store.remove = async (key) => (await stop(), remove(key))
      await book.tidy().catch(() => undefined)
      store.write = write
      store.remove = remove
      expect((await open(store)).all().map(({ id }) => id)).toEqual(expected)
    }
  })
})

describe('a damaged month', () => {
  const damaged = async (change: (text: string) => string) => {
    const store = new MemoryStore()
    await (await open(store)).changeAll(feed(range(3).map((number) => received(number))))
    const key = `${folder}-months/2026-03`
    store.texts.set(key, change(store.texts.get(key)!))
    return store
  }

  it('gives what can be read, keeps the rest apart, and has everything compared', async () => {
    const store = await damaged((text) => text.slice(0, -10))
    const forget = jest.fn(() => Promise.resolve())
    const book = await open(store, forget)
    expect(book.all()).toHaveLength(2)
    expect(forget).toHaveBeenCalledTimes(1)
    expect(book.quarantine).toHaveLength(1)
    expect(book.quarantine[0]!.text).toContain(idOf(3))
    await open(store, forget)
    expect(forget).toHaveBeenCalledTimes(1)
  })

  it('that lost whole lines is noticed', async () => {
    const store = await damaged((text) => text.split('\n').slice(0, -1).join('\n'))
    const forget = jest.fn(() => Promise.resolve())
    expect((await open(store, forget)).all()).toHaveLength(2)
    expect(forget).toHaveBeenCalledTimes(1)
  })

  it('of a later version stays as it is until an app can read it', async () => {
    const store = await damaged((text) => text.replace('"version":1', '"version":9'))
    const book = await open(store)
    expect([book.all(), book.quarantine]).toMatchObject([[], [{ key: `${folder}-unreadable/2026-03` }]])
    const apart = book.quarantine[0]!
    store.texts.set(apart.key, apart.text.replace('"version":9', '"version":1'))
    const again = await open(store)
    expect([again.all().length, again.quarantine]).toEqual([3, []])
  })

  it('is left alone while there is no room to set it apart, and nothing is written over it', async () => {
    const store = await damaged((text) => text.slice(0, -10))
    const before = store.texts.get(`${folder}-months/2026-03`)
    store.failing = true
    const book = await open(store)
    store.failing = false
    expect([book.all().length, book.quarantine.length]).toEqual([2, 1])
    await book.changeAll(feed([received(3), received(4)]))
    expect(store.texts.get(`${folder}-months/2026-03`)).toBe(before)
    expect((await open(store)).all()).toHaveLength(4)
  })
})

it('a month reads as it was written', () => {
  const entries = range(3).map((number) => received(number))
  expect(readMonth(writeMonth(entries), parseEntry)).toEqual({ entries, unreadable: [], whole: true })
})
