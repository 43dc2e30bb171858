import { App } from '../../miniapp/src/data/app'
import type { Entry } from '../../miniapp/src/data/entry'
import type { Organisation } from '../../miniapp/src/data/remote'
import type { Workspace } from '../../miniapp/src/data/workspace'
import type { Http } from '../../miniapp/src/platform/ports'
import { catalog } from '../../shared/test/support/project-rubrics'
import type { Chance } from './chance'
import { GatedPorts, type Disk, type Step } from './ports'
import { contentOf, gone, type Act, type Content, type Truth } from './truth'

/** What a phone may be told to do differently, to prove that the checks notice. */
export interface Breakage {
  ports?: (ports: GatedPorts) => void
  /** Breaks the book; answers with the way to mend it again. */
  book?: () => () => void
}

/** A form with a record in it, as it was when the form was opened. */
interface Form {
  record: string
  content: Content
  from: Entry['record']
}

export interface Surroundings {
  truth: Truth
  chance: Chance
  organisation: Organisation
  now: () => number
  note: (line: string) => void
  /** Something went wrong that a person would see as a crash. */
  crash: (line: string) => void
}

/** New rubrics are another test's: the server has none to give, and nothing waits for it. */
const withoutLaw = (http: Http): Http => ({
  send: (request) =>
    /\/api\/(rubrics|catalog)/.test(request.url) ? Promise.resolve({ status: 503, body: '' }) : http.send(request),
})

/** A phone with its storage, the app on it and the person who holds it. */
export class Phone {
  readonly disk: Disk = { texts: new Map(), files: new Map() }
  ports: GatedPorts | undefined
  app: App | undefined
  skew = 0
  /** Nothing more can be kept. */
  full = false
  /** The server was restored and this phone has not compared with it since. */
  uninformed = false
  /** The whole feed arrived since then; what it means may still be being written. */
  informed = false
  /** Contents whose being unsent this phone must know: the last confirmed act of each account on each record. */
  readonly last = new Map<string, Map<string, Act>>()
  private busy = false
  private form: Form | undefined
  private life = 0

  constructor(
    readonly name: string,
    /** Who uses it at first, and whom it goes back to. */
    readonly owner: string,
    private readonly world: Surroundings,
    private readonly breakage: Breakage = {},
  ) {}

  get workspace(): Workspace | undefined {
    return this.app?.phase.get() === 'working' ? this.app.workspace.get() : undefined
  }
  get account(): string | undefined {
    return this.app?.session.get()?.account.name
  }
  get isBusy(): boolean {
    return this.busy
  }
  /** Nothing is under way. */
  get isIdle(): boolean {
    return !this.busy && this.ports?.waiting.length === 0
  }

  start(): void {
    const life = ++this.life
    const { chance } = this.world
    this.ports = new GatedPorts(this.disk, () => this.world.now() + this.skew)
    this.breakage.ports?.(this.ports)
    const { store, files, http, clock } = this.ports
    const app = new App(
      {
        store,
        files,
        // What was noted apart from the store is another test's.
        keepsake: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
        http: withoutLaw(http),
        clock,
        random: (length) => Promise.resolve(chance.bytes(length)),
        wechatLogin: { supported: false, code: () => Promise.reject(new Error('none')) },
        updates: { onReady: () => undefined, restart: () => undefined },
        apiBase: 'http://server/api',
      },
      { catalog, rubrics: [], editions: [], hashes: {} },
    )
    this.app = app
    this.form = undefined
    this.busy = false
    this.run('start', () => app.start(), life)
  }

  /** The system ends the app at once; what it had under way. */
  kill(): Step[] {
    const rest = this.ports?.kill() ?? []
    this.life++
    this.app = undefined
    this.ports = undefined
    this.busy = false
    return rest
  }

  /** The app comes to the front, or a network appeared. Never fails, whatever is wrong. */
  wake(): void {
    const { app } = this
    app?.wake().catch((error: unknown) => this.world.crash(`${this.name}: wake failed: ${String(error)}`))
  }

  signIn(name: string): void {
    this.run(`sign in as ${name}`, (app) => app.signIn(name))
  }
  signOut(): void {
    this.run('sign out', (app) => app.signOut())
  }
  choose(): void {
    this.run('choose', (app) => app.select(this.world.organisation))
  }

  /** Opens the form of a record that is there, or is not there yet. */
  openForm(entry: Entry): void {
    this.form = { record: entry.id, content: contentOf(entry), from: entry.record }
  }
  closeForm(): void {
    this.form = undefined
  }
  get hasForm(): boolean {
    return this.form !== undefined
  }

  /** Saves what the open form holds, with a new title. */
  saveForm(title: string): void {
    const { form } = this
    if (!form) return
    this.form = undefined
    this.save({ ...form.from, title }, [form.content], form.from)
  }

  async create(title: string): Promise<void> {
    const id = await this.app!.newId()
    this.save({ id, kind: 'committee-meeting', on: '2026-03-05', title }, [], undefined)
  }

  private save(record: Entry['record'], seen: Content[], from: Entry['record'] | undefined): void {
    const act = this.act(String(record.id), String(record.title), seen)
    this.perform(act, async (workspace) => (await workspace.save(record, from)).length === 0)
  }

  remove(entry: Entry): void {
    this.perform(this.act(entry.id, gone, this.shown(entry)), (workspace) => workspace.remove(entry.id))
  }
  restore(entry: Entry): void {
    const act = this.act(entry.id, String(entry.record.title), this.shown(entry))
    this.perform(act, (workspace) => workspace.restore(entry.id))
  }
  resolve(entry: Entry, keep: 'mine' | 'theirs'): void {
    const kept = keep === 'mine' ? entry : entry.conflict!
    if (keep === 'theirs') this.world.truth.drop(this.name, entry.id, contentOf(entry))
    const act = this.act(entry.id, contentOf(kept), this.shown(entry))
    act.dropped = keep === 'theirs'
    this.perform(act, (workspace) => workspace.resolve(entry.id, keep))
  }

  /** Sends a refused one again as it is. */
  retry(entry: Entry): void {
    this.run(`retry ${entry.id.slice(-4)}`, () => this.workspace!.retry(entry.id))
  }

  /** What a person sees of a record: its content and, in a conflict, the other one. */
  private shown(entry: Entry): Content[] {
    return [contentOf(entry), ...(entry.conflict ? [contentOf(entry.conflict)] : [])]
  }

  /** Notes acts that show although the app was ended before it could say that they are kept. */
  observe(): void {
    const book = this.workspace?.book
    if (!book) return
    for (const act of this.world.truth.acts) {
      if (act.phone !== this.name || act.confirmed || act.observed || act.account !== this.account) continue
      const entry = book.get(act.record)
      if (entry && contentOf(entry) === act.content) act.observed = true
    }
  }

  private act(record: string, content: Content, seen: Content[]): Act {
    return this.world.truth.act({ phone: this.name, account: this.account ?? '' }, record, content, seen)
  }

  /** Does it; when the app says that it is kept, it is confirmed. */
  private perform(act: Act, step: (workspace: Workspace) => Promise<unknown>): void {
    const { workspace } = this
    if (!workspace) return
    this.world.note(`${this.name}: act ${act.number}: ${act.record.slice(-4)} becomes ${act.content}`)
    this.run(`act ${act.number}`, async () => {
      if ((await step(workspace)) === false) return 'refused'
      act.confirmed = true
      const mine = this.last.get(act.account) ?? new Map<string, Act>()
      mine.set(act.record, act)
      this.last.set(act.account, mine)
      return undefined
    })
  }

  private run(what: string, step: (app: App) => Promise<unknown>, life = this.life): void {
    const { app } = this
    if (!app) return
    this.busy = true
    const { note } = this.world
    step(app)
      .then(
        (problem) => note(`${this.name}: ${what}: ${problem === undefined ? 'done' : String(problem)}`),
        (error: unknown) => note(`${this.name}: ${what}: failed: ${String(error)}`),
      )
      .finally(() => {
        if (life === this.life) this.busy = false
      })
  }
}
