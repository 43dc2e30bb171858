import { Inbox } from '../src/data/inbox'
import { Signal } from '../src/data/signal'
import type { App, Session } from '../src/data/app'
import type { HttpAnswer, HttpRequest } from '../src/platform/ports'

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
    const platform = {
      http: { send },
      apiBase: 'https://s/api',
      clock: { now: () => 0, after: () => undefined },
      random: (length: number) => Promise.resolve(new Uint8Array(length)),
    }
    inbox = new Inbox({ session, platform } as unknown as Pick<App, 'session' | 'platform'>)
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
})
