import { indexCatalog, type FlatRecord } from '@xingji/shared'
import { newEntry, type Entry } from '../src/data/entry'
import { acknowledged } from '../src/data/entry-answers'
import { Drafts } from '../src/data/drafts'
import { beginning } from '../src/features/capture/beginning'
import { againLines, repeated, usualKinds } from '../src/features/capture/usual'
import { MemoryStore } from './support/memory'
import { bundle, TestPhone } from './support/phone'

const today = '2026-11-20'
const entry = (id: string, kind: string, on: string, more: Partial<FlatRecord> = {}): Entry =>
  newEntry({ id, kind, on, ...more })
const meeting: FlatRecord = {
  id: 'm2',
  kind: 'committee-meeting',
  on: '2026-03-05',
  until: '2026-03-06',
  title: '党委会',
  people: 7,
  note: '在三楼',
  evidence: ['纪要.pdf'],
  filings: [{ to: 'party', on: '2026-03-08' }],
}

describe('fast entry', () => {
  it('offers the kinds used most first, of equals the one used last', () => {
    const entries = [
      entry('a1', 'academic-exchange', '2026-01-01'),
      entry('m1', 'committee-meeting', '2026-01-15'),
      entry('p1', 'party-activity', '2026-02-01'),
      newEntry(meeting),
    ]
    const usual = usualKinds(entries, bundle.catalog)
    expect(usual.map(({ kind, times, last }) => [kind.id, times, last.id])).toEqual([
      ['committee-meeting', 2, 'm2'],
      ['party-activity', 1, 'p1'],
      ['academic-exchange', 1, 'a1'],
    ])
    expect(againLines(usual, today, 2)).toEqual([
      { id: 'committee-meeting', title: '再记一次：党委会', note: '照3月5日至3月6日那次填好，日期是今天' },
      { id: 'party-activity', title: '再记一次：党建活动', note: '照2月1日那次填好，日期是今天' },
    ])
  })

  it('does not offer to repeat what is so', () => {
    const committee = newEntry({ id: 'c', kind: 'committee', from: '2026-01-01' })
    expect(againLines(usualKinds([committee], bundle.catalog), today, 3)).toEqual([])
  })

  it('repeats a record as one of today, with a new id, without proofs, filings and notes', () => {
    const kind = indexCatalog(bundle.catalog).kind('committee-meeting')!
    expect(repeated(meeting, kind, 'new', today)).toEqual({
      id: 'new',
      kind: 'committee-meeting',
      on: today,
      title: '党委会',
      people: 7,
    })
    expect(meeting.people).toBe(7)
  })
})

describe('what a form begins with', () => {
  async function desk(...entries: Entry[]) {
    const book = { get: (id: string) => entries.find((one) => one.id === id), living: () => entries }
    return { catalog: bundle.catalog, book: book as never, drafts: await Drafts.open(new MemoryStore(), 'a/drafts') }
  }

  it('a new record knows the last one of its kind', async () => {
    const begun = beginning(await desk(newEntry(meeting)), { kind: 'committee-meeting' }, 'new', today)
    expect(begun?.draft).toEqual({ id: 'new', kind: 'committee-meeting', on: today })
    expect(begun?.last?.people).toBe(7)
  })

  it('a draft goes on where it was left', async () => {
    const workspace = await desk()
    const draft = { id: 'd', kind: 'committee-meeting', on: today, title: '写了一' }
    workspace.drafts.keep(draft, undefined, 1)
    expect(beginning(workspace, { draft: 'd' }, 'new', today)?.draft).toEqual(draft)
    expect(beginning(workspace, { draft: 'other' }, 'new', today)).toBeUndefined()
  })

  it('an unfinished edit goes on, also once the server has acknowledged the record', async () => {
    const held = newEntry(meeting)
    const workspace = await desk(held)
    const { over } = beginning(workspace, { id: 'm2' }, 'new', today)!
    workspace.drafts.keep({ ...meeting, title: '改了一半' }, over, 1)
    Object.assign(held, acknowledged(held, 1))
    expect(beginning(workspace, { id: 'm2' }, 'new', today)).toMatchObject({
      draft: { title: '改了一半' },
      unfinished: 'resumed',
    })
    expect(beginning(workspace, { id: 'm2', take: 'record' }, 'new', today)).toMatchObject({ draft: meeting })
  })

  it('an unfinished edit never covers what others changed since', async () => {
    const held = newEntry(meeting)
    const workspace = await desk(held)
    const { over } = beginning(workspace, { id: 'm2' }, 'new', today)!
    workspace.drafts.keep({ ...meeting, title: '改了一半' }, over, 1)
    Object.assign(held, { record: { ...meeting, people: 9 } })
    expect(beginning(workspace, { id: 'm2' }, 'new', today)).toMatchObject({
      draft: { people: 9, title: '党委会' },
      unfinished: 'aside',
    })
    expect(beginning(workspace, { id: 'm2', take: 'draft' }, 'new', today)).toMatchObject({
      draft: { title: '改了一半' },
    })
  })
})

it('a draft outlives the app, under its organisation and account', async () => {
  const phone = new TestPhone()
  const { workspace } = await phone.startLocally()
  workspace.drafts.keep({ id: 'd', kind: 'committee-meeting', on: today, title: '写' }, undefined, 1)
  workspace.drafts.keep({ id: 'd', kind: 'committee-meeting', on: today, title: '写了一半' }, undefined, 2)
  await workspace.drafts.settled()
  const again = await phone.start()
  expect(
    again.workspace
      .get()!
      .drafts.begun()
      .map((one) => one.record.title),
  ).toEqual(['写了一半'])
  await again.createOrganisation('别的学会', '')
  expect(again.workspace.get()!.drafts.begun()).toEqual([])
})
