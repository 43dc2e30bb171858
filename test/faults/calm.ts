import type { Entry } from '../../miniapp/src/data/entry'
import { isGivenBack, type Phone } from './phone'
import { smooth } from './profile'
import type { World } from './world'

/** The app is free to answer as late as it likes; a schedule that does not end would be a fault of its own. */
const longestDrain = 5_000

/** No more faults: the phones come to rest, and people answer what is asked. */
export class Calm {
  constructor(private readonly world: World) {}

  /** Every fault is over; both phones come to rest. */
  async calm(): Promise<void> {
    this.world.trace.push('--- calm')
    this.world.stray = []
    this.world.dropBackup()
    Object.assign(this.world.profile, { texts: smooth, files: smooth })
    for (const phone of this.world.phones) {
      phone.full = false
      phone.narrow = false
      phone.skew = 0
      if (this.world.chance.hit(0.7)) await this.world.update(phone)
    }
    if (this.world.chance.hit(0.7)) await this.readmit()
    for (let round = 0; round < 8; round++) {
      for (const phone of this.world.phones) await this.rest(phone)
      const acted = await this.tidy()
      if (!acted && round > 1) return
    }
    this.world.accuse('the phones do not come to rest')
  }

  private async readmit(): Promise<void> {
    await this.world.boss.signInAgain()
    for (const name of this.world.dismissed)
      await this.world.boss.admit(this.world.organisation.id, this.world.callers.get(name)!)
    this.world.dismissed.clear()
  }

  /** Uses the phone until its owner is at work and nothing is under way. */
  async rest(phone: Phone): Promise<void> {
    if (phone.app?.phase.get() === 'failed') await this.world.kill(phone)
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
      await this.world.look()
      const [next] = phone.ports!.waiting
      if (next) await this.world.release(phone, next)
      else if (phone.ports!.timers.length > 0) this.world.pass(10 * 60_000)
      else return
    }
    this.world.accuse(`${phone.name} never stops`)
  }

  /** Resolves what a person has to resolve; whether there was anything. */
  private async tidy(): Promise<boolean> {
    let acted = false
    for (const phone of this.world.phones) {
      const isStuck = (entry: Entry): boolean =>
        Boolean(entry.conflict) || (isGivenBack(entry) && !this.world.dismissed.has(phone.owner))
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
    if (entry.conflict) phone.resolve(entry, this.world.chance.pick(['mine', 'theirs']))
    else phone.retry(entry)
  }
}
