import type { App } from './app'
import { uuid7 } from './ids'
import { InboxRemote, type InboxEntry, type Preferences } from './inbox-remote'
import type { Reply } from './remote'
import { Signal } from './signal'

/** What of a person's reminders the app shows; kept while it runs. */
export interface InboxState {
  unread: number
  entries: InboxEntry[]
  before?: string
  preferences?: Preferences
  /** Why the last call did not work, in words. */
  problem?: string
}

const empty: InboxState = { unread: 0, entries: [] }
const offline = '现在连不上服务器，联网后再看。'

/** The inbox of whoever is signed in. The server has it; nothing of it is kept on the phone. */
export class Inbox {
  readonly state = new Signal<InboxState>(empty)
  private account: string | undefined

  constructor(private readonly app: Pick<App, 'session' | 'platform'>) {}

  /** Fetches the newest entries and the settings. */
  async load(): Promise<void> {
    const remote = this.remote()
    if (!remote) return
    this.show(await remote.page(), ({ unread, entries, before }) => ({ unread, entries, before }))
    this.show(await remote.preferences(), (preferences) => ({ preferences }))
  }

  async more(): Promise<void> {
    const { before, entries: known } = this.state.get()
    if (before === undefined) return
    const page = await this.remote()?.page(before)
    if (page) this.show(page, ({ unread, entries, before }) => ({ unread, entries: [...known, ...entries], before }))
  }

  async markAllRead(): Promise<void> {
    const reply = await this.remote()?.markRead()
    if (!reply) return
    this.show(reply, ({ unread }) => ({
      unread,
      entries: this.state.get().entries.map((entry) => ({ ...entry, read: true })),
    }))
  }

  async change(change: Parameters<InboxRemote['change']>[0]): Promise<void> {
    await this.showPreferences(this.remote()?.change(change))
  }

  async offerMail(address: string): Promise<void> {
    await this.showPreferences(this.remote()?.offerMail(address))
  }

  async confirmMail(code: string): Promise<void> {
    await this.showPreferences(this.remote()?.confirmMail(code))
  }

  /** Tells the server how a request for one more WeChat message was answered. */
  async noteAcceptance(template: string, answer: string): Promise<void> {
    const { clock, random } = this.app.platform
    const tap = uuid7(clock.now(), await random(10))
    const reply = await this.remote()?.noteAcceptance(tap, template, answer)
    const { preferences } = this.state.get()
    if (reply && preferences)
      this.show(reply, ({ left }) => ({ preferences: { ...preferences, wechat: { ...preferences.wechat, left } } }))
  }

  /** A new secret address of the organisation's calendar; the one before it is void. */
  async openCalendar(organisation: string): Promise<string | undefined> {
    const reply = await this.remote()?.openCalendar(organisation)
    if (!reply) return undefined
    this.show(reply, () => ({}))
    return reply.outcome === 'done' ? this.app.platform.apiBase.replace(/\/api$/, '') + reply.value.address : undefined
  }

  /** Calls in the name of whoever is signed in now; another person's entries are put away. */
  private remote(): InboxRemote | undefined {
    const session = this.app.session.get()
    if (session?.account.id !== this.account) {
      this.account = session?.account.id
      this.state.set(empty)
    }
    const { http, apiBase } = this.app.platform
    return session?.token ? new InboxRemote(http, apiBase, session.token) : undefined
  }

  private async showPreferences(call: Promise<Reply<Preferences>> | undefined): Promise<void> {
    const reply = await call
    if (reply) this.show(reply, (preferences) => ({ preferences }))
  }

  private show<T>(reply: Reply<T>, change: (value: T) => Partial<InboxState>): void {
    const { problem: _, ...state } = this.state.get()
    if (reply.outcome === 'done') return this.state.set({ ...state, ...change(reply.value) })
    const problem = reply.outcome === 'refused' ? reply.refusal.message : (reply.message ?? offline)
    this.state.set({ ...state, problem })
  }
}
