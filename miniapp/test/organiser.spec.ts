import { Organiser } from '../src/data/organiser'
import type { Standing } from '../src/data/organiser-remote'
import { Signal } from '../src/data/signal'
import type { App, Session } from '../src/data/app'
import {
  dutiesAsked,
  standingLines,
  stateChips,
  usualNarrowing,
  waysInWords,
} from '../src/features/organiser/standings-view'
import type { HttpAnswer, HttpRequest } from '../src/platform/ports'

const standings: Standing[] = [
  {
    organisation: { id: 'o1', name: '乙学会' },
    duties: [
      { key: 'plan', title: '报送计划', due: '2018-12-31', status: 'dueSoon' },
      { key: 'report', title: '报送总结', due: '2018-03-31', status: 'overdue' },
    ],
  },
  {
    organisation: { id: 'o2', name: '甲学会' },
    duties: [
      { key: 'plan', title: '报送计划', due: '2018-12-31', status: 'done' },
      { key: 'visit:1', title: '涉外活动报告', due: '2018-06-01', status: 'open' },
      { key: 'visit:2', title: '涉外活动报告', due: '2018-05-01', status: 'late' },
    ],
  },
]
const named = (lines: ReturnType<typeof standingLines>) =>
  lines.map(({ name, duty }) => `${name} ${duty.title} ${duty.status}`)

describe('the table of states', () => {
  it('lists what is still to be done by the day it is due', () => {
    expect(named(standingLines(standings, usualNarrowing))).toEqual([
      '乙学会 报送总结 overdue',
      '甲学会 涉外活动报告 open',
      '乙学会 报送计划 dueSoon',
    ])
  })

  it('lists by name as a Chinese list does, or one duty, or one state', () => {
    const all = { state: 'all', duty: '', order: 'name' } as const
    expect(named(standingLines(standings, all))).toEqual([
      '甲学会 涉外活动报告 late',
      '甲学会 涉外活动报告 open',
      '甲学会 报送计划 done',
      '乙学会 报送总结 overdue',
      '乙学会 报送计划 dueSoon',
    ])
    expect(named(standingLines(standings, { ...all, duty: '报送计划' }))).toEqual([
      '甲学会 报送计划 done',
      '乙学会 报送计划 dueSoon',
    ])
    expect(named(standingLines(standings, { ...all, state: 'late' }))).toEqual(['甲学会 涉外活动报告 late'])
    expect(standingLines([], all)).toEqual([])
  })

  it('offers the states there are, and each duty once under all its keys, by its first day', () => {
    expect(stateChips(standings, '').map(({ label }) => label)).toEqual([
      '没办完 3',
      '已逾期 1',
      '快到期 1',
      '可以办 1',
      '办晚了 1',
      '已办好 1',
      '全部 5',
    ])
    expect(stateChips(standings, '报送计划').map(({ id }) => id)).toEqual(['todo', 'dueSoon', 'done', 'all'])
    expect(dutiesAsked(standings)).toEqual([
      { title: '报送总结', keys: ['report'] },
      { title: '涉外活动报告', keys: ['visit:1', 'visit:2'] },
      { title: '报送计划', keys: ['plan'] },
    ])
  })

  it('says by which ways it goes', () => {
    expect(waysInWords(2, { wechat: 0, mail: 0 })).toBe('秘书 2 位，都进星迹的“消息”')
    expect(waysInWords(2, { wechat: 1, mail: 2 })).toBe('秘书 2 位，都进星迹的“消息”；其中 1 位还有微信，2 位还有邮件')
  })
})

describe("the organiser's desk", () => {
  let requests: HttpRequest[]
  let answers: Record<string, unknown>
  let session: Signal<Session | undefined>
  let desk: Organiser
  const about = { states: ['overdue' as const] }

  beforeEach(() => {
    requests = []
    answers = {
      'GET cycles': {
        cycles: [
          { id: 'c2', title: '今年', rubric: 'r' },
          { id: 'c1', title: '去年', rubric: 'r' },
        ],
      },
      'GET cycles/c2/standings?limit=50': { day: '2018-12-24', organisations: [standings[0]], after: 'o1' },
      'GET cycles/c2/standings?limit=50&after=o1': { day: '2018-12-24', organisations: [standings[1]] },
      'GET cycles/c2/reminders': { reminders: [] },
      'POST cycles/c2/reminders/preview': { preview: 'p', people: 1, organisations: [] },
      'POST cycles/c2/reminders': { id: 'x', people: 1, at: '2018-12-24T02:00:00Z' },
    }
    session = new Signal<Session | undefined>({ version: 1, account: { id: 'olga', name: '' }, token: 't' })
    const send = (request: HttpRequest): Promise<HttpAnswer> => {
      requests.push(request)
      const answer = answers[`${request.method} ${request.url.replace('https://s/api/', '')}`]
      return answer === undefined
        ? Promise.reject(new Error('no network'))
        : Promise.resolve({ status: 200, body: JSON.stringify(answer) })
    }
    const platform = {
      http: { send },
      apiBase: 'https://s/api',
      clock: { now: () => 0 },
      random: (length: number) => Promise.resolve(new Uint8Array(length)),
    }
    desk = new Organiser({ session, platform } as unknown as Pick<App, 'session' | 'platform'>)
  })

  it('asks nothing before somebody has signed in, and says so', async () => {
    session.set(undefined)
    await desk.load()
    expect([requests.length, desk.state.get().problem]).toEqual([0, '请先登录，再看组织方的页面。'])
  })

  it('shows the newest cycle with all its pages', async () => {
    await desk.load()
    expect(desk.state.get()).toMatchObject({ chosen: 'c2', day: '2018-12-24', standings, sent: [], busy: false })
  })

  it('says when the server cannot be reached, and keeps what it shows', async () => {
    await desk.load()
    answers = {}
    await desk.preview(about)
    expect(desk.state.get()).toMatchObject({ standings, problem: '现在连不上服务器，联网后再看。' })
    expect(desk.state.get().shown).toBeUndefined()
  })

  it('sends only what was previewed, under one id however often it is tried', async () => {
    await desk.load()
    expect(await desk.remind()).toBeUndefined()
    await desk.preview(about)
    const { id } = desk.state.get().shown!
    const answer = answers['POST cycles/c2/reminders']
    delete answers['POST cycles/c2/reminders']
    expect(await desk.remind()).toBeUndefined()
    answers['POST cycles/c2/reminders'] = answer
    expect(await desk.remind()).toBe(1)
    const bodies = requests.filter(({ url }) => url.endsWith('/reminders')).flatMap(({ body }) => body ?? [])
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      { id, preview: 'p', ...about },
      { id, preview: 'p', ...about },
    ])
    expect(desk.state.get()).toMatchObject({ sent: [{ id: 'x', people: 1 }] })
    expect(desk.state.get().shown).toBeUndefined()
  })
})
