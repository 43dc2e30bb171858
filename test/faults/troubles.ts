import type { Phone } from './phone'
import { perform, type Step } from './ports'
import { asAnOlderApp, mangle, spoilFile, update } from './storage'
import type { Mishap } from './tally'
import type { World } from './world'

const day = 86_400_000

/** What goes wrong beside requests. */
export class Troubles {
  private backup: string | undefined
  constructor(private readonly world: World) {}

  async trouble(phone: Phone): Promise<void> {
    const { weights } = this.world.profile
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
    await this.world.chance.weighted(options)()
  }

  async kill(phone: Phone): Promise<void> {
    this.world.trace.push(`${phone.name}: killed`)
    const awaits = [...phone.disk.texts.values()].some((text) => text.includes('"missingFiles"'))
    if (phone.ports && awaits) this.world.tally.add('killed between a record and its files')
    const steps = phone.kill()
    if (steps.length === 0) this.world.tally.add('killed at rest')
    for (const step of steps) {
      this.world.tally.add(killedIn(step))
      if (!this.world.chance.hit(0.5)) continue
      if (step.kind === 'store') perform(step)
      else if (!step.answer) this.world.stray.push(step.request)
    }
    phone.observeDisk()
  }

  private fill(phone: Phone): void {
    phone.full = !phone.full
    phone.room = 0
    this.world.trace.push(`${phone.name}: storage ${phone.full ? 'full' : 'has room'}`)
  }

  private narrow(phone: Phone): void {
    phone.narrow = !phone.narrow
    phone.room = 0
    this.world.trace.push(`${phone.name}: files ${phone.narrow ? 'have no room' : 'have room'}`)
  }

  private changeHands(phone: Phone): void {
    if (phone.workspace && !phone.isBusy) phone.signOut()
  }

  private async changeRole(): Promise<void> {
    const name = this.world.somebody()
    await this.world.boss.signInAgain()
    if (this.world.dismissed.delete(name))
      await this.world.boss.admit(this.world.organisation.id, this.world.callers.get(name)!)
    else {
      await this.world.boss.dismiss(this.world.organisation.id, this.world.callers.get(name)!)
      this.world.dismissed.add(name)
      this.world.tally.add('role revoked')
      if (this.world.phones.some(({ account, workspace }) => account === name && workspace?.book.unsent().length))
        this.world.tally.add('role revoked with unsent work')
    }
    this.world.trace.push(`${name} is ${this.world.dismissed.has(name) ? 'dismissed' : 'admitted'}`)
  }

  private async backUpOrRestore(): Promise<void> {
    if (this.backup === undefined) {
      this.backup = await this.world.server.backup()
      this.backupDismissed = new Set(this.world.dismissed)
      this.world.trace.push('the server is backed up')
      return
    }
    const { backup } = this
    await this.world.takenBy(async () => {
      await this.world.server.restore(backup)
      this.world.trace.push('the server is restored from its backup')
      this.world.tally.add('server restored from its backup')
      this.world.epoch++
      for (const phone of this.world.phones) phone.informed = false
      this.world.dismissed.clear()
      for (const name of this.backupDismissed) this.world.dismissed.add(name)
      await this.world.refresh()
    })
    this.dropBackup()
  }
  private backupDismissed = new Set<string>()

  dropBackup(): void {
    if (this.backup !== undefined) this.world.server.forget(this.backup)
    this.backup = undefined
  }

  private async wipe(phone: Phone): Promise<void> {
    await this.kill(phone)
    await this.world.takenBy(() => {
      phone.disk.texts.clear()
      phone.disk.files.clear()
    })
    phone.last.clear()
    this.world.tally.add('storage wiped')
    this.world.trace.push(`${phone.name}: storage wiped`)
  }

  private async mangle(phone: Phone): Promise<void> {
    await this.kill(phone)
    await this.world.takenBy(() => {
      const done = mangle(phone.disk.texts, this.world.chance)
      if (!done) return
      this.world.tally.add(mangled[done.way])
      this.world.trace.push(`${phone.name}: ${done.key.slice(-12)} is ${done.way}`)
    })
  }

  async update(phone: Phone): Promise<void> {
    await this.kill(phone)
    if (update(phone.disk.texts)) this.world.tally.add('app brought up to date')
    this.world.trace.push(`${phone.name}: a newer app`)
  }

  /** The storage is as an app two versions back kept it; then comes today's. */
  private async makeOlder(phone: Phone): Promise<void> {
    await this.kill(phone)
    if (asAnOlderApp(phone.disk.texts)) this.world.tally.add('storage as an older app left it')
    this.world.trace.push(`${phone.name}: storage of an older app`)
  }

  private spoilFile(phone: Phone): Promise<void> {
    return this.world.takenBy(() => {
      const done = spoilFile(phone.disk.files, this.world.chance)
      if (!done) return
      this.world.tally.add(done.way === 'gone' ? 'file gone from the phone' : 'file damaged on the phone')
      this.world.trace.push(`${phone.name}: file ${done.key.slice(-20)} ${done.way}`)
    })
  }

  private expire(): void {
    this.world.pass(31 * day)
    this.world.tally.add('session expired')
    this.world.trace.push('every session expires')
  }

  private setClock(phone: Phone): void {
    phone.skew = this.world.chance.pick([0, -3 * day, 5 * day, 3_600_000])
    this.world.tally.add('clock set')
    this.world.trace.push(`${phone.name}: clock ${phone.skew / 1000} s off`)
  }

  private async arriveLate(): Promise<void> {
    if (this.world.stray.length === 0) return
    const [request] = this.world.stray.splice(this.world.chance.below(this.world.stray.length), 1)
    this.world.tally.add('late request arrives')
    this.world.trace.push(`arrives late: ${request!.method} ${request!.url.slice(-60)}`)
    await this.world.serve(request!)
  }
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
