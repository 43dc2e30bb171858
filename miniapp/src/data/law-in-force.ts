import type { Clock, TextStore } from '../platform/ports'
import { fetchLaw, lawFrom } from './law'
import { LawRemote } from './law-remote'
import { Signal } from './signal'
import type { Bundle } from './standards'

/** Milliseconds after which the server is asked again whether catalog or rubrics have changed. */
const age = 6 * 3600_000
const key = 'law'

/** The catalog and the rubrics in force on this phone: what the app was built with, and what was fetched since. */
export class LawInForce {
  readonly value: Signal<Bundle>
  private checked = -Infinity

  constructor(
    private readonly bundle: Bundle,
    private readonly store: TextStore,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly remote: () => LawRemote,
  ) {
    this.value = new Signal(bundle)
  }

  async recall(): Promise<void> {
    this.value.set(lawFrom(this.bundle, await this.store.read(key)))
  }

  /** Fetches what changed: seldom, and never in the way of records. True when something did. */
  async refresh(): Promise<boolean> {
    if (this.clock.now() - this.checked < age) return false
    this.checked = this.clock.now()
    try {
      const found = await fetchLaw(this.remote(), this.bundle, await this.store.read(key))
      if (!found) this.checked = -Infinity
      if (found?.text === undefined) return false
      await this.store.write(key, found.text)
      this.value.set(lawFrom(this.bundle, found.text))
      return true
    } catch {
      // A full disk: what the app has stays in force.
      this.checked = -Infinity
      return false
    }
  }
}
