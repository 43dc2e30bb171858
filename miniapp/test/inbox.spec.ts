import { Inbox } from '../src/data/inbox'
import { Signal } from '../src/data/signal'
import type { App, Session } from '../src/data/app'
import type { HttpAnswer, HttpRequest } from '../src/platform/ports'
import { digestWords, quietInWords, shiftHour } from '../src/features/inbox/quiet-view'
import { MemoryStore } from './support/memory'

const entry = {
  id: 'e1',
  organisation: { id: 'o1', name: '学会' },
  due: '2018-12-31',
  moment: 'week',
  title: '报送',
  body: '还有 7 天。',
  at: '',
  read: false,
  sent: [],
}
const preferences = {
  wechat: { on: true, available: true, template: 't1', left: 0 },
  mail: { on: false, available: false, address: null, pending: null },
  quiet: { from: '21:00', to: '08:00' },
  workdaysOnly: true,
}
const alice: Session = { version: 1, account: { id: 'alice', name: '' }, token: 'a' }

describe('the inbox on the phone', () => {
  let requests: HttpRequest[]
  let answers: Record<string, unknown>
  let session: Signal<Session | undefined>
  let inbox: Inbox
  let store: MemoryStore
  /** The app, started again on the same phone. */
  let restart: () => Inbox

  beforeEach(() => {
    requests = []
    answers = { 'GET inbox?limit=30': { unread: 1, entries: [entry], before: 'x~y' }, 'GET preferences': preferences }
    session = new Signal<Session | undefined>(alice)
    const send = (request: HttpRequest): Promise<HttpAnswer> => {
      requests.push(request)
      const answer = answers[`${request.method} ${request.url.replace('https://s/api/', '')}`]
      return answer === undefined
        ? Promise.reject(new Error('no network'))
        : Promise.resolve({ status: 200, body: JSON.stringify(answer) })
    }
    store = new MemoryStore()
    const platform = {
      store,
      http: { send },
      apiBase: 'https://s/api',
      clock: { now: () => 0, after: () => undefined },
      random: (length: number) => Promise.resolve(new Uint8Array(length)),
    }
    restart = () => new Inbox({ session, platform } as unknown as Pick<App, 'session' | 'platform'>)
    inbox = restart()
  })

  it('shows what the server has, page by page, and marks it as read', async () => {
    await inbox.load()
    expect(inbox.state.get()).toMatchObject({ unread: 1, entries: [entry], before: 'x~y', preferences })
    answers['GET inbox?limit=30&before=x~y'] = { unread: 1, entries: [{ ...entry, id: 'e0' }] }
    await inbox.more()
    expect(inbox.state.get().entries.map(({ id }) => id)).toEqual(['e1', 'e0'])
    expect(inbox.state.get().before).toBeUndefined()
    answers['POST inbox/read'] = { unread: 0 }
    await inbox.markAllRead()
    expect(inbox.state.get()).toMatchObject({ unread: 0, entries: [{ read: true }, { read: true }] })
  })

  it('says without a network what is wrong, and keeps what it shows', async () => {
    await inbox.load()
    answers = {}
    await inbox.load()
    expect(inbox.state.get()).toMatchObject({ entries: [entry], problem: '现在连不上服务器，联网后再看。' })
  })

  it('shows nobody what was told to somebody else, and asks nothing without a sign-in', async () => {
    await inbox.load()
    session.set({ version: 1, account: { id: 'local', name: '' } })
    await inbox.load()
    expect(inbox.state.get()).toEqual({ unread: 0, entries: [] })
    expect(requests).toHaveLength(2)
  })

  it('tells the server of each acceptance under an id of its own', async () => {
    await inbox.load()
    answers['POST wechat/acceptances'] = { left: 1 }
    await inbox.noteAcceptance('t1', 'accept')
    expect(inbox.state.get().preferences!.wechat.left).toBe(1)
    const sent = JSON.parse(requests[requests.length - 1]!.body!) as { tap: string }
    expect(sent).toEqual({ tap: expect.stringMatching(/^[0-9a-f-]{36}$/), template: 't1', answer: 'accept' })
  })

  it('gives the calendar address as a whole', async () => {
    answers['POST organisations/o1/calendar'] = { address: '/api/calendar/secret.ics' }
    expect(await inbox.openCalendar('o1')).toBe('https://s/api/calendar/secret.ics')
  })

  it('chooses without a network: shown at once, kept over a restart, sent once there is one', async () => {
    await inbox.load()
    answers = {}
    await inbox.change({ quietFrom: '22:00' })
    await inbox.change({ workdaysOnly: false })
    expect(inbox.state.get()).toMatchObject({
      preferences: { quiet: { from: '22:00', to: '08:00' }, workdaysOnly: false },
      waiting: true,
    })
    inbox = restart()
    await inbox.load()
    expect(inbox.state.get()).toMatchObject({ preferences: { quiet: { from: '22:00' } }, waiting: true })
    const said = { ...preferences, quiet: { from: '22:00', to: '08:00' }, workdaysOnly: false }
    answers['PUT preferences'] = said
    requests.length = 0
    await inbox.send()
    expect(requests.map(({ body }) => JSON.parse(body!))).toEqual([{ quietFrom: '22:00', workdaysOnly: false }])
    expect(inbox.state.get()).toMatchObject({ preferences: said, waiting: false })
    await inbox.send()
    expect(requests).toHaveLength(1)
  })

  it('sends what was chosen last, also when it was chosen while the answer was on its way', async () => {
    await inbox.load()
    answers['PUT preferences'] = preferences
    requests.length = 0
    await Promise.all([inbox.change({ quietTo: '07:00' }), inbox.change({ quietTo: '06:00' })])
    const sent = requests.map(({ body }) => JSON.parse(body!) as object)
    expect(sent[sent.length - 1]).toEqual({ quietTo: '06:00' })
    expect(inbox.state.get().waiting).toBe(false)
  })

  it('shows a choice before anything is waited for, so that the next tap goes on from it', async () => {
    await inbox.load()
    const kept = inbox.change({ quietTo: '07:00' })
    expect(inbox.state.get()).toMatchObject({ preferences: { quiet: { to: '07:00' } }, waiting: true })
    await kept
    expect(inbox.state.get()).toMatchObject({ preferences: { quiet: { to: '07:00' } }, waiting: true })
  })

  it("gives one person's choices to nobody else on the phone", async () => {
    await inbox.load()
    answers = {}
    await inbox.change({ wechat: false })
    session.set({ version: 1, account: { id: 'bob', name: '' }, token: 'b' })
    answers['GET inbox?limit=30'] = { unread: 0, entries: [] }
    answers['GET preferences'] = preferences
    requests.length = 0
    await inbox.load()
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET'])
    expect(inbox.state.get()).toMatchObject({ preferences: { wechat: { on: true } }, waiting: false })
  })
})

describe('the quiet hours', () => {
  it.each([
    ['21:00', 1, '22:00'],
    ['23:00', 1, '00:00'],
    ['00:00', -1, '23:00'],
    ['08:30', 1, '09:00'],
    ['08:30', -1, '08:00'],
  ] as const)('%s moved by %i is %s', (time, by, moved) => expect(shiftHour(time, by)).toBe(moved))

  it('are said plainly, with the night between', () => {
    expect(quietInWords({ from: '21:00', to: '08:00' })).toBe('21:00 到第二天 08:00 不打扰')
    expect(quietInWords({ from: '12:00', to: '14:00' })).toBe('12:00 到 14:00 不打扰')
    expect(quietInWords({ from: '08:00', to: '08:00' })).toBe('不设免打扰，随时会提醒')
  })

  it('stand beside the ways that are open', () => {
    expect(digestWords(preferences)).toContain('用微信发给您')
    const mail = { on: true, available: true, address: 'a@b.cn', pending: null }
    expect(digestWords({ ...preferences, mail })).toContain('用微信和邮件')
    expect(digestWords({ wechat: { ...preferences.wechat, on: false }, mail: preferences.mail })).toContain(
      '不另外提醒',
    )
  })
})
