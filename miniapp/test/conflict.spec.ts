import { combined, isAsShown, originOf, resolved } from '../src/data/conflict'
import { compared } from '../src/data/compare'
import { edited, isDue, newEntry, stateOf, withdrawn, type Entry } from '../src/data/entry'
import { acknowledged, frozen, merged, refused } from '../src/data/entry-answers'
import { fileRefused } from '../src/data/entry-files'
import { assembled, changedBy, differs, partsOf, preselected } from '../src/features/records/conflict-parts'
import { conflictView } from '../src/features/records/conflict-view'
import { bundle, settle, TestPhone } from './support/phone'

const today = '2026-11-20'
const { catalog } = bundle
const id = '01930000-0000-7000-8000-000000000001'
const meeting = { id, kind: 'committee-meeting', on: '2026-03-05', title: '第一次党委会', people: 7 }
const received = acknowledged(frozen(newEntry(meeting)), 1)
const held = (revision: number, record: object | null) => ({
  revision,
  deleted: record === null,
  record: record as Record<string, unknown> | null,
})
const both = (mine: object, theirs: object | null, from: Entry = received): Entry =>
  merged(edited(from, { ...meeting, ...mine }), id, held(from.base + 1, theirs && { ...meeting, ...theirs }))
const photo = (hash: string, title?: string) => ({
  file: `${hash}.jpg`,
  hash: hash.repeat(64),
  size: 9,
  ...(title && { title }),
})

describe('what an edit was made from', () => {
  it('is not known of a record that was never acknowledged', () => {
    expect(originOf(edited(newEntry(meeting), { ...meeting, people: 8 }))).toBeUndefined()
  })

  it('stays through further edits, and is the sent content once that was acknowledged', () => {
    const once = edited(received, { ...meeting, people: 8 })
    expect(originOf(edited(once, { ...meeting, people: 9 }))).toEqual(meeting)
    const onTheWay = edited(frozen(once), { ...meeting, people: 9 })
    expect(originOf(acknowledged(onTheWay, 2))).toEqual({ ...meeting, people: 8 })
    expect(originOf(acknowledged(frozen(once), 2))).toBeUndefined()
  })

  it('is nothing, as opposed to unknown, where a deletion was undone', () => {
    const gone = acknowledged(frozen(withdrawn(received)), 2)
    expect(originOf(edited(gone, meeting))).toBeNull()
    const undone = edited(frozen(withdrawn(received)), meeting)
    expect(originOf(acknowledged(undone, 2))).toBeNull()
  })

  it('is not believed once the entry stands on another revision, as an older app leaves it', () => {
    const edit = edited(received, { ...meeting, people: 8 })
    expect(originOf({ ...edit, base: 5 })).toBeUndefined()
  })

  it('is what the form began with, where another version came in under the form', () => {
    const came = merged(received, id, held(2, { ...meeting, people: 9 }))
    expect(originOf(edited(came, { ...meeting, people: 8 }, meeting))).toEqual(meeting)
  })

  it('is what a restored server holds, where this edit was made from it', () => {
    const twice = edited(merged(received, id, held(2, { ...meeting, people: 8 })), { ...meeting, people: 9 })
    const again = compared(twice, held(1, meeting), new Set())
    expect([again.base, originOf(again)]).toEqual([1, meeting])
  })
})

describe('a conflict ends', () => {
  const conflict = both({ people: 8 }, { title: '党委会（一）' })

  it('only over the versions that were looked at', () => {
    expect(isAsShown(conflict, conflict)).toBe(true)
    expect(isAsShown(merged(conflict, id, held(3, { ...meeting, title: '又改' })), conflict)).toBe(false)
    expect(isAsShown(edited(conflict, { ...meeting, people: 10 }), conflict)).toBe(false)
    expect(isAsShown(received, conflict)).toBe(false)
    expect(isAsShown(resolved(conflict, 'mine'), conflict)).toBe(false)
  })

  it('with an edit of theirs, whose origin is theirs: a third version is told from it', () => {
    const made = combined(conflict, { ...meeting, title: '党委会（一）', people: 8 })
    expect(made).toMatchObject({ base: 2, dirty: true, conflict: undefined })
    expect(originOf(made)).toEqual({ ...meeting, title: '党委会（一）' })
    expect(isDue(made)).toBe(true)
  })

  it('with nothing to send where all that was chosen is theirs', () => {
    expect(combined(conflict, { ...meeting, title: '党委会（一）' })).toMatchObject({ base: 2, dirty: false })
  })

  it('with a copy to send where the server has lost its version meanwhile', () => {
    const lost = compared(conflict, undefined, new Set())
    expect(combined(lost, { ...meeting, title: '党委会（一）' })).toMatchObject({ base: 0, dirty: true })
  })

  it('with a record to be sent, also where an earlier refusal was left standing', () => {
    const refusal = { code: 'badDay', message: '日期不对。' }
    const back = merged(
      refused(frozen(edited(received, { ...meeting, people: 8 })), refusal),
      id,
      held(2, { ...meeting, people: 9 }),
    )
    expect(isDue(resolved(back, 'mine'))).toBe(true)
    expect(stateOf(resolved(fileRefused(back, 'a', refusal), 'mine'), false)).toBe('local')
  })
})

describe('two versions, part by part', () => {
  const kind = catalog.kinds.find((one) => one.id === 'committee-meeting')
  const differing = (versions: Parameters<typeof partsOf>[0]) => partsOf(versions, kind).filter(differs)
  const chosen = (versions: Parameters<typeof partsOf>[0]) =>
    differing(versions).map((part) => [part.id, changedBy(part), preselected(part)])

  it('stands chosen from the side that changed it, and from neither where both did', () => {
    const mine = { ...meeting, people: 8, note: '我的' }
    const theirs = { ...meeting, title: '党委会（一）', note: '别人的' }
    expect(chosen({ mine, theirs, origin: meeting })).toEqual([
      ['title', 'theirs', 'theirs'],
      ['people', 'mine', 'mine'],
      ['note', 'both', undefined],
    ])
  })

  it('is the person’s to choose where the origin is not known', () => {
    expect(chosen({ mine: meeting, theirs: { ...meeting, people: 9 } })).toEqual([['people', 'unknown', undefined]])
  })

  it('keeps the photos of both, and takes out what one side took out', () => {
    const origin = { ...meeting, evidence: [photo('a'), photo('b')] }
    const mine = { ...meeting, evidence: [photo('a'), photo('b'), photo('c')] }
    const theirs = { ...meeting, evidence: [photo('b'), photo('d')] }
    const parts = partsOf({ mine, theirs, origin }, kind)
    const made = assembled(mine, parts, (part) => preselected(part) ?? 'mine')
    expect((made.evidence as { file: string }[]).map(({ file }) => file)).toEqual(['b.jpg', 'c.jpg', 'd.jpg'])
  })

  it('keeps what either side has of a list where the origin is not known', () => {
    const mine = { ...meeting, evidence: [photo('c')], filings: [{ to: 'party', on: '2026-03-06' }] }
    const theirs = { ...meeting, evidence: [photo('d')], filings: [{ to: 'association', on: '2026-03-07' }] }
    const parts = partsOf({ mine, theirs }, kind)
    const made = assembled(mine, parts, (part) => preselected(part) ?? 'mine')
    expect(made.evidence).toEqual([photo('c'), photo('d')])
    expect(made.filings).toEqual([...mine.filings, ...theirs.filings])
  })

  it('takes another title of the same photo for one change and not for two photos', () => {
    const mine = { ...meeting, evidence: [photo('a', '会场')] }
    const theirs = { ...meeting, evidence: [photo('a')] }
    expect(chosen({ mine, theirs, origin: theirs })).toEqual([['evidence-0', 'mine', 'mine']])
  })

  it('takes a bare name for the file of that name, and the same paper named twice for two', () => {
    expect(
      differing({
        mine: { ...meeting, evidence: ['纪要.pdf'] },
        theirs: { ...meeting, evidence: [{ file: '纪要.pdf' }] },
      }),
    ).toEqual([])
    const twice = differing({
      mine: { ...meeting, evidence: ['纪要.pdf', '纪要.pdf'] },
      theirs: { ...meeting, evidence: ['纪要.pdf'] },
    })
    expect(twice).toHaveLength(1)
  })

  it('takes an empty value for none', () => {
    expect(differing({ mine: { ...meeting, note: null }, theirs: meeting })).toEqual([])
  })

  it('does not lose what the catalog of this phone does not know', () => {
    const mine = { ...meeting, people: 8 }
    const theirs = { ...meeting, novelty: 3 }
    const parts = partsOf({ mine, theirs, origin: meeting }, kind)
    expect(assembled(mine, parts, (part) => preselected(part) ?? 'mine')).toEqual({ ...meeting, people: 8, novelty: 3 })
  })
})

describe('a conflict in words', () => {
  const view = (entry: Entry, picks = {}) => conflictView(entry, catalog, today, picks)!

  it('is none where there is none', () => {
    expect(conflictView(received, catalog, today, {})).toBeUndefined()
  })

  it('names fields as the catalog does, says who changed what and what it was, and counts what is open', () => {
    const conflict = both(
      { on: '2026-03-06', note: '甲', filings: [{ to: 'party', on: '2026-03-10' }] },
      { people: 9, note: '乙' },
    )
    const seen = view(conflict)
    const people = catalog.kinds
      .find((one) => one.id === 'committee-meeting')!
      .fields.find((one) => one.id === 'people')!
    expect(seen.rows).toEqual([
      { id: 'on', label: '日期', mine: '3月6日', theirs: '3月5日', hint: '只有本机改过，原来：3月5日', chosen: 'mine' },
      {
        id: 'people',
        label: people.label,
        mine: '7 人',
        theirs: '9 人',
        hint: '只有服务器上改过，原来：7 人',
        chosen: 'theirs',
      },
      {
        id: 'filings-0',
        label: '报送',
        mine: expect.stringContaining('3月10日'),
        theirs: '（没有）',
        hint: '只有本机加的',
        chosen: 'mine',
      },
      {
        id: 'note',
        label: '备注',
        mine: '甲',
        theirs: '乙',
        hint: '请选一个：两边都改过，原来：（没有）',
        chosen: undefined,
      },
    ])
    expect(seen.same).toEqual([{ name: '名称', value: '第一次党委会' }])
    expect([seen.open, seen.made]).toEqual([1, undefined])
    expect(view(conflict, { note: 'theirs' }).made).toEqual({
      ...meeting,
      on: '2026-03-06',
      people: 9,
      note: '乙',
      filings: [{ to: 'party', on: '2026-03-10' }],
    })
    expect(view(conflict, { note: 'theirs', people: 'mine' }).made).toMatchObject({ people: 7 })
  })

  it('offers keeping or deleting where one side deleted, and says what the other changed', () => {
    const there = view(both({ people: 8 }, null))
    expect(there.headline).toContain('在别处被删除')
    expect(there.headline).toContain('原来：7 人')
    expect([there.mixable, there.keep.mine, there.keep.theirs]).toEqual([false, '留下这条记录', '同意删除'])
    expect(there.same.map(({ value }) => value)).toContain('8 人')
    const here = view(merged(withdrawn(received), id, held(2, { ...meeting, people: 9 })))
    expect(here.headline).toContain('原来：7 人')
    expect([here.mixable, here.keep.mine, here.keep.theirs]).toEqual([false, '还是删除', '留下别处改过的'])
    expect(here.same.map(({ value }) => value)).toContain('9 人')
  })

  it('does not mix two kinds', () => {
    const other = view(both({ people: 8 }, { kind: 'party-activity' }))
    expect([other.mixable, other.made]).toEqual([false, undefined])
    expect(other.rows.map(({ label }) => label)).toContain('种类')
  })
})

describe('a conflict on a phone', () => {
  async function inConflict(mine: object, theirs: object | null) {
    const phone = new TestPhone()
    const app = await phone.start()
    await app.signIn('王秘书')
    await app.select({ id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false })
    await settle()
    const workspace = app.workspace.get()!
    await workspace.save(meeting)
    await workspace.synchronise()
    phone.server.reachable = false
    await workspace.save({ ...meeting, ...mine })
    await settle()
    phone.server.edit(id, theirs && { ...meeting, ...theirs })
    phone.server.reachable = true
    await workspace.synchronise()
    return { phone, workspace }
  }
  const entryIn = (workspace: Awaited<ReturnType<typeof inConflict>>['workspace']) => workspace.book.get(id)!

  it('is combined, sent and received, with what both changed', async () => {
    const { phone, workspace } = await inConflict({ people: 8 }, { title: '党委会（一）' })
    const entry = entryIn(workspace)
    const { made } = conflictView(entry, catalog, today, {})!
    expect(await workspace.combine(entry, made!)).toEqual({ outcome: 'done' })
    await workspace.synchronise()
    expect(phone.server.held.get(id)).toMatchObject({
      revision: 3,
      record: { title: '党委会（一）', people: 8, on: '2026-03-05' },
    })
    expect(workspace.state(entryIn(workspace))).toBe('received')
  })

  it('keeps both versions when what was put together is no good record', async () => {
    const { workspace } = await inConflict({ on: '2026-03-10' }, { until: '2026-03-06' })
    const entry = entryIn(workspace)
    const { made } = conflictView(entry, catalog, today, {})!
    expect(made).toMatchObject({ on: '2026-03-10', until: '2026-03-06' })
    const came = await workspace.combine(entry, made!)
    expect(came).toMatchObject({ outcome: 'wrong', problems: [{ path: 'until' }] })
    expect(entryIn(workspace)).toBe(entry)
  })

  it.each([
    ['combined', (workspace, entry) => workspace.combine(entry, { ...meeting, people: 8 })],
    ['settled with mine', (workspace, entry) => workspace.resolve(id, 'mine', entry)],
    ['settled with theirs', (workspace, entry) => workspace.resolve(id, 'theirs', entry)],
  ] satisfies [
    string,
    (workspace: Awaited<ReturnType<typeof inConflict>>['workspace'], entry: Entry) => Promise<unknown>,
  ][])('is not %s over a third version that came in meanwhile', async (_, act) => {
    const { phone, workspace } = await inConflict({ people: 8 }, { people: 9 })
    const seen = entryIn(workspace)
    phone.server.edit(id, { ...meeting, people: 10 })
    await workspace.synchronise()
    const now = entryIn(workspace)
    expect([{ outcome: 'changed' }, false]).toContainEqual(await act(workspace, seen))
    expect(entryIn(workspace)).toBe(now)
    expect(now.conflict).toMatchObject({ revision: 3, record: { people: 10 } })
    expect(phone.server.held.get(id)?.revision).toBe(3)
  })

  it('after months: each of many changes elsewhere is shown once, beside what was done here', async () => {
    const { phone, workspace } = await inConflict({ people: 8 }, { title: '一' })
    for (const title of ['二', '三', '四']) phone.server.edit(id, { ...meeting, title })
    await workspace.synchronise()
    const view = conflictView(entryIn(workspace), catalog, today, {})!
    expect(view.rows.map(({ id, chosen }) => [id, chosen])).toEqual([
      ['title', 'theirs'],
      ['people', 'mine'],
    ])
  })
})
