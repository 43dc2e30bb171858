import { compared } from '../src/data/compare'
import { contentOf } from '../src/data/content'
import { edited, isUnsent, isVoid, newEntry, stateOf, withdrawn } from '../src/data/entry'
import { acknowledged, frozen, merged, refused } from '../src/data/entry-answers'
import { resolved } from '../src/data/conflict'

const first = { id: 'a', kind: 'k', on: '2026-01-01', title: '一' }
const second = { ...first, title: '二' }
const other = { ...first, title: '别人的' }
const sent = acknowledged(frozen(newEntry(first)), 1)
const twice = acknowledged(frozen(edited(sent, second)), 2, [], undefined, '9-abc')
const held = (revision: number, record: typeof first | null) => ({ revision, deleted: record === null, record })
const nothing = new Set<string>()
const past = (...records: (typeof first)[]) => new Set(records.map((record) => contentOf({ deleted: false, record })))

describe('a refusal', () => {
  it('of the person keeps what was sent: an earlier try may have been accepted', () => {
    const refusal = { code: 'organisationUnknown', message: '不是成员' }
    const gone = refused(withdrawn(frozen(newEntry(first))), refusal)
    expect(isUnsent(gone)).toBe(true)
    expect(stateOf(gone, false)).toBe('rejected')
  })
})

describe('an edit of what has changed under the form', () => {
  it('does not call the version that came in received while the server waits for its files', () => {
    const record = { ...other, evidence: [{ file: '照片.jpg', hash: 'f', size: 3 }] }
    const came = merged(sent, 'a', { revision: 2, deleted: false, record, state: 'accepted' })
    for (const mine of [edited(came, second, first), withdrawn(came, first)])
      expect(stateOf(resolved(mine, 'theirs'), false)).toBe('incomplete')
  })

  it('is shown beside the version that came in, whole forms as well as deletions', () => {
    const came = merged(sent, 'a', held(2, other))
    expect(edited(came, second, first).conflict).toMatchObject(held(2, other))
    expect(edited(merged(sent, 'a', held(2, null)), second, first).conflict).toMatchObject(held(2, null))
    expect(edited(sent, second, first).conflict).toBeUndefined()
  })

  it('is shown beside a deletion of what was on the screen before it came in', () => {
    const gone = withdrawn(merged(sent, 'a', held(2, other)), first)
    expect(gone).toMatchObject({ deleted: true, dirty: true, conflict: held(2, other) })
    expect(withdrawn(sent, first)).toMatchObject({ deleted: true, base: 1 })
    expect(withdrawn(sent, first).conflict).toBeUndefined()
  })
})

describe('after the server was restored from a backup', () => {
  it('sends again what it has lost', () => {
    expect(compared(sent, undefined, nothing)).toMatchObject({ base: 0, dirty: true, record: first })
  })

  it('keeps a deletion of what it has lost in mind, since another phone may bring it back', () => {
    const lost = compared(sent, undefined, nothing)
    const gone = withdrawn(lost)
    expect([isUnsent(gone), isVoid(gone), stateOf(gone, false)]).toEqual([false, false, 'local'])
    expect(merged(gone, 'a', held(1, first))).toMatchObject({ deleted: true, base: 1, dirty: true })
    expect(merged(gone, 'a', held(1, other)).conflict).toEqual(held(1, other))
    // Brought back on purpose: the same content, but not the first revision.
    expect(merged(gone, 'a', held(3, first)).conflict).toEqual(held(3, first))
    expect(isUnsent({ ...gone, missingFiles: ['f'] })).toBe(false)
    // Never sent to anybody, it is gone for good.
    expect(isVoid(withdrawn(compared(newEntry(first), undefined, nothing)))).toBe(true)
    expect(isVoid(withdrawn(compared(frozen(newEntry(first)), undefined, nothing)))).toBe(false)
  })

  it('sends an edit again over the revision it was made from', () => {
    expect(compared(twice, held(1, first), past(first))).toMatchObject({ base: 1, dirty: true, record: second })
  })

  it('forgets the place of the lost past', () => {
    expect(compared(twice, held(2, second), nothing).place).toBeUndefined()
    expect(compared(twice, undefined, nothing).place).toBeUndefined()
  })

  it('takes what came after its own content in the history', () => {
    const came = compared(sent, held(2, other), past(first, other))
    expect(came).toMatchObject({ base: 2, dirty: false, record: other })
  })

  it('shows both when the same revision number now bears another content', () => {
    const shown = compared(twice, held(2, other), past(first, other))
    expect(shown).toMatchObject({ record: second, conflict: held(2, other) })
    expect(stateOf(shown, false)).toBe('conflict')
  })

  it('shows both when only one side was edited and neither saw the other', () => {
    expect(compared(sent, held(1, other), past(other)).conflict).toEqual(held(1, other))
  })

  it('keeps an unsent edit of what the server still has', () => {
    const mine = edited(twice, { ...second, title: '三' })
    const kept = compared(mine, held(1, second), past(second))
    expect([kept.base, kept.dirty, kept.conflict]).toEqual([1, true, undefined])
  })

  it('deletes again what another phone brings back', () => {
    const gone = acknowledged(frozen(withdrawn(sent)), 2)
    const forgotten = compared(gone, undefined, nothing)
    expect(stateOf(forgotten, false)).toBe('local')
    expect(merged(forgotten, 'a', held(1, first))).toMatchObject({ deleted: true, base: 1, dirty: true })
    expect(merged(forgotten, 'a', held(1, other)).conflict).toEqual(held(1, other))
  })

  it('keeps the last copy of a version that only the conflict holds', () => {
    const mine = merged(edited(sent, second), 'a', held(2, other))
    const left = compared(mine, undefined, nothing)
    expect(resolved(left, 'theirs')).toMatchObject({ record: other, base: 0, dirty: true })
    expect(resolved(left, 'mine')).toMatchObject({ record: second, base: 0, dirty: true })
  })
})
