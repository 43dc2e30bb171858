import { canonical } from '../src/data/content'
import { edited, isDue, isUnsent, isVoid, newEntry, stateOf, withdrawn } from '../src/data/entry'
import { acknowledged, frozen, merged, refused } from '../src/data/entry-answers'
import { resolved } from '../src/data/conflict'

const first = { id: 'a', kind: 'k', on: '2026-01-01' }
const second = { ...first, title: '改过' }
const received = acknowledged(frozen(newEntry(first)), 1)

describe('an entry on its way to the server', () => {
  it('is on this phone only until the server acknowledges it', () => {
    const entry = newEntry(first)
    expect(stateOf(entry, false)).toBe('local')
    expect(stateOf(entry, true)).toBe('sending')
    expect(stateOf(received, false)).toBe('received')
    expect(received).toMatchObject({ base: 1, dirty: false })
  })

  it('is not called received while the server waits for a file', () => {
    expect(stateOf(acknowledged(frozen(newEntry(first)), 1, ['hash']), false)).toBe('incomplete')
  })

  it('keeps what was frozen through edits, so that a repeated try is the same request', () => {
    const sent = frozen(newEntry(first))
    const again = frozen(edited(sent, second))
    expect(again.outgoing).toEqual(sent.outgoing)
    expect(acknowledged(again, 1)).toMatchObject({ base: 1, dirty: true, record: second })
  })

  it('is returned with its reason, and an edit is its own new try', () => {
    const back = refused(frozen(newEntry(first)), { code: 'badDay', message: '日期不对' })
    expect(stateOf(back, false)).toBe('rejected')
    expect(isDue(back)).toBe(false)
    expect(isUnsent(back)).toBe(true)
    expect(isDue(edited(back, second))).toBe(true)
  })

  it('does not carry a refusal over to an edit made meanwhile', () => {
    const back = refused(edited(frozen(newEntry(first)), second), { code: 'badDay', message: '日期不对' })
    expect(stateOf(back, false)).toBe('local')
  })

  it('leaves no trace when it is made and deleted before anything was sent', () => {
    expect(isVoid(withdrawn(newEntry(first)))).toBe(true)
    expect(isUnsent(withdrawn(newEntry(first)))).toBe(false)
    expect(isVoid(withdrawn(frozen(newEntry(first))))).toBe(false)
  })
})

describe('what the server holds comes in', () => {
  it('replaces what was received and is older', () => {
    expect(merged(received, 'a', { revision: 2, deleted: false, record: second })).toMatchObject({
      base: 2,
      record: second,
    })
    expect(merged(received, 'a', { revision: 1, deleted: false, record: second })).toBe(received)
  })

  it('never overwrites an edit made here: both versions stay', () => {
    const mine = edited(received, { ...first, title: '我的' })
    const both = merged(mine, 'a', { revision: 2, deleted: false, record: second })
    expect(stateOf(both, false)).toBe('conflict')
    expect(both.record).toEqual(mine.record)
    expect(resolved(both, 'mine')).toMatchObject({ base: 2, dirty: true, record: mine.record })
    expect(resolved(both, 'theirs')).toMatchObject({ base: 2, dirty: false, record: second })
  })

  it('takes our own write, whose answer was lost, for what it is', () => {
    const lost = frozen(newEntry(first))
    expect(merged(lost, 'a', { revision: 1, deleted: false, record: { ...first } })).toMatchObject({
      base: 1,
      dirty: false,
    })
    const editedSince = merged(edited(lost, second), 'a', { revision: 1, deleted: false, record: first })
    expect(editedSince).toMatchObject({ base: 1, dirty: true, record: second })
    expect(editedSince.conflict).toBeUndefined()
  })

  it('brings a deletion as a conflict where there is an edit, else as a deletion', () => {
    const gone = { revision: 2, deleted: true, record: null }
    expect(merged(received, 'a', gone)).toMatchObject({ deleted: true, dirty: false })
    expect(merged(edited(received, second), 'a', gone).conflict).toEqual(gone)
  })
})

it('takes the order of keys and empty values for no difference', () => {
  expect(canonical({ b: 1, a: [{ y: 1, x: null }] })).toBe(canonical({ a: [{ y: 1 }], b: 1, c: undefined }))
})
