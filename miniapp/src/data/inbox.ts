import type { App } from './app'
import { uuid7 } from './ids'
import { InboxRemote, type InboxEntry, type Preferences } from './inbox-remote'
import { changed, ReminderChoices, type PreferencesChange } from './reminder-choices'
import type { Reply } from './remote'
import { Signal } from './signal'

/** What of a person's reminders the app shows; kept while it runs. */
export interface InboxState {
  unread: number
  entries: InboxEntry[]
  before?: string
  preferences?: Preferences
  /** Something of the preferences was chosen here and is not at the server yet. */
  waiting?: boolean
  /** Why the last call did not work, in words. */
  problem?: string
}

const empty: InboxState = { unread: 0, entries: [] }
const offline = '现在连不上服务器，联网后再看。'

/**
 * The inbox of whoever is signed in. The server has the entries; of the preferences the phone keeps what it heard last, and
 * what was chosen since until it has reached the server.
 */
export class Inbox {
  readonly state = new Signal<InboxState>(empty)
  private account: string | undefined
  private choices: Promise<ReminderChoices> | undefined
  private sending: Promise<void> = Promise.resolve()

  constructor(private readonly app: Pick<App, 'session' | 'platform'>) {}

  /** Fetches the newest entries and the settings. */
  async load(): Promise<void> {
    const remote = this.remote()
    if (!remote) return
    const choices = await this.choices
    if (choices) this.showChoices(choices)
    this.show(await remote.page(), ({ unread, entries, before }) => ({ unread, entries, before }))
    if (choices?.isWaiting) await this.send()
    else await this.hear(remote.preferences())
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

  /** Chooses: in force on the screen at once, and kept until the server has it. */
  async change(change: PreferencesChange): Promise<void> {
    this.remote()
    const { preferences } = this.state.get()
    // Before anything is waited for: the next tap goes on from here.
    if (preferences) this.state.set({ ...this.state.get(), preferences: changed(preferences, change), waiting: true })
    const choices = await this.choices
    if (!choices) return
    await choices.choose(change)
    this.showChoices(choices)
    await this.send()
  }

  /** Sends what was chosen and has not reached the server, one request after the other. */
  send(): Promise<void> {
    return (this.sending = this.sending.then(() => this.sendOnce()))
  }

  private async sendOnce(): Promise<void> {
    const remote = this.remote()
    const choices = await this.choices
    if (!remote || !choices?.isWaiting) return
    const sent = choices.unsent
    const reply = await remote.change(sent)
    if (reply.outcome === 'done') await choices.hear(reply.value)
    if (reply.outcome === 'done' || reply.outcome === 'refused') await choices.settle(sent)
    this.showChoices(choices)
    if (reply.outcome === 'refused') this.show(reply, () => ({}))
  }

  async offerMail(address: string): Promise<void> {
    await this.hear(this.remote()?.offerMail(address))
  }

  async confirmMail(code: string): Promise<void> {
    await this.hear(this.remote()?.confirmMail(code))
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
      this.choices = session?.token ? ReminderChoices.open(this.app.platform.store, session.account.id) : undefined
    }
    const { http, apiBase } = this.app.platform
    return session?.token ? new InboxRemote(http, apiBase, session.token) : undefined
  }

  /** Takes what the server says of the preferences. */
  private async hear(call: Promise<Reply<Preferences>> | undefined): Promise<void> {
    const choices = await this.choices
    const reply = await call
    if (!reply || !choices) return
    if (reply.outcome === 'done') await choices.hear(reply.value)
    this.show(reply, () => ({}))
    this.showChoices(choices)
  }

  private showChoices({ account, preferences, isWaiting: waiting }: ReminderChoices): void {
    // Another person may have signed in meanwhile.
    if (account === this.account && preferences) this.state.set({ ...this.state.get(), preferences, waiting })
  }

  private show<T>(reply: Reply<T>, change: (value: T) => Partial<InboxState>): void {
    const { problem: _, ...state } = this.state.get()
    if (reply.outcome === 'done') return this.state.set({ ...state, ...change(reply.value) })
    const problem = reply.outcome === 'refused' ? reply.refusal.message : (reply.message ?? offline)
    this.state.set({ ...state, problem })
  }
}
