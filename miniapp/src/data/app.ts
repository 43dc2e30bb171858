import type { Http, Platform } from '../platform/ports'
import type { Theme, TypeSize } from '../styles/tokens'
import { Adoption } from './adoption'
import { ClockCheck } from './clock-check'
import { isDue } from './entry'
import { shanghaiDay, uuid7 } from './ids'
import { Kept } from './kept'
import { KnownPlaces, type KnownPlace } from './known-places'
import type { LastCard } from './last-card'
import { LawInForce } from './law-in-force'
import { LawRemote } from './law-remote'
import { OrganisationList } from './organisation-list'
import { folderOf, localAccount, putText, readJson, safe } from './places'
import { countIn } from './record-count'
import { Remote, type Account, type Organisation, type Reply, type SessionGrant } from './remote'
import { sealedAccounts, type Sealed } from './sealed'
import { Signal } from './signal'
import type { Bundle } from './standards'
import { Workspace } from './workspace'

export interface Session {
  version: 1
  account: Account
  /** Absent while the app is used on this phone alone. */
  token?: string
  organisation?: Organisation
}

/** What a person chose for this phone. `system` follows the phone's own setting. */
export interface Choices {
  theme: 'system' | Theme
  size: 'system' | TypeSize
  rubric?: string
}

export type Phase = 'starting' | 'failed' | 'signedOut' | 'choosing' | 'working'
export type AppPlatform = Pick<
  Platform,
  'store' | 'files' | 'keepsake' | 'http' | 'clock' | 'random' | 'wechatLogin' | 'updates' | 'apiBase'
>

const defaultChoices: Choices = { theme: 'system', size: 'system' }
const noRoom = '这台设备上没有地方了，材料还在原处没有动。请清理一些空间后再试。'
/** Milliseconds a screen gets to draw the last card. */
const glance = 50
const unreachable = '现在连不上服务器。可以先在本机记录，联网后再上传。'

/** The app: who uses it, for which organisation, and how it should look. Screens watch its signals. */
export class App {
  readonly phase = new Signal<Phase>('starting')
  readonly session = new Signal<Session | undefined>(undefined)
  readonly organisations: Signal<Organisation[]>
  readonly workspace = new Signal<Workspace | undefined>(undefined)
  readonly choices = new Signal<Choices>(defaultChoices)
  /** A newer version of the app lies ready. */
  readonly updateReady = new Signal(false)
  /** The catalog and the rubrics in force. */
  readonly law: Signal<Bundle>
  /** The scorecard looked at last, to show while records are read and scorers built. */
  readonly last = new Signal<LastCard | undefined>(undefined)
  /** How many records this phone held, as noted apart from its store; undefined until that was read. */
  readonly known = new Signal<KnownPlaces | undefined>(undefined)
  /** Places whose records are gone with the whole store, until somebody has signed in. */
  readonly emptied = new Signal<readonly KnownPlace[]>([])
  /** Records that came from the server to a phone that had none of this organisation. */
  readonly brought = new Signal(0)
  readonly clockCheck = new ClockCheck()
  private readonly http: Http
  private readonly list: OrganisationList
  private readonly lawInForce: LawInForce
  private remote: Remote
  private starting: Promise<void> | undefined

  constructor(
    readonly platform: AppPlatform,
    bundle: Bundle,
  ) {
    this.http = {
      send: async (request) => {
        const asked = platform.clock.now()
        const answer = await platform.http.send(request)
        this.clockCheck.note(answer.at, asked, platform.clock.now())
        return answer
      },
    }
    this.remote = new Remote(this.http, platform.apiBase)
    this.list = new OrganisationList(platform.store)
    this.organisations = this.list.all
    const lawRemote = () => new LawRemote(this.http, platform.apiBase)
    this.lawInForce = new LawInForce(bundle, platform.store, platform.clock, lawRemote)
    this.law = this.lawInForce.value
    platform.updates.onReady(() => this.updateReady.set(true))
  }

  /** Reads what the phone remembers; nothing here needs a network. */
  start(): Promise<void> {
    return (this.starting ??= this.open())
  }

  private async open(): Promise<void> {
    try {
      await this.recall()
    } catch {
      // A store that cannot be opened may hold records: say so, touch nothing.
      this.phase.set('failed')
    }
  }

  private async recall(): Promise<void> {
    await this.lawInForce.recall()
    this.choices.set({ ...defaultChoices, ...(await readJson<Choices>(this.platform.store, 'choices')) })
    const session = await readJson<Session>(this.platform.store, 'session')
    const known = await KnownPlaces.open(this.platform.keepsake)
    this.known.set(known)
    if (session?.version === 1) return this.enter(session)
    if (known.all().length > 0 && (await this.platform.store.readAll('accounts/')).size === 0)
      this.emptied.set(known.all())
    this.phase.set('signedOut')
  }

  today(): string {
    return shanghaiDay(this.platform.clock.now())
  }

  async newId(): Promise<string> {
    return uuid7(this.platform.clock.now(), await this.platform.random(10))
  }

  async choose(part: Partial<Choices>): Promise<void> {
    this.choices.set({ ...this.choices.get(), ...part })
    await this.platform.store.write('choices', JSON.stringify(this.choices.get()))
  }

  /** Signs in; the sentence to show when that did not work. */
  async signIn(name?: string): Promise<string | undefined> {
    let reply: Reply<SessionGrant>
    try {
      reply = name
        ? await this.remote.signInForDevelopment(name)
        : await this.remote.signInWithWechat(await this.platform.wechatLogin.code())
    } catch {
      return '微信没有给出登录凭证，请再试一次。'
    }
    if (reply.outcome === 'refused') return reply.refusal.message
    if (reply.outcome !== 'done') return reply.message ?? unreachable
    const { account, token } = reply.value
    const organisation = await this.list.last(account)
    await this.enter({ version: 1, account, token, organisation })
    await this.refreshOrganisations()
    return undefined
  }

  /** Uses the app on this phone alone. */
  async useLocally(): Promise<void> {
    await this.enter({ version: 1, account: localAccount, organisation: await this.list.last(localAccount) })
  }

  /** Leaves the account. Its records stay on the phone, sealed until the same account signs in again. */
  async signOut(): Promise<void> {
    await this.workspace.get()?.close()
    this.remote = new Remote(this.http, this.platform.apiBase)
    await this.platform.store.remove('session')
    this.session.set(undefined)
    this.workspace.set(undefined)
    this.list.leave()
    this.phase.set('signedOut')
  }

  /** Makes an organisation: claimed at the server, or on this phone alone. The sentence to show when that did not work. */
  async createOrganisation(name: string, code: string): Promise<string | undefined> {
    return this.claim({ id: await this.newId(), name, code, verified: false })
  }

  private async claim(organisation: Organisation): Promise<string | undefined> {
    const session = this.session.get()
    if (session?.token) {
      const { id, name, code } = organisation
      const reply = await this.remote.claim({ id, name, code })
      if (reply.outcome === 'refused') return reply.refusal.message
      if (reply.outcome !== 'done') return reply.message ?? unreachable
    }
    await this.remember([organisation])
    await this.select(organisation)
    return undefined
  }

  /** Joins an organisation with an invitation's code; the sentence to show when that did not work. */
  async join(code: string): Promise<string | undefined> {
    const reply = await this.remote.accept(code)
    if (reply.outcome === 'refused') return reply.refusal.message
    if (reply.outcome !== 'done') return reply.message ?? unreachable
    await this.refreshOrganisations()
    return undefined
  }

  async select(organisation: Organisation | undefined): Promise<void> {
    const session = this.session.get()
    if (session) await this.enter({ ...session, organisation })
  }

  /** Organisations kept on this phone alone, which a signed-in account may take over. */
  localOrganisations(): Promise<Organisation[]> {
    return this.list.local()
  }

  /**
   * Moves an organisation made on this phone alone into the account; its records are then sent like any others. Ended half
   * way, the organisation is still offered, and the rest follows.
   */
  async adopt(local: Organisation): Promise<string | undefined> {
    const session = this.session.get()
    if (!session?.token) return '请先登录。'
    // Nothing may be written beneath an open book.
    if (session.organisation) await this.select(undefined)
    const find = () =>
      this.organisations.get().find((one) => one.id === local.id || (local.code && one.code === local.code))
    // Somebody may have been let in since the list was fetched.
    if (!find()) await this.refreshOrganisations().catch(() => undefined)
    const known = find()
    if (!known) {
      const { id, name, code } = local
      const reply = await this.remote.claim({ id, name, code })
      if (reply.outcome === 'refused') return reply.refusal.message
      if (reply.outcome !== 'done') return reply.message ?? unreachable
    }
    const { store, files } = this.platform
    const own = folderOf(localAccount)
    const target = `${folderOf(session.account)}/${safe((known ?? local).id)}/`
    if (!(await new Adoption(store, files, `${own}/${safe(local.id)}/`, target).run())) return noRoom
    await this.remember([known ?? local])
    await this.list.dropLocal(local.id)
    this.known.get()?.drop(`${own}/${safe(local.id)}`)
    await this.select(known ?? local)
    return undefined
  }

  /** Accounts other than the present one that have unsent records on this phone. */
  sealed(): Promise<Sealed[]> {
    return sealedAccounts(this.platform.store, this.session.get()?.account)
  }

  /** Called whenever the app comes to the front or a network appears. */
  async wake(): Promise<void> {
    await this.start()
    await this.workspace.get()?.synchronise()
    void this.refreshLaw()
  }

  private async refreshLaw(): Promise<void> {
    if (this.session.get()?.token && (await this.lawInForce.refresh())) this.workspace.get()?.useLaw(this.law.get())
  }

  /**
   * Starts the newer version, if there is one, where that interrupts nobody: the caller has no form open. It waits for
   * records on their way: the server takes them first as this version made them. What waiting cannot help (refused, in
   * conflict) stays on the phone as it is.
   */
  takeUpdate(): void {
    if (!this.updateReady.get()) return
    const workspace = this.workspace.get()
    if (workspace?.online && workspace.book.unsent().some(isDue)) return
    this.platform.updates.restart()
  }

  async refreshOrganisations(): Promise<void> {
    if (!this.session.get()?.token) return
    const reply = await this.remote.me()
    if (reply.outcome === 'done') await this.remember(reply.value.memberships.map((one) => one.organisation))
  }

  private async enter(session: Session): Promise<void> {
    const { store, files, clock, apiBase } = this.platform
    await this.workspace.get()?.close()
    this.remote = new Remote(this.http, apiBase, session.token)
    const folder = folderOf(session.account)
    await putText(store, 'session', JSON.stringify(session))
    await putText(store, `${folder}/account`, JSON.stringify(session.account))
    this.session.set(session)
    this.last.set(undefined)
    this.emptied.set([])
    this.brought.set(0)
    await this.list.recall(session.account)
    const { organisation } = session
    if (!organisation) {
      this.workspace.set(undefined)
      this.phase.set('choosing')
      return
    }
    await this.list.enter(session.account, organisation)
    const parts = {
      store,
      fileStore: files,
      clock,
      remote: this.remote,
      bundle: this.law.get(),
      organisation,
      online: Boolean(session.token),
    }
    const own = `${folder}/${safe(organisation.id)}`
    const lastCard = await Kept.open<LastCard | undefined>(store, `${own}/last-card`, undefined)
    this.last.set(lastCard.value.get())
    // The screen shows the card before thousands of records are read.
    if (lastCard.value.get()) await new Promise<void>((resolve) => clock.after(glance, resolve))
    const workspace = await Workspace.open({ ...parts, folder: own, lastCard })
    const known = this.known.get()
    const isNew = known !== undefined && (await countIn(known, workspace, session.account.name, clock))
    this.workspace.set(workspace)
    this.phase.set('working')
    void workspace.synchronise().then(() => {
      if (isNew && this.workspace.get() === workspace) this.brought.set(workspace.book.count().records)
      return this.refreshLaw()
    })
  }

  private async remember(found: readonly Organisation[]): Promise<void> {
    const account = this.session.get()?.account
    if (account) await this.list.add(account, found)
  }
}
