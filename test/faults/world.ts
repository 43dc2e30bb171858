import type { Entry } from '../../miniapp/src/data/entry'
import type { Picked } from '../../miniapp/src/platform/ports'
import { Chance } from './chance'
import { chosenFile, isOnDisk } from './files'
import { EverHeld, Held, lies, liesOfSealed } from './labels'
import { Phone, type Breakage } from './phone'
import { isWrite, perform, settle, type NetStep, type Sent, type Step, type StoreStep } from './ports'
import { drawProfile, smooth, type Coming, type Going, type Profile } from './profile'
import { Caller, type RealServer } from './real-server'
import { asAnOlderApp, isSomewhere, mangle, spoilFile, update } from './storage'
import { Tally, type Mishap } from './tally'
import { Truth, type Act } from './truth'

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
  readonly tally = new Tally()
  held = new Held([])
  private readonly ever = new EverHeld()
  private readonly callers = new Map<string, Caller>()
  private readonly dismissed = new Set<string>()
  private stray: Stray[] = []
  private backup: string | undefined
  private titles = 0
  private files = 0
  private steps = 0
  /** How often the server was restored from a backup. */
  private epoch = 0
  private readonly epochs = new Map<string, number>()

  private constructor(
    readonly chance: Chance,
    readonly server: RealServer,
    private readonly boss: Caller,
    readonly organisation: { id: string; name: string; code: string },
    breakage: Breakage,
  ) {
    this.profile = drawProfile(chance)
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
    for (const phone of this.phones) await this.rest(phone)
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
    if (phone.isAdopting && this.chance.hit(0.3)) await this.kill(phone)
    else if (this.chance.hit(this.profile.trouble)) await this.trouble(phone)
    else if (phone.ports && phone.ports.waiting.length > 0 && this.chance.hit(0.75))
      await this.release(phone, this.chance.pick(phone.ports.waiting))
    else await this.use(phone)
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

  isDismissed(name: string): boolean {
    return this.dismissed.has(name)
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
    // What cannot be opened is opened again.
    if (phase === 'failed') return this.kill(phone)
    if (phase === 'signedOut') {
      if (this.chance.hit(this.profile.alone)) return phone.useAlone()
      return phone.signIn(this.chance.hit(0.8) ? phone.owner : this.somebody())
    }
    const toAdopt = await phone.hasLocal()
    if (phase === 'choosing') return toAdopt && this.chance.hit(0.5) ? phone.adopt() : phone.choose()
    if (!phone.workspace) return
    if (toAdopt && this.chance.hit(0.3)) return phone.adopt()
    if (phone.isAlone && this.chance.hit(0.1)) return phone.signOut()
    if (phone.workspace.outbox.connection.get() === 'signedOut' && this.chance.hit(0.3)) return phone.signOut()
    return this.record(phone)
  }

  private async record(phone: Phone): Promise<void> {
    const entries = phone.workspace!.book.all()
    // Often what is in everybody's hands.
    const busiest = this.chance.hit(0.5) ? entries.slice(0, 2) : entries
    const one = busiest.length > 0 ? this.chance.pick(busiest) : undefined
    const title = (): string => `会议第${++this.titles}号。`
    const acts: [number, () => Promise<void> | void][] = [
      [3, () => phone.create(title(), this.file())],
      [2, () => phone.wake()],
    ]
    if (phone.hasForm) {
      // The form lies over everything else.
      const saving = (): void => phone.saveForm(title(), { chosen: this.file(), strip: this.chance.hit(0.1) })
      acts.splice(0, 1, [3, saving], [0.5, () => phone.closeForm()])
      return this.chance.weighted(acts)()
    }
    if (one?.conflict) acts.push([4, () => phone.resolve(one, this.chance.pick(['mine', 'theirs']))])
    if (one && !one.deleted) acts.push([4, () => phone.openForm(one)], [1.5, () => phone.remove(one)])
    if (one?.deleted && one.record.kind) acts.push([2, () => phone.restore(one)])
    if (one && isGivenBack(one)) acts.push([2, () => phone.retry(one)])
    await this.chance.weighted(acts)()
  }

  /** A file to go with what is saved: mostly a new one, at times one that another record has. */
  private file(): Picked | undefined {
    if (!this.chance.hit(this.profile.attach)) return undefined
    const again = this.files > 0 && this.chance.hit(0.2)
    if (again) this.tally.add('one file at two records')
    return chosenFile(again ? 1 + this.chance.below(this.files) : ++this.files).picked
  }

  // What goes wrong.

  private async trouble(phone: Phone): Promise<void> {
    const { weights } = this.profile
    const options: [number, () => Promise<void> | void][] = [
      [weights.kill, () => this.kill(phone)],
      [weights.full, () => this.fill(phone)],
      [weights.narrow, () => this.narrow(phone)],
      [weights.change, () => this.changeHands(phone)],
      [weights.role, () => this.changeRole()],
      [weights.backup, () => this.backUpOrRestore()],
      [weights.wipe, () => this.wipe(phone)],
      [weights.mangle, () => this.mangle(phone)],
      [weights.update, () => this.update(phone)],
      [weights.older, () => this.makeOlder(phone)],
      [weights.rot, () => this.spoilFile(phone)],
      [weights.expire, () => this.expire()],
      [weights.skew, () => this.setClock(phone)],
      [weights.stray, () => this.arriveLate()],
    ]
    await this.chance.weighted(options)()
  }

  private async kill(phone: Phone): Promise<void> {
    this.trace.push(`${phone.name}: killed`)
    const awaits = [...phone.disk.texts.values()].some((text) => text.includes('"missingFiles"'))
    if (phone.ports && awaits) this.tally.add('killed between a record and its files')
    const steps = phone.kill()
    if (steps.length === 0) this.tally.add('killed at rest')
    for (const step of steps) {
      this.tally.add(killedIn(step))
      if (!this.chance.hit(0.5)) continue
      if (step.kind === 'store') perform(step)
      else if (!step.answer) this.stray.push(step.request)
    }
    phone.observeDisk()
  }

  private fill(phone: Phone): void {
    phone.full = !phone.full
    phone.room = 0
    this.trace.push(`${phone.name}: storage ${phone.full ? 'full' : 'has room'}`)
  }

  private narrow(phone: Phone): void {
    phone.narrow = !phone.narrow
    phone.room = 0
    this.trace.push(`${phone.name}: files ${phone.narrow ? 'have no room' : 'have room'}`)
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
      this.tally.add('role revoked')
      if (this.phones.some(({ account, workspace }) => account === name && workspace?.book.unsent().length))
        this.tally.add('role revoked with unsent work')
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
    const { backup } = this
    await this.takenBy(async () => {
      await this.server.restore(backup)
      this.trace.push('the server is restored from its backup')
      this.tally.add('server restored from its backup')
      this.epoch++
      for (const phone of this.phones) phone.informed = false
      this.dismissed.clear()
      for (const name of this.backupDismissed) this.dismissed.add(name)
      await this.refresh()
    })
    this.dropBackup()
  }
  private backupDismissed = new Set<string>()

  private dropBackup(): void {
    if (this.backup !== undefined) this.server.forget(this.backup)
    this.backup = undefined
  }

  private async wipe(phone: Phone): Promise<void> {
    await this.kill(phone)
    await this.takenBy(() => {
      phone.disk.texts.clear()
      phone.disk.files.clear()
    })
    phone.last.clear()
    this.tally.add('storage wiped')
    this.trace.push(`${phone.name}: storage wiped`)
  }

  private async mangle(phone: Phone): Promise<void> {
    await this.kill(phone)
    await this.takenBy(() => {
      const done = mangle(phone.disk.texts, this.chance)
      if (!done) return
      this.tally.add(mangled[done.way])
      this.trace.push(`${phone.name}: ${done.key.slice(-12)} is ${done.way}`)
    })
  }

  private async update(phone: Phone): Promise<void> {
    await this.kill(phone)
    if (update(phone.disk.texts)) this.tally.add('app brought up to date')
    this.trace.push(`${phone.name}: a newer app`)
  }

  /** The storage is as an app two versions back kept it; then comes today's. */
  private async makeOlder(phone: Phone): Promise<void> {
    await this.kill(phone)
    if (asAnOlderApp(phone.disk.texts)) this.tally.add('storage as an older app left it')
    this.trace.push(`${phone.name}: storage of an older app`)
  }

  private spoilFile(phone: Phone): Promise<void> {
    return this.takenBy(() => {
      const done = spoilFile(phone.disk.files, this.chance)
      if (!done) return
      this.tally.add(done.way === 'gone' ? 'file gone from the phone' : 'file damaged on the phone')
      this.trace.push(`${phone.name}: file ${done.key.slice(-20)} ${done.way}`)
    })
  }

  private expire(): void {
    this.pass(31 * day)
    this.tally.add('session expired')
    this.trace.push('every session expires')
  }

  private setClock(phone: Phone): void {
    phone.skew = this.chance.pick([0, -3 * day, 5 * day, 3_600_000])
    this.tally.add('clock set')
    this.trace.push(`${phone.name}: clock ${phone.skew / 1000} s off`)
  }

  private async arriveLate(): Promise<void> {
    if (this.stray.length === 0) return
    const [request] = this.stray.splice(this.chance.below(this.stray.length), 1)
    this.tally.add('late request arrives')
    this.trace.push(`arrives late: ${request!.method} ${request!.url.slice(-60)}`)
    await this.serve(request!)
  }

  private somebody(): string {
    return this.chance.pick([...this.callers.keys()])
  }

  // How steps of the apps come out.

  private async release(phone: Phone, step: Step): Promise<void> {
    if (step.kind === 'store') this.write(phone, step)
    else if (step.answer) this.comeBack(phone, step)
    else await this.goOut(phone, step)
  }

  private write(phone: Phone, step: StoreStep): void {
    phone.ports!.take(step)
    const isFile = typeof step.content === 'object'
    const isTight = isFile ? phone.full || phone.narrow : phone.full
    const hasRoom = !isTight || step.content === undefined || (isFile && phone.room > 0)
    if (!hasRoom) {
      phone.informed = false
      this.tally.add(isFile ? 'no room for a file' : 'no room for a text')
      this.trace.push(`${phone.name}: no room for ${step.key.slice(-12)}`)
      return step.failed(new Error('storage full'))
    }
    if (isTight && isFile) phone.room--
    if ((phone.full || phone.narrow) && step.content === undefined && phone.disk.files.has(step.key)) {
      phone.room++
      this.tally.add('room made by dropping a received file')
    }
    perform(step)
    step.done()
  }

  private async goOut(phone: Phone, step: NetStep): Promise<void> {
    const isFile = step.request.bytes !== undefined
    const drawn = this.chance.weighted(this.profile[isFile ? 'files' : 'texts'].going)
    const fate = drawn === 'cut' && !isFile ? 'lost' : drawn
    this.trace.push(`${phone.name}: ${step.request.method} ${step.request.url.slice(-60)}: ${fate}`)
    if (fate !== 'served') this.tally.add(isFile ? (fileGoing[fate] ?? going[fate]) : going[fate])
    if (fate === 'served' || fate === 'cut') {
      step.answer = await this.serve(fate === 'cut' ? cut(step.request, this.chance) : step.request)
      step.epoch = this.epoch
      step.answeredAt = this.steps
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
    const isFile = step.request.bytes !== undefined
    const fate = this.chance.weighted(this.profile[isFile ? 'files' : 'texts'].coming)
    const answer = step.answer!
    this.trace.push(
      `${phone.name}: ${answer.status} for ${step.request.method} ${step.request.url.slice(-60)}: ${fate}`,
    )
    if (fate !== 'delivered') this.tally.add(isFile ? (fileComing[fate] ?? coming[fate]) : coming[fate])
    else if (this.steps - step.answeredAt! > 5) this.tally.add('answer late')
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
    const { id } = this.organisation
    this.held = new Held(await this.server.revisions(id), await this.server.files(id))
    this.ever.note(this.held)
    const { revisions } = this.held
    for (const one of this.truth.overwritten(revisions))
      this.accuse(`silently overwritten: ${one.id.slice(-4)} by revision ${one.revision}`)
    for (const one of this.truth.duplicated(revisions))
      this.accuse(`duplicated: ${one.id.slice(-4)} revision ${one.revision}`)
    for (const one of this.truth.wrongFiles(revisions))
      this.accuse(`not the files that were saved: ${one.id.slice(-4)} revision ${one.revision}`)
  }

  private pass(milliseconds: number): void {
    this.server.clock.pass(0, milliseconds)
    for (const phone of this.phones) phone.ports?.ring()
  }

  /**
   * A fault that takes things away. What was there before it and is nowhere after it, it has destroyed; what was missing
   * before, the app has lost.
   */
  private async takenBy(fault: () => void | Promise<void>): Promise<void> {
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

  private hasFile(hash: string): boolean {
    return this.held.hasFile(hash) || this.phones.some((phone) => isOnDisk(phone, hash))
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

  // The end: no more faults.

  /** Every fault is over; both phones come to rest. */
  async calm(): Promise<void> {
    this.trace.push('--- calm')
    this.stray = []
    this.dropBackup()
    Object.assign(this.profile, { texts: smooth, files: smooth })
    for (const phone of this.phones) {
      phone.full = false
      phone.narrow = false
      phone.skew = 0
      if (this.chance.hit(0.7)) await this.update(phone)
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
    if (phone.app?.phase.get() === 'failed') await this.kill(phone)
    if (!phone.app) phone.start()
    await this.drain(phone)
    const expired = (): boolean => phone.workspace?.outbox.connection.get() === 'signedOut'
    let [adopted, woken] = [false, false]
    for (let turn = 0; turn < 8; turn++) {
      const phase = phone.app!.phase.get()
      const isElse = phase !== 'signedOut' && phone.account !== phone.owner
      if (expired() || isElse) phone.signOut()
      else if (phase === 'signedOut') phone.signIn(phone.owner)
      else if (phase === 'choosing') phone.choose()
      else if (!adopted && (await phone.hasLocal())) {
        adopted = true
        phone.adopt()
      } else if (woken) break
      else {
        woken = true
        phone.wake()
      }
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
      const isStuck = (entry: Entry): boolean =>
        Boolean(entry.conflict) || (isGivenBack(entry) && !this.dismissed.has(phone.owner))
      const stuck = phone.workspace?.book.all().filter(isStuck) ?? []
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

/** Refused, and not for what it is: another try can help. */
const isGivenBack = ({ refusal, refusedFiles }: Entry): boolean =>
  [refusal, ...Object.values(refusedFiles ?? {})].some((one) => one && one.code !== 'fileDamaged')

const going: Record<Exclude<Going, 'served'>, Mishap> = {
  lost: 'request lost',
  'given up': 'request given up, arrives late',
  cut: 'file cut off',
  portal: 'request answered by a portal',
  '500': 'request answered 500',
  '503': 'request answered 503',
  '429': 'request answered 429',
}
const fileGoing: Partial<typeof going> = { lost: 'file lost', 'given up': 'file given up, arrives late' }
const coming: Record<Exclude<Coming, 'delivered'>, Mishap> = {
  lost: 'answer lost',
  truncated: 'answer truncated',
  '502': 'answer replaced by 502',
  twice: 'request doubled',
}
const fileComing: Partial<typeof coming> = {
  lost: 'file receipt lost',
  truncated: 'file receipt truncated',
  twice: 'file doubled',
}
const mangled = {
  later: 'text of a later version',
  earlier: 'text of no known version',
  cut: 'record damaged',
} as const satisfies Record<string, Mishap>

function killedIn(step: Step): Mishap {
  if (step.kind === 'store')
    return typeof step.content === 'object' ? 'killed while a file was written' : 'killed while a text was written'
  if (step.request.bytes) return 'killed with a file on its way'
  return step.answer ? 'killed with an answer on its way' : 'killed with a request on its way'
}

/** Part of the bytes only. */
function cut(request: Sent, chance: Chance): Sent {
  return { ...request, bytes: request.bytes!.slice(0, chance.below(request.bytes!.length)) }
}
