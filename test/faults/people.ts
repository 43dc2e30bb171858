import type { Picked } from '../../miniapp/src/platform/ports'
import { chosenFile } from './files'
import { isGivenBack, type Phone } from './phone'
import type { World } from './world'

/** What the secretaries do at their phones. */
export class People {
  private titles = 0
  private files = 0

  constructor(private readonly world: World) {}

  async use(phone: Phone): Promise<void> {
    if (!phone.app) return phone.start()
    if (phone.isBusy) return
    const phase = phone.app.phase.get()
    // What cannot be opened is opened again.
    if (phase === 'failed') return this.world.kill(phone)
    if (phase === 'signedOut') {
      if (this.world.chance.hit(this.world.profile.alone)) return phone.useAlone()
      return phone.signIn(this.world.chance.hit(0.8) ? phone.owner : this.world.somebody())
    }
    const toAdopt = await phone.hasLocal()
    if (phase === 'choosing') return toAdopt && this.world.chance.hit(0.8) ? phone.adopt() : phone.choose()
    if (!phone.workspace) return
    if (toAdopt && this.world.chance.hit(0.6)) return phone.adopt()
    if (phone.isAlone && this.world.chance.hit(0.3)) return phone.signOut()
    if (phone.workspace.outbox.connection.get() === 'signedOut' && this.world.chance.hit(0.3)) return phone.signOut()
    return this.record(phone)
  }

  private async record(phone: Phone): Promise<void> {
    const entries = phone.workspace!.book.all()
    // Often what is in everybody's hands.
    const busiest = this.world.chance.hit(0.5) ? entries.slice(0, 2) : entries
    const one = busiest.length > 0 ? this.world.chance.pick(busiest) : undefined
    const title = (): string => `会议第${++this.titles}号。`
    const acts: [number, () => Promise<void> | void][] = [
      [3, () => phone.create(title(), this.file())],
      [2, () => phone.wake()],
    ]
    if (phone.hasForm) {
      // The form lies over everything else.
      const saving = (): void => phone.saveForm(title(), { chosen: this.file(), strip: this.world.chance.hit(0.1) })
      acts.splice(0, 1, [3, saving], [0.5, () => phone.closeForm()])
      return this.world.chance.weighted(acts)()
    }
    if (one?.conflict) acts.push([4, () => phone.resolve(one, this.world.chance.pick(['mine', 'theirs']))])
    if (one && !one.deleted) acts.push([4, () => phone.openForm(one)], [1.5, () => phone.remove(one)])
    if (one?.deleted && one.record.kind) acts.push([2, () => phone.restore(one)])
    if (one && isGivenBack(one)) acts.push([2, () => phone.retry(one)])
    await this.world.chance.weighted(acts)()
  }

  /** A file to go with what is saved: mostly a new one, at times one that another record has. */
  private file(): Picked | undefined {
    if (!this.world.chance.hit(this.world.profile.attach)) return undefined
    const again = this.files > 0 && this.world.chance.hit(0.2)
    if (again) this.world.tally.add('one file at two records')
    return chosenFile(again ? 1 + this.world.chance.below(this.files) : ++this.files).picked
  }
}
