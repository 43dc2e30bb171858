import type { App } from './app'
import { uuid7 } from './ids'
import {
  OrganiserRemote,
  type About,
  type OrganisedCycle,
  type ReminderPreview,
  type SentReminder,
  type Standing,
} from './organiser-remote'
import type { Reply } from './remote'
import { Signal } from './signal'

/** What an organiser's page shows; kept while it is open. */
export interface OrganiserState {
  /** Absent: not known yet. */
  cycles?: OrganisedCycle[]
  chosen?: string
  /** The server's day. */
  day?: string
  /** Absent: not read yet. */
  standings?: Standing[]
  sent: SentReminder[]
  /** What was asked, what it would send, and the id under which it is sent once. */
  shown?: { about: About; preview: ReminderPreview; id: string }
  /** A cycle made just now, with the code to join it. */
  made?: { title: string; code: string }
  busy: boolean
  /** Why the last call did not work, in words. */
  problem?: string
}

const empty: OrganiserState = { sent: [], busy: false }
const offline = '现在连不上服务器，联网后再看。'
const signedOut = '请先登录，再看组织方的页面。'

/** Follows the organisations that joined a cycle. The server has everything; nothing of it is kept on the device. */
export class Organiser {
  readonly state = new Signal<OrganiserState>(empty)

  constructor(private readonly app: Pick<App, 'session' | 'platform'>) {}

  async load(): Promise<void> {
    this.state.set(empty)
    const cycles = await this.ask((remote) => remote.cycles())
    if (!cycles) return
    this.change({ cycles: cycles.cycles })
    const [newest] = cycles.cycles
    if (newest) await this.choose(newest.id)
  }

  /** Shows a cycle: its organisations page by page, then what was sent. */
  async choose(chosen: string): Promise<void> {
    this.change({ chosen, standings: undefined, sent: [], shown: undefined })
    const isOther = () => this.state.get().chosen !== chosen
    const found: Standing[] = []
    for (let after: string | undefined; ;) {
      const page = await this.ask((remote) => remote.standings(chosen, after))
      if (!page || isOther()) return
      found.push(...page.organisations)
      this.change({ standings: [...found], day: page.day })
      if (page.after === undefined) break
      after = page.after
    }
    const sent = await this.ask((remote) => remote.sent(chosen))
    if (sent && !isOther()) this.change({ sent: sent.reminders })
  }

  /** Sets up a cycle. */
  async create(title: string, rubric: string): Promise<void> {
    const id = await this.newId()
    const made = await this.ask((remote) => remote.create({ id, title, rubric }))
    if (!made) return
    this.change({ cycles: [made, ...(this.state.get().cycles ?? [])], made: { title, code: made.code } })
    await this.choose(id)
  }

  /** Asks who would get which words; nothing is sent. */
  async preview(about: About): Promise<void> {
    const { chosen } = this.state.get()
    if (chosen === undefined) return
    const id = await this.newId()
    const preview = await this.ask((remote) => remote.preview(chosen, about))
    this.change({ shown: preview && { about, preview, id } })
  }

  /** Takes the preview back. */
  putAway(): void {
    this.change({ shown: undefined })
  }

  /** Sends exactly what the preview shows; how many people it went to, once it has gone out. */
  async remind(): Promise<number | undefined> {
    const { chosen, shown, sent } = this.state.get()
    if (chosen === undefined || !shown) return undefined
    const { about, preview, id } = shown
    const done = await this.ask((remote) => remote.remind(chosen, id, preview.preview, about))
    if (done) this.change({ shown: undefined, sent: [done, ...sent] })
    return done?.people
  }

  private async newId(): Promise<string> {
    const { clock, random } = this.app.platform
    return uuid7(clock.now(), await random(10))
  }

  /** One call in the name of whoever is signed in; undefined, with the reason on the screen, when it did not work. */
  private async ask<T>(call: (remote: OrganiserRemote) => Promise<Reply<T>>): Promise<T | undefined> {
    const { http, apiBase } = this.app.platform
    const token = this.app.session.get()?.token
    this.change({ busy: true, problem: undefined })
    const reply: Reply<T> =
      token === undefined ? { outcome: 'signedOut' } : await call(new OrganiserRemote(http, apiBase, token))
    this.change({ busy: false })
    if (reply.outcome === 'done') return reply.value
    const usual = reply.outcome === 'signedOut' ? signedOut : offline
    this.change({ problem: reply.outcome === 'refused' ? reply.refusal.message : (reply.message ?? usual) })
    return undefined
  }

  private change(part: Partial<OrganiserState>): void {
    this.state.set({ ...this.state.get(), ...part })
  }
}
