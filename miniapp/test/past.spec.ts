import { Book } from '../src/data/book'
import { isUnsent, isVoid, newEntry, stateOf, withdrawn, type Entry } from '../src/data/entry'
import { merged, receivedEntry } from '../src/data/entry-answers'
import type { Files } from '../src/data/files'
import { Outbox } from '../src/data/outbox'
import { Past } from '../src/data/past'
import { pullChanges, type Keep } from '../src/data/pull'
import type { Feed, FileReceipt, Held, Reply, Written } from '../src/data/remote'
import { Uploads } from '../src/data/uploads'
import { HandClock, MemoryStore } from './support/memory'
import { settle, TestPhone } from './support/phone'

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

/** What is kept when a comparison begins, and when all of it is on the disk. */
const compared = (cursor?: string) => (cursor === undefined ? { cursor: 'nowhere' } : { cursor, heard: undefined })

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
  const remote = { putRecord, deleteRecord: (): Promise<Reply<Written>> => Promise.reject(new Error('none')) }
  const outbox = new Outbox(book, remote, organisation, new HandClock(), uploads, () => false)
  return { book, outbox, asked, remote }
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
    const kept: Parameters<Keep>[0][] = []
    const pages = [page('9-new', 'b'), lostPast, page('9-new', 'b')]
    const changes = async (_: string, __: string, place: string) => {
      known.push(place)
      if (known.length > 1) return pages[known.length - 1]!
      await book.change('a', (entry) => ({ ...entry!, base: 1, dirty: false, place: '6-lost' }))
      past.goesOn('', '6-lost')
      return pages[0]!
    }
    const remote = { changes, history: () => Promise.reject(new Error('none')) }
    const keep: Keep = (part) => Promise.resolve(void kept.push(part))
    expect(await pullChanges(book, remote, organisation, { cursor: '', past }, keep)).toBe('done')
    expect([known, kept, past.latest]).toEqual([['', '6-lost', ''], [compared(), compared('9-new')], '9-new'])
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
    const kept: Parameters<Keep>[0][] = []
    const keep: Keep = (part) => Promise.resolve(void kept.push(part))
    expect(await pullChanges(book, remote, organisation, { cursor: '5-old', past }, keep)).toBe('done')
    expect([known, kept, past.latest]).toEqual([
      ['5-old', '', ''],
      [compared(), compared(), compared('3-new')],
      '3-new',
    ])
  })
})

describe('a page of the feed', () => {
  it('is kept as heard before anything of it is written, so that half of it is not forgotten', async () => {
    const store = new MemoryStore()
    const book = await Book.open(store, 'records')
    const kept: Parameters<Keep>[0][] = []
    const keep: Keep = (part) => {
      expect(store.texts.size).toBe(kept.length === 0 ? 0 : 1)
      return Promise.resolve(void kept.push(part))
    }
    const remote = {
      changes: () => Promise.resolve(page('9-new', 'b')),
      history: () => Promise.reject(new Error('none')),
    }
    const known = { cursor: '', past: new Past('') }
    store.failing = true
    await expect(pullChanges(book, remote, organisation, known, keep)).rejects.toThrow('storage full')
    expect(kept).toEqual([{ heard: '9-new' }])
    store.failing = false
    kept.length = 0
    expect(await pullChanges(book, remote, organisation, { cursor: '', past: new Past('') }, keep)).toBe('done')
    expect(kept).toEqual([{ heard: '9-new' }, { cursor: '9-new', heard: undefined }])
  })

  it('that was heard and not all written is named to the server at the next start', async () => {
    const phone = new TestPhone()
    const society = { id: organisation, name: '晨光学会', code: null, verified: false }
    phone.store.texts.set(`accounts/wang/${organisation}/records/a`, JSON.stringify(newEntry(meeting('a'))))
    phone.store.texts.set(`accounts/wang/${organisation}/desk`, '{"version":1,"cursor":"5-old","heard":"9-lost"}')
    phone.server.reachable = false
    const app = await phone.start()
    phone.server.reachable = true
    await app.signIn('王秘书')
    await app.select(society)
    await settle()
    const [first] = phone.server.requests.filter(({ url }) => url.includes('/records/'))
    expect(new URL(first!.url).searchParams.get('known')).toBe('9-lost')
  })
})

it('a comparison that cannot be ended calls nothing received that it could not compare', async () => {
  const { book } = await stand()
  for (const id of ['a', 'b', 'c'])
    await book.change(id, () =>
      receivedEntry(id, { revision: 1, deleted: false, record: meeting(id), state: 'complete' }),
    )
  const other = { id: 'a', revision: 1, deleted: false, record: meeting('别的'), state: 'complete' }
  const changes = (_: string, after: string): Promise<Reply<Feed>> =>
    Promise.resolve(
      after === '' ? { outcome: 'done', value: { cursor: '3-new', more: false, changes: [other] } } : lostPast,
    )
  const remote = { changes, history: (): Promise<Reply<never>> => Promise.resolve({ outcome: 'unreachable' }) }
  await book.change('c', (entry) => entry && withdrawn(entry))
  const kept: Parameters<Keep>[0][] = []
  const keep: Keep = (part) => Promise.resolve(void kept.push(part))
  const known = { cursor: '5-old', past: new Past('5-old') }
  expect(await pullChanges(book, remote, organisation, known, keep)).toBe('unreachable')
  expect(book.get('a')).toMatchObject({ unsure: true, record: { title: 'a' } })
  expect(book.get('b')).toMatchObject({ base: 0, dirty: true })
  expect(book.get('c')).toMatchObject({ deleted: true, forgotten: true })
  expect([kept, known.past.latest]).toEqual([[compared()], '5-old'])
})

describe('a refusal as stale', () => {
  const stale = (place: string): Reply<never> => ({
    outcome: 'refused',
    status: 409,
    refusal: { code: 'conflict', message: '改过了' },
    details: { current: { id: 'a', revision: 2, deleted: false, record: meeting('别人的'), state: 'complete' }, place },
  })

  it('keeps where the server stood beside the version that came with it', async () => {
    const { book, outbox, asked } = await stand('a')
    void outbox.flush()
    await settle()
    await asked[0]!.answer(stale('6-lost'))
    expect(book.get('a')).toMatchObject({ conflict: { revision: 2 }, place: '6-lost' })
    expect([outbox.past.latest, book.place]).toEqual(['6-lost', '6-lost'])
  })

  it('is not believed while the feed went on', async () => {
    const { book, outbox, asked } = await stand('a')
    void outbox.flush()
    await settle()
    expect(outbox.past.goesOn('', '7-new')).toBe(true)
    await asked[0]!.answer(stale('6-lost'))
    expect([book.get('a')!.conflict, asked.map(({ known }) => known)]).toEqual([undefined, ['', '7-new']])
  })
})

it('a deletion of what the server has lost is kept in mind and not called received', async () => {
  const { book, outbox, remote } = await stand()
  const base = receivedEntry('a', { revision: 1, deleted: false, record: meeting('a'), state: 'complete' })
  await book.change('a', () => withdrawn(base))
  const unknown = (current: unknown): Reply<Written> => ({
    outcome: 'refused',
    status: 404,
    refusal: { code: 'recordUnknown', message: '没有找到这条记录。' },
    details: { current },
  })
  remote.deleteRecord = () => Promise.resolve(unknown(null))
  await outbox.flush()
  const gone = book.get('a')!
  expect([stateOf(gone, false), isUnsent(gone), isVoid(gone)]).toEqual(['local', false, false])
  const again = { revision: 1, deleted: false, record: meeting('a'), state: 'complete' }
  expect(merged(gone, 'a', again)).toMatchObject({ deleted: true, dirty: true, base: 1 })

  await book.change('a', () => withdrawn(base))
  remote.deleteRecord = () => Promise.resolve(unknown({ id: 'a', revision: 1, deleted: true, record: null }))
  await outbox.flush()
  expect([stateOf(book.get('a')!, false), book.get('a')!.base]).toEqual(['received', 1])
})

describe('a file', () => {
  const hash = 'f'.repeat(64)
  const evidence = [{ file: '照片.jpg', hash, size: 3 }]
  const waiting = (): Entry => {
    const record = { ...meeting('a'), evidence }
    return receivedEntry('a', { revision: 1, deleted: false, record, state: 'accepted' }, undefined, () => true)
  }
  const done = <T>(value: T): Reply<T> => ({ outcome: 'done', value })
  const arrived = (place: string): Reply<FileReceipt> =>
    done({ hash, size: 3, type: 'image/jpeg', completed: ['a'], place })
  const held = (place: string, missingFiles: string[]): Reply<Held> =>
    done({ id: 'a', revision: 1, deleted: false, record: meeting('a'), missingFiles, place })

  /** A record that waits for its file, and a server that answers one after the other. */
  async function sending(answers: { upload: Reply<FileReceipt>[]; record: Reply<Held>[] }) {
    const book = await Book.open(new MemoryStore(), 'records')
    await book.change('a', waiting)
    const asked: string[] = []
    const files = { holds: () => true, key: () => 'key' } as unknown as Files
    let meanwhile: () => void = () => undefined
    const from = {
      upload: (_: string, __: string, known: string) => {
        asked.push(`file ${known}`)
        meanwhile()
        return Promise.resolve(answers.upload.shift()!)
      },
      record: (_: string, __: string, known: string) => {
        asked.push(`record ${known}`)
        return Promise.resolve(answers.record.shift()!)
      },
    }
    const uploads = new Uploads(book, files, {} as never, from, organisation)
    uploads.past = new Past('5-old')
    return { book, uploads, asked, between: (act: () => void) => (meanwhile = act) }
  }

  it('is received of the past that its receipt names', async () => {
    const { book, uploads, asked } = await sending({ upload: [arrived('7-new')], record: [] })
    expect(await uploads.send(hash)).toBe('reached')
    expect([asked, uploads.past.latest]).toEqual([['file 5-old'], '7-new'])
    expect([stateOf(book.get('a')!, false), book.place]).toEqual(['received', '7-new'])
  })

  it('is asked about where another answer came in between', async () => {
    const answers = { upload: [arrived('7-lost')], record: [held('9-new', [hash])] }
    const { book, uploads, asked, between } = await sending(answers)
    between(() => uploads.past.goesOn('5-old', '8-new'))
    expect(await uploads.send(hash)).toBe('reached')
    expect([asked, uploads.past.latest]).toEqual([['file 5-old', 'record 8-new'], '9-new'])
    expect(stateOf(book.get('a')!, false)).toBe('incomplete')
  })

  it('waits for the comparison with a restored server, and goes then', async () => {
    const { book, uploads, asked } = await sending({ upload: [lostPast, arrived('4-new')], record: [] })
    uploads.pull = () => {
      uploads.past.beginsAnew('5-old', '3-new')
      return Promise.resolve(true)
    }
    expect(await uploads.send(hash)).toBe('reached')
    expect([asked, stateOf(book.get('a')!, false)]).toEqual([['file 5-old', 'file 3-new'], 'received'])
  })

  it('is tried later where the comparison could not be made', async () => {
    const { book, uploads } = await sending({ upload: [lostPast], record: [] })
    expect(await uploads.send(hash)).toBe('unreachable')
    expect(stateOf(book.get('a')!, false)).toBe('incomplete')
  })
})
