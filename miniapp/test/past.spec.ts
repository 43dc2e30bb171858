import { Book } from '../src/data/book'
import { newEntry, isUnsent } from '../src/data/entry'
import { Outbox } from '../src/data/outbox'
import { Past } from '../src/data/past'
import { pullChanges } from '../src/data/pull'
import type { Feed, Reply, Written } from '../src/data/remote'
import { HandClock, MemoryStore } from './support/memory'
import { settle } from './support/phone'

const organisation = '01930000-0000-7000-8000-00000000000a'
const meeting = (id: string) => ({ id, kind: 'committee-meeting', on: '2026-03-05', title: id })
const receipt = (id: string, place: string): Reply<Written> => ({
  outcome: 'done',
  value: { id, revision: 1, state: 'complete', missingFiles: [], place },
})
const lostPast = {
  outcome: 'refused',
  status: 409,
  refusal: { code: 'cursorUnknown', message: '位置对不上' },
} as Reply<never>
const page = (cursor: string, ...ids: string[]): Reply<Feed> => ({
  outcome: 'done',
  value: {
    cursor,
    more: false,
    changes: ids.map((id) => ({ id, revision: 1, deleted: false, record: meeting(id), state: 'complete' })),
  },
})

/** Records not sent yet, and a server whose every answer is given by hand. */
async function stand(...ids: string[]) {
  const book = await Book.open(new MemoryStore(), 'records')
  for (const id of ids) await book.change(id, () => newEntry(meeting(id)))
  const asked: { id: string; known: string; answer: (reply: Reply<Written>) => Promise<void> }[] = []
  const putRecord = (_: string, id: string, __: string, known: string) =>
    new Promise<Reply<Written>>((resolve) => {
      asked.push({ id, known, answer: (reply) => (resolve(reply), settle()) })
    })
  const uploads = { due: () => [], waiting: () => [], send: () => Promise.resolve('reached' as const) }
  const remote = { putRecord, deleteRecord: () => Promise.reject(new Error('none')) }
  const outbox = new Outbox(book, remote, organisation, new HandClock(), uploads, () => false)
  return { book, outbox, asked }
}

describe('the server’s past, as far as the phone heard of it', () => {
  it('is what every answer joins on to: the later place counts, an answer asked from an earlier one does not', () => {
    const past = new Past('5-a')
    expect([past.goesOn('5-a', '6-b'), past.latest]).toEqual([true, '6-b'])
    expect([past.goesOn('5-a', '9-c'), past.latest]).toEqual([false, '6-b'])
    expect([past.goesOn('6-b', '4-d'), past.goesOn('6-b', undefined), past.latest]).toEqual([true, true, '6-b'])
  })

  it('begins anew after a comparison, unless something came in meanwhile', () => {
    const past = new Past('9-a')
    expect([past.beginsAnew('8-a', '3-b'), past.latest]).toEqual([false, '9-a'])
    expect([past.beginsAnew('9-a', '3-b'), past.latest]).toEqual([true, '3-b'])
  })
})

describe('a server restored from its backup between two answers', () => {
  it('is asked with the place of each answer before the next record goes', async () => {
    const { book, outbox, asked } = await stand('a', 'b')
    void outbox.flush()
    await settle()
    expect(asked.map(({ id, known }) => [id, known])).toEqual([['a', '']])
    await asked[0]!.answer(receipt('a', '6-lost'))
    expect(asked.map(({ id, known }) => [id, known])).toEqual([
      ['a', ''],
      ['b', '6-lost'],
    ])
    let pulled = 0
    outbox.pull = () => Promise.resolve(++pulled < 0)
    await asked[1]!.answer(lostPast)
    expect([pulled, isUnsent(book.get('b')!)]).toEqual([1, true])
  })

  it('is not believed a receipt while the feed went on: the record is sent again, with the feed’s place', async () => {
    const { book, outbox, asked } = await stand('a')
    void outbox.flush()
    await settle()
    expect(outbox.past.goesOn('', '7-new')).toBe(true)
    await asked[0]!.answer(receipt('a', '6-lost'))
    expect(isUnsent(book.get('a')!)).toBe(true)
    expect(asked.map(({ id, known }) => [id, known])).toEqual([
      ['a', ''],
      ['a', '7-new'],
    ])
    await asked[1]!.answer(receipt('a', '8-new'))
    expect([isUnsent(book.get('a')!), outbox.past.latest]).toEqual([false, '8-new'])
  })

  it('is asked for the feed again while a receipt came in, and what it has lost is due again', async () => {
    const { book } = await stand('a')
    const past = new Past('')
    const known: string[] = []
    const kept: string[] = []
    const pages = [page('9-new', 'b'), lostPast, page('9-new', 'b')]
    const changes = async (_: string, __: string, place: string) => {
      known.push(place)
      if (known.length > 1) return pages[known.length - 1]!
      await book.change('a', (entry) => ({ ...entry!, base: 1, dirty: false, place: '6-lost' }))
      past.goesOn('', '6-lost')
      return pages[0]!
    }
    const remote = { changes, history: () => Promise.reject(new Error('none')) }
    const keep = (cursor: string) => Promise.resolve(void kept.push(cursor))
    expect(await pullChanges(book, remote, organisation, { cursor: '', past }, keep)).toBe('done')
    expect([known, kept, past.latest]).toEqual([['', '6-lost', ''], ['9-new'], '9-new'])
    expect(isUnsent(book.get('a')!)).toBe(true)
    expect(book.get('b')?.base).toBe(1)
  })

  it('is compared once more when a receipt of the lost past came in during the comparison', async () => {
    const { book } = await stand('a')
    const past = new Past('5-old')
    const known: string[] = []
    const changes = (_: string, __: string, place: string): Promise<Reply<Feed>> => {
      known.push(place)
      if (known.length === 2) past.goesOn('5-old', '6-lost')
      return Promise.resolve(known.length === 1 ? lostPast : page('3-new'))
    }
    const remote = { changes, history: () => Promise.reject(new Error('none')) }
    const kept: string[] = []
    const keep = (cursor: string) => Promise.resolve(void kept.push(cursor))
    expect(await pullChanges(book, remote, organisation, { cursor: '5-old', past }, keep)).toBe('done')
    expect([known, kept, past.latest]).toEqual([['5-old', '', ''], ['3-new'], '3-new'])
  })
})
