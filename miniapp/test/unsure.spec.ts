import { Book, parseEntry } from '../src/data/book'
import { compared } from '../src/data/compare'
import { contentOf } from '../src/data/content'
import { edited, isDue, isSettled, isUnsent, stateOf, unsure } from '../src/data/entry'
import { merged, receivedEntry, reunited } from '../src/data/entry-answers'
import { sealedAccounts } from '../src/data/sealed'
import { MemoryStore } from './support/memory'

const folder = 'accounts/wang/one/records'
const month = `${folder}-months/2026-03`
const idOf = (number: number) => `01930000-0000-7000-8000-00000000000${number}`
const recordOf = (number: number, title = `第${number}次`) => {
  return { id: idOf(number), kind: 'committee-meeting', on: '2026-03-05', title }
}
const revisionOf = (number: number, title?: string, revision = 1) => {
  return { revision, deleted: false, record: recordOf(number, title), state: 'complete' }
}
const received = (number: number) => receivedEntry(idOf(number), revisionOf(number))
const own = `${folder}/${idOf(1)}`

/** Two received records in their month, the first of them with a newer text of its own that `spoil` changes. */
async function spoiled(spoil: (text: string) => string): Promise<MemoryStore> {
  const store = new MemoryStore()
  const book = await Book.open(store, folder)
  await book.changeAll(new Map([1, 2].map((number) => [idOf(number), () => received(number)])))
  await book.change(idOf(1), (entry) => entry && edited(entry, recordOf(1, '改过')))
  store.texts.set(own, spoil(store.texts.get(own)!))
  return store
}
const cut = (text: string) => text.slice(0, -20)
const later = (text: string) => text.replace('"version":1', '"version":9')

describe('a record whose own text cannot be read', () => {
  it('is not called received for what its month says, counts as unsent, and everything is compared', async () => {
    const store = await spoiled(cut)
    const forget = jest.fn(() => Promise.resolve())
    for (let opening = 1; opening <= 2; opening++) {
      const book = await Book.open(store, folder, forget)
      const entry = book.get(idOf(1))!
      expect([entry.record.title, stateOf(entry, false), isUnsent(entry)]).toEqual(['第1次', 'local', true])
      expect([isDue(entry), isSettled(entry)]).toEqual([false, false])
      expect(stateOf(book.get(idOf(2))!, false)).toBe('received')
      expect(book.count()).toEqual({ records: 2, unsent: 1 })
      expect(book.quarantine.map(({ key }) => key)).toEqual([`${folder}-unreadable/${idOf(1)}`])
      expect(forget).toHaveBeenCalledTimes(1)
    }
  })

  it('asks for a comparison before anything is moved, and once however many there are', async () => {
    const store = await spoiled(cut)
    store.texts.set(`${folder}/${idOf(3)}`, '{"vers')
    const before = [...store.texts]
    const forget = jest.fn(() => Promise.resolve(expect([...store.texts]).toEqual(before)))
    await Book.open(store, folder, forget)
    expect(forget).toHaveBeenCalledTimes(1)
  })

  it('stays as it lies while there is no room, and what its month says is kept through a change of the month', async () => {
    const store = await spoiled(cut)
    store.failing = true
    const book = await Book.open(store, folder)
    store.failing = false
    expect(stateOf(book.get(idOf(1))!, false)).toBe('local')
    await book.changeAll(new Map([[idOf(2), (entry) => merged(entry, idOf(2), revisionOf(2, '别人改过', 2))]]))
    expect(store.texts.get(own)).toBe(cut(JSON.stringify(edited(received(1), recordOf(1, '改过')))))
    expect(store.texts.get(month)).toContain('第1次')
    const again = await Book.open(store, folder)
    expect([again.get(idOf(1))!.record.title, stateOf(again.get(idOf(1))!, false)]).toEqual(['第1次', 'local'])
  })

  it('of a later version takes its place again, and its edit is not lost', async () => {
    const store = await spoiled(later)
    await Book.open(store, folder)
    const apart = `${folder}-unreadable/${idOf(1)}`
    store.texts.set(apart, store.texts.get(apart)!.replace('"version":9', '"version":1'))
    const book = await Book.open(store, folder)
    expect(book.get(idOf(1))).toMatchObject({ dirty: true, base: 1, record: { title: '改过' } })
    expect([book.get(idOf(1))!.conflict, book.quarantine]).toEqual([undefined, []])
  })

  it('counts once on the sign-in page', async () => {
    const store = await spoiled(cut)
    await Book.open(store, folder)
    expect((await sealedAccounts(store, undefined)).map(({ unsent }) => unsent)).toEqual([1])
  })
})

it('a month that comes back after a while is not called received before it was compared', async () => {
  const store = await spoiled(cut)
  store.texts.delete(own)
  store.texts.set(month, later(store.texts.get(month)!))
  await Book.open(store, folder)
  const apart = `${folder}-unreadable/2026-03`
  store.texts.set(apart, store.texts.get(apart)!.replace('"version":9', '"version":1'))
  const forget = jest.fn(() => Promise.resolve())
  const book = await Book.open(store, folder, forget)
  expect(book.all().map((entry) => stateOf(entry, false))).toEqual(['local', 'local'])
  expect(forget).toHaveBeenCalledTimes(1)
})

describe('what nobody is sure of', () => {
  const doubtful = unsure(received(1))
  const content = new Set([contentOf(received(1))])

  it('is received again where the server has it, and follows where the server went on', () => {
    expect(stateOf(compared(doubtful, revisionOf(1), content), false)).toBe('received')
    const moved = compared(doubtful, revisionOf(1, '别人改过', 3), content)
    expect([moved.record.title, moved.base, stateOf(moved, false)]).toEqual(['别人改过', 3, 'received'])
  })

  it('is sent again where the server has lost it', () => {
    const lost = compared(doubtful, undefined, new Set())
    expect([lost.base, isDue(lost), lost.unsure]).toEqual([0, true, undefined])
  })

  it('does not replace what it was made from where others went back to that', () => {
    const made = unsure({ ...merged(received(1), idOf(1), revisionOf(1, '改过', 2)), place: undefined })
    const history = new Set([contentOf(received(1)), contentOf(made)])
    expect(compared(made, revisionOf(1, undefined, 3), history)).toMatchObject({ base: 3, record: { title: '第1次' } })
  })

  it('is an edit like any other once somebody edits it, and nothing new is said of what is unsent anyway', () => {
    const mine = edited(doubtful, recordOf(1, '我改'))
    expect([mine.unsure, mine.dirty, mine.base]).toEqual([undefined, true, 1])
    expect(unsure(mine)).toBe(mine)
  })

  it('is told by the feed where that says the same', () => {
    expect(stateOf(merged(doubtful, idOf(1), revisionOf(1)), false)).toBe('received')
    expect(stateOf(merged(doubtful, idOf(1), revisionOf(1, '别的')), false)).toBe('local')
  })

  it('gives way to a text as new that could not be read for a while', () => {
    const newer = merged(received(1), idOf(1), revisionOf(1, '改过', 2))
    expect(reunited(newer, doubtful)).toEqual({ ...newer, unsure: true })
    expect(reunited(received(1), unsure(newer))).toEqual(unsure(newer))
    expect(parseEntry(JSON.stringify(doubtful))).toEqual(doubtful)
  })
})
