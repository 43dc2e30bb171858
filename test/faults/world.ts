import type { Entry } from '../../miniapp/src/data/entry'
import { Chance } from './chance'
import { Held, lies } from './labels'
import { Phone, type Breakage } from './phone'
import { isWrite, perform, settle, type NetStep, type Step } from './ports'
import { drawProfile, type Profile } from './profile'
import { Caller, type RealServer } from './real-server'
import { isSomewhere, mangle } from './storage'
import { Truth } from './truth'

/** A request on its way that nobody waits for any more. */
type Stray = NetStep['request']

const people = ['wang', 'li'] as const
const day = 86_400_000
/** The app is free to answer as late as it likes; a schedule that does not end would be a fault of its own. */
const longestDrain = 5_000

/** Two phones, two secretaries, one society and the real server, under one seeded schedule. */
export class World {
  readonly truth = new Truth()
  readonly phones: Phone[]
  readonly trace: string[] = []
  readonly faults: string[] = []
  readonly profile: Profile
  held = new Held([])
  private readonly callers = new Map<string, Caller>()
  private readonly dismissed = new Set<string>()
  private stray: Stray[] = []
  private backup: string | undefined
  private titles = 0
  /** How often the server was restored from a backup. */
  private epoch = 0
  private readonly epochs = new Map<string, number>()

  private constructor(
    readonly chance: Chance,
    readonly server: RealServer,
    private readonly boss: Caller,
    private readonly organisation: { id: string; name: string; code: string },
    breakage: Breakage,
  ) {
    this.profile = drawProfile(chance)
    const surroundings = {
      truth: this.truth,
      chance,
      organisation: { ...organisation, verified: false },
      now: () => this.server.clock.now().getTime(),
      note: (line: string) => this.trace.push(line),
      crash: (line: string) => this.faults.push(line),
    }
    this.phones = people.map((owner, at) => new Phone(`phone ${at + 1}`, this.nameOf(owner), surroundings, breakage))
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
    const { going, coming } = this.profile
    Object.assign(this.profile, this.profile.calmed())
    for (const phone of this.phones) await this.rest(phone)
    Object.assign(this.profile, { going, coming })
    this.trace.push('--- begin')
  }

  private nameOf(person: string): string {
    return `${person} ${World.runs}`
  }

  /** One thing happens, then everything that follows from it by itself; then every label is checked. */
  async step(): Promise<void> {
    this.pass(
      this.chance.weighted([
        [8, this.chance.below(1_000)],
        [2, this.chance.below(60_000)],
        [0.2, this.chance.below(day)],
      ]),
    )
    const phone = this.chance.pick(this.phones)
    if (this.chance.hit(this.profile.trouble)) await this.trouble(phone)
    else if (phone.ports && phone.ports.waiting.length > 0 && this.chance.hit(0.75))
      await this.release(phone, this.chance.pick(phone.ports.waiting))
    else await this.use(phone)
    await this.look()
  }

  /** Looks at every label. */
  async look(): Promise<void> {
    await settle()
    for (const phone of this.phones) {
      const key = `${phone.name} ${phone.account}`
      if (phone.isIdle && phone.informed) {
        this.epochs.set(key, this.epoch)
        phone.informed = false
      }
      phone.uninformed = (this.epochs.get(key) ?? 0) < this.epoch
      phone.observe()
      for (const lie of lies(phone, this.held, this.truth)) this.accuse(lie)
    }
  }

  accuse(fault: string): void {
    if (this.faults.includes(fault)) return
    this.faults.push(fault)
    this.trace.push(`!! ${fault}`)
  }

  // What people do.

  private async use(phone: Phone): Promise<void> {
    if (!phone.app) return phone.start()
    if (phone.isBusy) return
    const phase = phone.app.phase.get()
    if (phase === 'signedOut') return phone.signIn(this.chance.hit(0.8) ? phone.owner : this.somebody())
    if (phase === 'choosing') return phone.choose()
    if (!phone.workspace) return
    if (phone.workspace.outbox.connection.get() === 'signedOut' && this.chance.hit(0.3)) return phone.signOut()
    return this.record(phone)
  }

  private async record(phone: Phone): Promise<void> {
    const entries = phone.workspace!.book.all()
    const one = entries.length > 0 ? this.chance.pick(entries) : undefined
    const title = (): string => `会议第${++this.titles}号。`
    const acts: [number, () => Promise<void> | void][] = [
      [3, () => phone.create(title())],
      [2, () => phone.wake()],
    ]
    if (phone.hasForm) {
      // The form lies over everything else.
      acts.splice(0, 1, [3, () => phone.saveForm(title())], [0.5, () => phone.closeForm()])
      return this.chance.weighted(acts)()
    }
    if (one?.conflict) acts.push([4, () => phone.resolve(one, this.chance.pick(['mine', 'theirs']))])
    if (one && !one.deleted) acts.push([4, () => phone.openForm(one)], [1.5, () => phone.remove(one)])
    if (one?.deleted && one.record.kind) acts.push([2, () => phone.restore(one)])
    if (one?.refusal) acts.push([2, () => phone.retry(one)])
    await this.chance.weighted(acts)()
  }

  // What goes wrong.

  private async trouble(phone: Phone): Promise<void> {
    const { weights } = this.profile
    const options: [number, () => Promise<void> | void][] = [
      [weights.kill, () => this.kill(phone)],
      [weights.full, () => this.fill(phone)],
      [weights.change, () => this.changeHands(phone)],
      [weights.role, () => this.changeRole()],
      [weights.backup, () => this.backUpOrRestore()],
      [weights.wipe, () => this.wipe(phone)],
      [weights.mangle, () => this.mangle(phone)],
      [weights.expire, () => this.expire()],
      [weights.skew, () => this.setClock(phone)],
      [weights.stray, () => this.arriveLate()],
    ]
    await this.chance.weighted(options)()
  }

  private async kill(phone: Phone): Promise<void> {
    this.trace.push(`${phone.name}: killed`)
    for (const step of phone.kill()) {
      if (!this.chance.hit(0.5)) continue
      if (step.kind === 'store') perform(step)
      else if (!step.answer) this.stray.push(step.request)
    }
  }

  private fill(phone: Phone): void {
    phone.full = !phone.full
    this.trace.push(`${phone.name}: storage ${phone.full ? 'full' : 'has room'}`)
  }

  private changeHands(phone: Phone): void {
    if (phone.workspace && !phone.isBusy) phone.signOut()
  }

  private async changeRole(): Promise<void> {
    const name = this.somebody()
    await this.boss.signInAgain()
    if (this.dismissed.delete(name)) await this.boss.admit(this.organisation.id, this.callers.get(name)!)
    else {
      await this.boss.dismiss(this.organisation.id, this.callers.get(name)!)
      this.dismissed.add(name)
    }
    this.trace.push(`${name} is ${this.dismissed.has(name) ? 'dismissed' : 'admitted'}`)
  }

  private async backUpOrRestore(): Promise<void> {
    if (this.backup === undefined) {
      this.backup = await this.server.backup()
      this.backupDismissed = new Set(this.dismissed)
      this.trace.push('the server is backed up')
      return
    }
    await this.server.restore(this.backup)
    this.trace.push('the server is restored from its backup')
    this.dropBackup()
    this.epoch++
    for (const phone of this.phones) phone.informed = false
    this.dismissed.clear()
    for (const name of this.backupDismissed) this.dismissed.add(name)
    await this.refresh()
    this.noteDestroyed()
  }
  private backupDismissed = new Set<string>()

  private dropBackup(): void {
    if (this.backup !== undefined) this.server.forget(this.backup)
    this.backup = undefined
  }

  private async wipe(phone: Phone): Promise<void> {
    phone.kill()
    for (const act of this.truth.acts)
      if (act.phone === phone.name && !this.truth.knows(act.record, this.held.current.get(act.record) ?? '', act))
        act.destroyed = true
    phone.disk.texts.clear()
    phone.disk.files.clear()
    phone.last.clear()
    this.trace.push(`${phone.name}: storage wiped`)
    this.noteDestroyed()
  }

  private async mangle(phone: Phone): Promise<void> {
    await this.kill(phone)
    const what = mangle(phone.disk.texts, this.chance)
    if (!what) return
    this.trace.push(`${phone.name}: ${what}`)
    this.noteDestroyed()
  }

  private expire(): void {
    this.pass(31 * day)
    this.trace.push('every session expires')
  }

  private setClock(phone: Phone): void {
    phone.skew = this.chance.pick([0, -3 * day, 5 * day, 3_600_000])
    this.trace.push(`${phone.name}: clock ${phone.skew / 1000} s off`)
  }

  private async arriveLate(): Promise<void> {
    if (this.stray.length === 0) return
    const [request] = this.stray.splice(this.chance.below(this.stray.length), 1)
    this.trace.push(`arrives late: ${request!.method} ${request!.url.slice(-60)}`)
    await this.serve(request!)
  }

  private somebody(): string {
    return this.chance.pick([...this.callers.keys()])
  }

  // How steps of the apps come out.

  private async release(phone: Phone, step: Step): Promise<void> {
    if (step.kind === 'store') {
      phone.ports!.take(step)
      if (phone.full && step.content !== undefined) {
        phone.informed = false
        this.trace.push(`${phone.name}: no room for ${step.key.slice(-12)}`)
        step.failed(new Error('storage full'))
      } else {
        perform(step)
        step.done()
      }
    } else if (step.answer) this.comeBack(phone, step)
    else await this.goOut(phone, step)
  }

  private async goOut(phone: Phone, step: NetStep): Promise<void> {
    const fate = this.chance.weighted(this.profile.going)
    this.trace.push(`${phone.name}: ${step.request.method} ${step.request.url.slice(-60)}: ${fate}`)
    if (fate === 'served') {
      step.answer = await this.serve(step.request)
      step.epoch = this.epoch
      return
    }
    phone.ports!.take(step)
    if (fate === 'given up') this.stray.push(step.request)
    if (fate === 'lost' || fate === 'given up') return step.failed(new Error('network'))
    if (fate === 'portal') return step.done({ status: 200, body: this.chance.pick(['<html>', '{}', '[]', '"ok"', '']) })
    step.done({
      status: Number(fate),
      body: fate === '500' ? '<html>' : '{"error":{"code":"busy","message":"服务器正忙。"}}',
    })
  }

  private comeBack(phone: Phone, step: NetStep): void {
    phone.ports!.take(step)
    const fate = this.chance.weighted(this.profile.coming)
    const answer = step.answer!
    this.trace.push(
      `${phone.name}: ${answer.status} for ${step.request.method} ${step.request.url.slice(-60)}: ${fate}`,
    )
    if (fate === 'lost') return step.failed(new Error('network'))
    if (fate === 'truncated')
      return step.done({ ...answer, body: answer.body.slice(0, this.chance.below(answer.body.length)) })
    if (fate === '502') return step.done({ status: 502, body: '<html>' })
    if (fate === 'twice') this.stray.push(step.request)
    // The last page of the feed as the server has it now.
    if (step.epoch === this.epoch && answer.status === 200 && /\/changes\?/.test(step.request.url))
      phone.informed = answer.body.includes('"more":false')
    step.done(answer)
  }

  private async serve(request: NetStep['request']): Promise<{ status: number; body: string }> {
    const answer = await this.server.handle(request)
    if (answer.status === 500) this.accuse(`the server failed: ${request.method} ${request.url}`)
    if (isWrite(request)) await this.refresh()
    return answer
  }

  private async refresh(): Promise<void> {
    this.held = new Held(await this.server.revisions(this.organisation.id))
  }

  private pass(milliseconds: number): void {
    this.server.clock.pass(0, milliseconds)
    for (const phone of this.phones) phone.ports?.ring()
  }

  /** Contents whose last copy a fault took. */
  private noteDestroyed(): void {
    for (const act of this.truth.acts)
      if (!this.held.has(act.record, act.content) && !this.phones.some(({ disk }) => isSomewhere(disk.texts, act))) {
        if (act.confirmed && !act.destroyed) this.trace.push(`gone for good: act ${act.number}`)
        act.destroyed = true
      }
  }

  // The end: no more faults.

  /** Every fault is over; both phones come to rest. */
  async calm(): Promise<void> {
    this.trace.push('--- calm')
    this.stray = []
    this.dropBackup()
    Object.assign(this.profile, this.profile.calmed())
    for (const phone of this.phones) {
      phone.full = false
      phone.skew = 0
    }
    if (this.chance.hit(0.7)) await this.readmit()
    for (let round = 0; round < 8; round++) {
      for (const phone of this.phones) await this.rest(phone)
      const acted = await this.tidy()
      if (!acted && round > 1) return
    }
    this.accuse('the phones do not come to rest')
  }

  private async readmit(): Promise<void> {
    await this.boss.signInAgain()
    for (const name of this.dismissed) await this.boss.admit(this.organisation.id, this.callers.get(name)!)
    this.dismissed.clear()
  }

  /** Uses the phone until its owner is at work and nothing is under way. */
  private async rest(phone: Phone): Promise<void> {
    if (!phone.app) phone.start()
    await this.drain(phone)
    const expired = (): boolean => phone.workspace?.outbox.connection.get() === 'signedOut'
    for (let turn = 0; turn < 6; turn++) {
      if (expired() || (phone.workspace && phone.account !== phone.owner)) phone.signOut()
      else if (phone.app!.phase.get() === 'signedOut') phone.signIn(phone.owner)
      else if (phone.app!.phase.get() === 'choosing') phone.choose()
      else if (turn > 0) break
      else phone.wake()
      await this.drain(phone)
    }
  }

  /** Lets everything under way come to its end, timers too. */
  private async drain(phone: Phone): Promise<void> {
    for (let turn = 0; turn < longestDrain; turn++) {
      await this.look()
      const [next] = phone.ports!.waiting
      if (next) await this.release(phone, next)
      else if (phone.ports!.timers.length > 0) this.pass(10 * 60_000)
      else return
    }
    this.accuse(`${phone.name} never stops`)
  }

  /** Resolves what a person has to resolve; whether there was anything. */
  private async tidy(): Promise<boolean> {
    let acted = false
    for (const phone of this.phones) {
      const stuck =
        phone.workspace?.book.all().filter((entry) => entry.conflict || (entry.refusal && !this.dismissed.size)) ?? []
      for (const entry of stuck) {
        this.settleOne(phone, entry)
        await this.drain(phone)
        acted = true
      }
    }
    return acted
  }

  private settleOne(phone: Phone, entry: Entry): void {
    if (entry.conflict) phone.resolve(entry, this.chance.pick(['mine', 'theirs']))
    else phone.retry(entry)
  }
}
