import type { JoinedCycle } from '../src/data/cycles'
import { cycleFor } from '../src/data/cycles'
import { dayMade } from '../src/data/ids'
import { standardsOf } from '../src/data/standards'
import type { Workspace } from '../src/data/workspace'
import { cycleLines } from '../src/features/cycles/cycle-view'
import { bundle, settle, TestPhone } from './support/phone'

const [cast, wuhan] = [bundle.rubrics[0]!, bundle.rubrics[1]!]
const organisation = { id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false }
const window = { from: '2026-07-01', to: '2027-06-30' }
const joined: JoinedCycle = {
  id: 'c',
  title: '2026年度专项',
  rubric: wuhan.id,
  settings: { window, due: { documents: '2026-11-30' } },
}
const today = '2026-11-20'
const plan = 'once:work-plan>association:'

/** A phone whose organisation joined these cycles, after it has heard from the server. */
async function phoneWith(cycles: JoinedCycle[], since?: string): Promise<{ phone: TestPhone; workspace: Workspace }> {
  const phone = new TestPhone()
  phone.server.profile = { ...organisation, society: {}, rubrics: [wuhan.id], cycles, ...(since && { since }) }
  const app = await phone.start()
  await app.signIn('王秘书')
  await app.select(organisation)
  const workspace = app.workspace.get()!
  await workspace.synchronise()
  await settle()
  return { phone, workspace }
}
const dueOf = (workspace: Workspace, year: number, asOf = today): string | undefined =>
  workspace.duties.states([wuhan.id], asOf).find(({ key }) => key === `${plan}${year}`)?.due
const periodOf = (workspace: Workspace, asOf = today) => workspace.scores.card(wuhan.id, { asOf })?.cycle.window

describe('a cycle the organisation joined', () => {
  it('sets the period of the score and the due days of the list, also without a network and after a restart', async () => {
    const { phone, workspace } = await phoneWith([joined])
    expect(periodOf(workspace)).toEqual(window)
    expect(workspace.scores.card(wuhan.id, { asOf: today })?.cycle.due.documents).toBe('2026-11-30')
    expect(dueOf(workspace, 2027)).toBe('2026-11-30')
    phone.server.reachable = false
    const again = (await phone.start()).workspace.get()!
    await settle()
    expect([periodOf(again), dueOf(again, 2027)]).toEqual([window, '2026-11-30'])
  })

  it('leaves other rubrics, and a period that is asked for, as they are', async () => {
    const { workspace } = await phoneWith([joined])
    expect(workspace.scores.card(cast.id, { asOf: today })?.cycle.window.from).toBe('2026-01-01')
    const last = { from: '2025-01-01', to: '2025-12-31' }
    expect(workspace.scores.card(wuhan.id, { asOf: today, window: last })?.cycle.window).toEqual(last)
  })

  it('gives way to the one joined after it, and to the calendar year once it was left', async () => {
    const other = { ...joined, id: 'd', settings: { due: { documents: '2026-12-05' } } }
    const { phone, workspace } = await phoneWith([joined, other])
    expect([periodOf(workspace)?.from, dueOf(workspace, 2026)]).toEqual(['2026-01-01', '2026-12-05'])
    phone.server.profile = { ...phone.server.profile, cycles: [] }
    phone.clock.time += 10 * 60_000
    await workspace.synchronise()
    expect(dueOf(workspace, 2026)).toBe('2026-12-31')
  })

  it('is joined with a code: in force at once; a wrong code or no network is said', async () => {
    const { phone, workspace } = await phoneWith([])
    phone.server.cycle = { ...joined }
    expect(await workspace.joinCycle('WRONG')).toBe('没有这个加入码。')
    expect(periodOf(workspace)?.from).toBe('2026-01-01')
    expect(await workspace.joinCycle('CODE')).toBeUndefined()
    expect(await workspace.joinCycle('CODE')).toBeUndefined()
    expect([workspace.cycles.length, periodOf(workspace), dueOf(workspace, 2027)]).toEqual([1, window, '2026-11-30'])
    phone.server.reachable = false
    expect(await workspace.joinCycle('CODE')).toContain('联网后再加入')
    expect(cycleLines(workspace.cycles, standardsOf(bundle))).toEqual([
      {
        id: 'c',
        title: '2026年度专项',
        note: `${wuhan.title}\n2026-07-01 至 2027-06-30\n上年度工作总结和本年度工作计划报送截止：2026-11-30`,
      },
    ])
  })

  it('is left: what held before holds again at once; no network is said and nothing is changed', async () => {
    const { phone, workspace } = await phoneWith([joined])
    phone.server.reachable = false
    expect(await workspace.leaveCycle('c')).toContain('联网后再退出')
    expect(periodOf(workspace)).toEqual(window)
    phone.server.reachable = true
    expect(await workspace.leaveCycle('c')).toBeUndefined()
    expect([workspace.cycles, periodOf(workspace)?.from]).toEqual([[], '2026-01-01'])
    expect(phone.server.profile).toMatchObject({ cycles: [] })
  })

  it('counts with its period alone where this app does not know its settings', () => {
    const strange = { ...joined, settings: { window, due: { 'of-the-future': '2026-10-01' } } }
    expect(cycleFor([strange], wuhan.id, wuhan)?.window).toEqual(window)
    expect(cycleFor([strange], wuhan.id, wuhan)?.due).toEqual({})
    expect(cycleFor([{ ...joined, settings: 'x' }], wuhan.id, wuhan)?.window).toBeUndefined()
    expect(cycleFor([joined], cast.id, cast)).toBeUndefined()
  })
})

describe('R17.9 January in 待办', () => {
  it.each([
    ['2026-12-31', [2026]],
    ['2027-01-01', [2026, 2027]],
    ['2027-01-31', [2026, 2027]],
    ['2027-02-01', [2027]],
  ])('on %s the work plans of %j stand in the list', async (day, years) => {
    const { workspace } = await phoneWith([], '2026-03-01')
    const keys = workspace.duties.states([wuhan.id], day).map(({ key }) => key)
    expect([2025, 2026, 2027].filter((year) => keys.includes(`${plan}${year}`))).toEqual(years)
  })

  it('speaks of no year in which the organisation was not there, by the server or by the id made here', async () => {
    const { workspace } = await phoneWith([], '2027-01-02')
    expect(dueOf(workspace, 2026, '2027-01-05')).toBeUndefined()
    expect(dayMade('01930000-0000-7000-8000-00000000000a')).toBe('2024-11-06')
    expect(dayMade('society')).toBe('')
  })
})

it('待办 goes by a law that came from the server', async () => {
  const { workspace } = await phoneWith([])
  const titled = { ...wuhan, duties: wuhan.duties.map((duty) => ({ ...duty, title: `新：${duty.title}` })) }
  workspace.duties.states([wuhan.id], today)
  workspace.useLaw({ ...bundle, rubrics: [cast, titled] })
  expect(workspace.duties.states([wuhan.id], today).every(({ title }) => title.startsWith('新：'))).toBe(true)
})
