import type { FlatRecord } from '@xingji/shared'
import { App } from '../../miniapp/src/data/app'
import type { Entry } from '../../miniapp/src/data/entry'
import { filesOf } from '../../miniapp/src/data/entry-files'
import { localAccount } from '../../miniapp/src/data/places'
import type { Organisation } from '../../miniapp/src/data/remote'
import type { Workspace } from '../../miniapp/src/data/workspace'
import type { Http, Picked } from '../../miniapp/src/platform/ports'
import { catalog } from '../../shared/test/support/project-rubrics'
import type { Chance } from './chance'
import { GatedPorts, type Disk, type Step } from './ports'
import type { Profile } from './profile'
import type { Tally } from './tally'
import { accountIn, isShown } from './storage'
import { contentOf, gone, type Act, type Content, type Truth } from './truth'

/** What a phone may be told to do differently, to prove that the checks notice. */
export interface Breakage {
  ports?: (ports: GatedPorts) => void
  /** Brings about what it needs to show, so that few seeds are enough. */
  shape?: Partial<Pick<Profile, 'steps' | 'trouble' | 'attach' | 'alone' | 'texts' | 'files'>>
  /** The trouble it needs to show. */
  needs?: keyof Profile['weights']
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
  tally: Tally
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
  /** Texts have room, files have none. */
  narrow = false
  /** Files that have room although it is full: as many as were dropped since. */
  room = 0
  /** The server was restored and this phone has not compared with it since. */
  uninformed = false
  /** The whole feed arrived since then; what it means may still be being written. */
  informed = false
  /** Contents whose being unsent this phone must know: the last confirmed act of each account on each record. */
  readonly last = new Map<string, Map<string, Act>>()
  /** Files a fault had taken that were chosen again, until a record with them is saved. */
  private readonly regained = new Set<string>()
  private busy = false
  private adopting = false
  private lastName: string | undefined
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
  get isAdopting(): boolean {
    return this.adopting
  }
  get isAlone(): boolean {
    return this.account === localAccount.name
  }
  /** Has an account not compared itself with the restored server? Set by the world. */
  isUninformed: (account: string) => boolean = () => false
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
    if (this.adopting) this.world.tally.add('killed while adopting')
    this.adopting = false
    // What came in and was not all written is forgotten again: the phone has to compare anew.
    this.informed = false
    this.loseAgain()
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
    if (this.lastName !== undefined && this.lastName !== name) this.world.tally.add('another account on the phone')
    this.lastName = name
    this.run(`sign in as ${name}`, (app) => app.signIn(name))
  }
  /** From a page of its own: no form is open. */
  signOut(): void {
    this.form = undefined
    this.run('sign out', (app) => app.signOut())
  }
  choose(): void {
    this.run('choose', async (app) => {
      const { organisation } = this.world
      if (!this.isAlone) return app.select(organisation)
      const [local] = await app.localOrganisations()
      return local ? app.select(local) : app.createOrganisation(organisation.name, organisation.code!)
    })
  }
  useAlone(): void {
    this.run('use without an account', (app) => app.useLocally())
  }

  /** Is there anything that was recorded without an account? */
  async hasLocal(): Promise<boolean> {
    return this.app !== undefined && !this.isAlone && (await this.app.localOrganisations()).length > 0
  }

  /** Takes what was recorded without an account into the present one. */
  adopt(): void {
    const { account } = this
    this.run('adopt', async (app) => {
      const [local] = await app.localOrganisations()
      if (!local || account === undefined) return undefined
      this.adopting = true
      const problem = await app.adopt(local)
      this.adopting = false
      if (problem !== undefined) return problem
      this.world.tally.add('records made without an account adopted')
      for (const act of this.last.get(localAccount.name)?.values() ?? [])
        this.takeAsLast(act, this.holderOf(act.record, account))
      this.last.delete(localAccount.name)
      return undefined
    })
  }

  /**
   * Who has a record that was made without an account. An adoption that a kill cut short leaves with one account what it had
   * moved by then, counted there; another account that adopts gets the rest.
   */
  private holderOf(record: string, adopting: string): string {
    const holders = [...this.disk.texts].flatMap(([key, text]) => {
      const [, folder, , part] = key.split('/')
      return part?.startsWith('records') && text.includes(record) ? [accountIn(this.disk, folder!)] : []
    })
    return holders.includes(adopting) ? adopting : (holders.find((one) => one !== localAccount.name) ?? adopting)
  }

  /** Has an adoption that was cut short moved a record out of its account's folder already? */
  isMoved(record: string, account: string): boolean {
    if (account !== localAccount.name) return false
    return [...this.disk.texts.keys()].some((key) => key.endsWith(record) && !key.startsWith('accounts/local/'))
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

  /** Saves what the open form holds, with a new title, and with a file more or without any. */
  saveForm(title: string, files: { chosen?: Picked; strip?: boolean } = {}): void {
    const { form } = this
    if (!form) return
    this.form = undefined
    const { evidence, ...bare } = form.from
    this.save({ ...(files.strip ? bare : { ...bare, evidence }), title }, [form.content], form.from, files.chosen)
  }

  async create(title: string, chosen?: Picked): Promise<void> {
    const id = await this.app!.newId()
    this.save({ id, kind: 'committee-meeting', on: '2026-03-05', title }, [], undefined, chosen)
  }

  private save(raw: FlatRecord, seen: Content[], from: FlatRecord | undefined, chosen?: Picked): void {
    const act = this.act(String(raw.id), String(raw.title), seen)
    this.perform(act, async (workspace) => {
      const record = chosen ? await this.attached(workspace, raw, chosen) : raw
      this.world.truth.filesOf.set(act.content, filesOf(record))
      try {
        const isSaved = (await workspace.save(record, from)).length === 0
        if (isSaved) this.regained.clear()
        return isSaved
      } finally {
        this.loseAgain()
      }
    })
  }

  /** A file chosen again for a record that was not saved is nobody's: the app keeps it as long as it likes. */
  private loseAgain(): void {
    for (const hash of this.regained) this.world.truth.lostFiles.add(hash)
    this.regained.clear()
  }

  /** The record with a file more, unless the phone says why not: a person then saves without it. */
  private async attached(workspace: Workspace, record: FlatRecord, chosen: Picked): Promise<FlatRecord> {
    const kept = await workspace.files.add(chosen, '材料')
    if ('problem' in kept) return record
    const { hash } = kept.evidence
    const present = (record.evidence ?? []) as { hash?: string }[]
    if (present.some((one) => one.hash === hash)) return record
    this.world.tally.add('files added to a record')
    const lost = this.world.truth.lostFiles
    // Chosen again, it is there again.
    if (hash !== undefined && lost.delete(hash)) this.regained.add(hash)
    return { ...record, evidence: [...present, kept.evidence] } as FlatRecord
  }

  remove(entry: Entry): void {
    this.perform(this.act(entry.id, gone, this.shown(entry)), (workspace) => workspace.remove(entry.id, entry.record))
  }
  restore(entry: Entry): void {
    const act = this.act(entry.id, String(entry.record.title), this.shown(entry))
    this.perform(act, (workspace) => workspace.restore(entry.id))
  }
  resolve(entry: Entry, keep: 'mine' | 'theirs'): void {
    const kept = keep === 'mine' ? entry : entry.conflict!
    const act = this.act(entry.id, contentOf(kept), this.shown(entry))
    if (keep === 'theirs') {
      act.choice = true
      act.givesUp = this.world.truth.givenUp(this.name, entry.id, contentOf(entry))
    }
    this.world.tally.add('two phones on one record')
    this.perform(act, (workspace) => workspace.resolve(entry.id, keep, entry))
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
    for (const act of this.unconfirmed()) {
      if (act.account !== this.account && act.account !== localAccount.name) continue
      const entry = book.get(act.record)
      if (entry && contentOf(entry) === act.content) this.cameAbout(act)
    }
  }

  /** Notes acts that a kill let reach the disk: a start may find nothing of them to show, as of a draft thrown away. */
  observeDisk(): void {
    for (const act of this.unconfirmed()) if (isShown(this.disk, act)) this.cameAbout(act)
  }

  private unconfirmed(): Act[] {
    return this.world.truth.acts.filter((act) => act.phone === this.name && !act.confirmed && !act.observed)
  }

  private cameAbout(act: Act): void {
    act.observed = true
    this.takeAsLast(act)
  }

  private takeAsLast(act: Act, account = act.account): void {
    const mine = this.last.get(account) ?? new Map<string, Act>()
    if ((mine.get(act.record)?.number ?? 0) < act.number) mine.set(act.record, act)
    this.last.set(account, mine)
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
      this.takeAsLast(act)
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

/** Refused, and not for what it is: another try can help. */
export const isGivenBack = ({ refusal, refusedFiles }: Entry): boolean =>
  [refusal, ...Object.values(refusedFiles ?? {})].some((one) => one && one.code !== 'fileDamaged')
