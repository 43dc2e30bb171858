import { Calm } from './calm'
import { Chance } from './chance'
import { isOnDisk } from './files'
import { EverHeld, Held, lies, liesOfSealed } from './labels'
import { Phone, type Breakage } from './phone'
import { isWrite, settle, type NetStep, type Step } from './ports'
import { drawProfile, smooth, type Profile } from './profile'
import { Caller, type RealServer } from './real-server'
import { isSomewhere } from './storage'
import { Network } from './network'
import { People } from './people'
import { Troubles } from './troubles'
import { Tally } from './tally'
import { Truth, type Act } from './truth'

/** A request on its way that nobody waits for any more. */
type Stray = NetStep['request']

const people = ['wang', 'li'] as const
const day = 86_400_000
/** Two phones, two secretaries, one society and the real server, under one seeded schedule. */
export class World {
  readonly truth = new Truth()
  readonly phones: Phone[]
  readonly trace: string[] = []
  readonly faults: string[] = []
  readonly profile: Profile
  readonly tally = new Tally()
  held = new Held([])
  private readonly ever = new EverHeld()
  readonly callers = new Map<string, Caller>()
  readonly dismissed = new Set<string>()
  stray: Stray[] = []
  steps = 0
  /** How often the server was restored from a backup. */
  epoch = 0
  private readonly epochs = new Map<string, number>()
  private readonly people = new People(this)
  private readonly troubles = new Troubles(this)
  private readonly network = new Network(this)
  private readonly rests = new Calm(this)

  private constructor(
    readonly chance: Chance,
    readonly server: RealServer,
    readonly boss: Caller,
    readonly organisation: { id: string; name: string; code: string },
    breakage: Breakage,
  ) {
    this.profile = { ...drawProfile(chance), ...breakage.shape }
    if (breakage.needs) this.profile.weights[breakage.needs] = 10
    const surroundings = {
      truth: this.truth,
      chance,
      tally: this.tally,
      organisation: { ...organisation, verified: false },
      now: () => this.server.clock.now().getTime(),
      note: (line: string) => this.trace.push(line),
      crash: (line: string) => this.faults.push(line),
    }
    this.phones = people.map((owner, at) => new Phone(`phone ${at + 1}`, this.nameOf(owner), surroundings, breakage))
    for (const phone of this.phones)
      phone.isUninformed = (account) => (this.epochs.get(`${phone.name} ${account}`) ?? 0) < this.epoch
  }

  static async make(server: RealServer, seed: number, breakage: Breakage = {}): Promise<World> {
    // Names of this run's own: a seed may be played several times at one server.
    const boss = await Caller.signIn(server, `boss ${World.runs++}`)
    const world = new World(new Chance(seed), server, boss, await boss.claim('晨光学会'), breakage)
    for (const one of people) {
      const caller = await Caller.signIn(server, world.nameOf(one))
      world.callers.set(caller.name, caller)
      await boss.admit(world.organisation.id, caller)
    }
    if (world.chance.hit(0.8)) await world.begin()
    return world
  }
  private static runs = 0

  /** An ordinary morning: both people are at work before anything goes wrong. */
  private async begin(): Promise<void> {
    const { texts, files } = this.profile
    Object.assign(this.profile, { texts: smooth, files: smooth })
    for (const phone of this.phones) await this.rests.rest(phone)
    Object.assign(this.profile, { texts, files })
    this.trace.push('--- begin')
  }

  private nameOf(person: string): string {
    return `${person} ${World.runs}`
  }

  /** One thing happens, then everything that follows from it by itself; then every label is checked. */
  async step(): Promise<void> {
    this.steps++
    this.pass(
      this.chance.weighted([
        [8, this.chance.below(1_000)],
        [2, this.chance.below(60_000)],
        [0.2, this.chance.below(day)],
      ]),
    )
    const phone = this.chance.pick(this.phones)
    if (phone.isAdopting && this.chance.hit(0.6)) await this.troubles.kill(phone)
    else if (this.chance.hit(this.profile.trouble)) await this.troubles.trouble(phone)
    else if (phone.ports && phone.ports.waiting.length > 0 && this.chance.hit(0.75))
      await this.network.release(phone, this.chance.pick(phone.ports.waiting))
    else await this.people.use(phone)
    await this.look()
  }

  /** Looks at every label. */
  async look(): Promise<void> {
    await settle()
    for (const phone of this.phones) {
      if (phone.isIdle && phone.informed) {
        this.epochs.set(`${phone.name} ${phone.account}`, this.epoch)
        phone.informed = false
      }
      phone.uninformed = phone.isUninformed(phone.account ?? '')
      phone.observe()
      for (const lie of lies(phone, this.held, this.ever, this.truth)) this.accuse(lie)
      if (!phone.app || !phone.isIdle || [...phone.last.keys()].every((name) => name === phone.account)) continue
      const sealed = await phone.app.sealed()
      for (const lie of liesOfSealed(phone, sealed, this.held, this.ever, this.truth)) this.accuse(lie)
    }
  }

  /** Every fault is over; both phones come to rest. */
  calm(): Promise<void> {
    return this.rests.calm()
  }
  release(phone: Phone, step: Step): Promise<void> {
    return this.network.release(phone, step)
  }
  kill(phone: Phone): Promise<void> {
    return this.troubles.kill(phone)
  }
  update(phone: Phone): Promise<void> {
    return this.troubles.update(phone)
  }
  dropBackup(): void {
    this.troubles.dropBackup()
  }

  isDismissed(name: string): boolean {
    return this.dismissed.has(name)
  }

  accuse(fault: string): void {
    if (this.faults.includes(fault)) return
    this.faults.push(fault)
    this.trace.push(`!! ${fault}`)
  }

  somebody(): string {
    return this.chance.pick([...this.callers.keys()])
  }

  async serve(request: NetStep['request']): Promise<{ status: number; body: string }> {
    const answer = await this.server.handle(request)
    if (answer.status === 500) this.accuse(`the server failed: ${request.method} ${request.url}`)
    if (isWrite(request)) await this.refresh()
    return answer
  }

  async refresh(): Promise<void> {
    const { id } = this.organisation
    this.held = new Held(await this.server.revisions(id), await this.server.files(id))
    this.ever.note(this.held)
    const { revisions } = this.held
    const nameOf = (account: string) => [...this.callers.values()].find(({ id }) => id === account)?.name
    for (const { id, deleted, account } of revisions) if (deleted) this.truth.noteDeletion(id, nameOf(account) ?? '')
    for (const one of this.truth.overwritten(revisions))
      this.accuse(`silently overwritten: ${one.id.slice(-4)} by revision ${one.revision}`)
    for (const one of this.truth.duplicated(revisions))
      this.accuse(`duplicated: ${one.id.slice(-4)} revision ${one.revision}`)
    for (const one of this.truth.wrongFiles(revisions))
      this.accuse(`not the files that were saved: ${one.id.slice(-4)} revision ${one.revision}`)
  }

  pass(milliseconds: number): void {
    this.server.clock.pass(0, milliseconds)
    for (const phone of this.phones) phone.ports?.ring()
  }

  /**
   * A fault that takes things away. What was there before it and is nowhere after it, it has destroyed; what was missing
   * before, the app has lost.
   */
  async takenBy(fault: () => void | Promise<void>): Promise<void> {
    const acts = this.truth.acts.filter((act) => this.isPresent(act))
    const hashes = new Set([...this.truth.filesOf.values()].flat())
    const files = [...hashes].filter((hash) => this.hasFile(hash))
    // What a kill let happen shows itself on the disk only.
    for (const phone of this.phones) phone.observeDisk()
    await fault()
    for (const hash of files) if (!this.hasFile(hash)) this.truth.lostFiles.add(hash)
    for (const act of acts) {
      if (this.isPresent(act)) continue
      if (act.confirmed && !act.destroyed) this.trace.push(`gone for good: act ${act.number}`)
      act.destroyed = true
    }
  }

  /**
   * What a phone is about to drop, having the server's word for it, it has no more: a server that is restored between its
   * word and the drop takes the file as it would after it, and no word of a server can be waited for for ever.
   */
  private hasFile(hash: string): boolean {
    const isDropped = (phone: Phone): boolean =>
      phone.ports?.waiting.some((step) =>
        step.kind === 'store'
          ? step.content === undefined && step.key.includes(hash)
          : step.request.method === 'GET' &&
            /\/records\/[^/]*$/.test(step.request.url) &&
            step.answer?.body.includes(hash),
      ) ?? false
    return this.held.hasFile(hash) || this.phones.some((phone) => isOnDisk(phone, hash) && !isDropped(phone))
  }

  /**
   * Is an act at the server or on a phone? One that repeats a content (a deletion, a bringing back) is only where it was
   * done, or where what stands was made knowing it: elsewhere its content may be an earlier one.
   */
  private isPresent(act: Act): boolean {
    const { record, content } = act
    const unique = this.truth.isUnique(act)
    const current = this.held.current.get(record)
    if (current !== undefined && this.truth.knows(record, current, act)) return true
    if (unique && this.held.has(record, content)) return true
    return this.phones.some((phone) => (unique || phone.name === act.phone) && this.isOn(act, phone))
  }

  private isOn(act: Act, { disk }: Phone): boolean {
    return isSomewhere(disk.texts, act)
  }
}
