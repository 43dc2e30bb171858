import { dutyStates, readRecord, type DutyState, type FlatRecord } from '@xingji/shared'
import { deedOf, dutyDays, dutyGroups, groupOf, nextDuty, rowOf } from '../src/features/duties/duties-view'
import { bundle, settle, TestPhone } from './support/phone'

const today = '2026-11-20'
const wuhan = bundle.rubrics[1]!
const cast = bundle.rubrics[0]!

const statesOf = (records: FlatRecord[], due: Record<string, string> = {}, asOf = today): DutyState[] => {
  const read = records.map((record) => {
    const result = readRecord(record, bundle.catalog)
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    return result.value
  })
  return dutyStates({ rubrics: [{ rubric: wuhan, cycle: { due } }], catalog: bundle.catalog, asOf, records: read })
}
const find = (states: DutyState[], duty: string): DutyState => states.find((one) => one.asks[0]?.duty === duty)!
const none = () => undefined

describe('the groups of the list', () => {
  it.each([
    ['2026-11-19', 'overdue'],
    ['2026-11-20', 'week'],
    ['2026-11-27', 'week'],
    ['2026-11-28', 'month'],
    ['2026-11-30', 'month'],
    ['2026-12-01', 'later'],
  ])('a report due on %s stands under %s', (day, group) => {
    expect(groupOf(find(statesOf([], { documents: day }), 'plan'), today)).toBe(group)
  })

  it('what is done stands by itself, the latest first; empty groups are left out', () => {
    const filed = (on: string) => ({ filings: [{ to: 'association', on }] })
    const states = statesOf([
      { id: 'p', kind: 'work-plan', year: 2026, party: true, ...filed('2026-03-01') },
      { id: 's', kind: 'work-summary', year: 2025, party: true, ...filed('2026-02-01') },
    ])
    const groups = dutyGroups(states, today, none)
    expect(groups.map((group) => group.id)).toEqual(['week', 'later', 'done'])
    expect(groups[2]!.rows[0]!.state.doneOn).toBe('2026-03-01')
  })
})

describe('a row', () => {
  it('says when, what hangs on it and what its button does', () => {
    const row = rowOf(find(statesOf([]), 'plan'), today, none)
    expect([row.title, row.when, row.stake, row.act]).toEqual([
      '报送本年度工作计划（2026年度）',
      '12月31日截止，还有 41 天',
      '不办，不能申报',
      '已经报送了',
    ])
  })

  it('names the record a duty arises from', () => {
    const states = statesOf([{ id: 'x', kind: 'registered-change', on: '2026-10-01', title: '迁到新址' }])
    expect(rowOf(find(states, 'changes'), today, () => '迁到新址').title).toBe('及时办理变更备案：迁到新址')
  })

  it('counts what there is of several, and is near when the next is', () => {
    const state = find(statesOf([]), 'party-news')
    expect(rowOf(state, today, none).when).toBe('已有 0 次，共要 4 次，该有下一次了\n12月31日截止，还有 41 天')
    expect(groupOf(state, today)).toBe('week')
  })

  it('says what is past mending', () => {
    const states = statesOf([], {}, '2027-01-02')
    expect(states.every((state) => state.due >= '2027')).toBe(true)
    const late = dutyStates({
      rubrics: [{ rubric: wuhan, cycle: { window: { from: '2026-01-01', to: '2026-12-31' } } }],
      catalog: bundle.catalog,
      asOf: '2027-01-02',
    })
    const row = rowOf(find(late, 'party-news'), '2027-01-02', none)
    expect([row.when, row.stake, row.act]).toEqual(['2026年12月31日已经过了，补不回来了', '已经少了 4 分', undefined])
  })
})

describe('what a button does', () => {
  const held = {
    record: (id: string) => records.find((one) => one.id === id),
    time: (kind: string) => bundle.catalog.kinds.find((one) => one.id === kind)?.time,
  }
  const records: FlatRecord[] = [{ id: 'p', kind: 'work-plan', year: 2026, title: '计划' }]

  it('files a document that is there', () => {
    const action = find(statesOf(records), 'plan').action!
    expect(deedOf(action, today, 'new', held)).toEqual({
      do: 'save',
      record: { ...records[0], filings: [{ to: 'association', on: today }] },
      before: records[0],
    })
  })

  it('makes a document that is not, dated today', () => {
    const action = find(statesOf([]), 'plan').action!
    expect(deedOf(action, today, 'new', held)).toEqual({
      do: 'save',
      record: { id: 'new', kind: 'work-plan', year: 2026, on: today, filings: [{ to: 'association', on: today }] },
    })
  })

  it('opens the form for a result only the user knows, with the year filled in', () => {
    const action = find(statesOf([]), 'inspection').action!
    expect(deedOf(action, today, 'new', held)).toEqual({ do: 'form', kind: 'inspection', given: { year: 2024 } })
  })

  it('opens the form for an event: it has a name and a day of its own', () => {
    const action = find(statesOf([]), 'party-news').action!
    expect(deedOf(action, today, 'new', held)).toMatchObject({ do: 'form', kind: 'party-news' })
  })

  it('renews from what was said, without its dates and proof', () => {
    const council = {
      id: 'c',
      kind: 'council',
      from: '2022-12-01',
      until: '2026-12-01',
      members: 40,
      evidence: ['a.pdf'],
    }
    const action = find(statesOf([council]), 'renewal').action!
    expect(deedOf(action, today, 'new', { ...held, record: () => council })).toEqual({
      do: 'form',
      kind: 'council',
      given: { members: 40 },
    })
  })
})

it('the next thing is one that can be done now', () => {
  expect(nextDuty(statesOf([]))?.asks[0]?.duty).toBe('party-news')
  expect(nextDuty([])).toBeUndefined()
})

it('the month sheet counts what is still to be done on its day', () => {
  const days = dutyDays(statesOf([], { documents: '2026-12-10' }), today)
  expect(days.get('2026-12-10')).toEqual({ count: 4, alarming: true })
})

describe('on the phone', () => {
  it('a filing made offline is done at once, and undone', async () => {
    const phone = new TestPhone()
    phone.server.reachable = false
    const { app, workspace } = await phone.startLocally()
    const status = () =>
      workspace.duties.states([wuhan.id], app.today()).find((one) => one.key.startsWith('once:work-plan>'))!.status
    expect(status()).toBe('open')
    const plan = { id: '01930000-0000-7000-8000-000000000009', kind: 'work-plan', year: 2026 }
    expect(await workspace.save({ ...plan, filings: [{ to: 'association', on: app.today() }] })).toEqual([])
    expect(status()).toBe('done')
    await workspace.remove(plan.id)
    expect(status()).toBe('open')
  })

  it('a waiver outlives a restart and can be withdrawn', async () => {
    const phone = new TestPhone()
    const { app, workspace } = await phone.startLocally()
    const [first] = workspace.duties.states([cast.id], app.today())
    await workspace.waive(first!.key, '今年不参评')
    const again = (await phone.start()).workspace.get()!
    const found = () => again.duties.states([cast.id], app.today()).find((one) => one.key === first!.key)!
    expect([found().status, found().waiver]).toEqual(['waived', '今年不参评'])
    await again.waive(first!.key, undefined)
    expect(found().status).toBe(first!.status)
  })

  it('a waiver waits for the server and reaches it', async () => {
    const phone = new TestPhone()
    const app = await phone.start()
    await app.signIn('王秘书')
    await app.select({ id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false })
    await settle()
    const workspace = app.workspace.get()!
    phone.server.reachable = false
    await workspace.waive('once:work-plan>association:2026', '刚成立')
    await settle()
    phone.server.reachable = true
    phone.server.requests.length = 0
    await workspace.synchronise()
    const sent = phone.server.requests.find((one) => one.url.endsWith('/waivers') && one.method === 'PUT')
    expect(JSON.parse(sent?.body ?? '{}')).toEqual({ duty: 'once:work-plan>association:2026', reason: '刚成立' })
  })
})
