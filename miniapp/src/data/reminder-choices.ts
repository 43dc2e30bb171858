import type { TextStore } from '../platform/ports'
import type { Preferences } from './inbox-remote'
import { Kept } from './kept'

/** What of somebody's preferences is set in the app itself. */
export interface PreferencesChange {
  wechat?: boolean
  mail?: boolean
  quietFrom?: string
  quietTo?: string
  workdaysOnly?: boolean
}

interface State {
  /** As the server said last. */
  preferences?: Preferences
  /** Chosen since, and not at the server yet. */
  unsent: PreferencesChange
}

/** One person's ways of being reminded, as this phone knows them: what is chosen without a network waits here. */
export class ReminderChoices {
  private constructor(
    readonly account: string,
    private readonly kept: Kept<State>,
  ) {}

  static async open(store: TextStore, account: string): Promise<ReminderChoices> {
    return new ReminderChoices(account, await Kept.open<State>(store, `reminders/${account}`, { unsent: {} }))
  }

  /** As they will be once the server has heard of everything. */
  get preferences(): Preferences | undefined {
    const { preferences, unsent } = this.kept.value.get()
    return preferences && changed(preferences, unsent)
  }

  get unsent(): PreferencesChange {
    return this.kept.value.get().unsent
  }

  get isWaiting(): boolean {
    return Object.keys(this.unsent).length > 0
  }

  choose(change: PreferencesChange): Promise<void> {
    return this.keep({ unsent: { ...this.unsent, ...change } })
  }

  hear(preferences: Preferences): Promise<void> {
    return this.keep({ preferences })
  }

  /** These are settled, unless something else was chosen meanwhile. */
  settle(sent: PreferencesChange): Promise<void> {
    const left = Object.entries(this.unsent).filter(([key, value]) => sent[key as keyof PreferencesChange] !== value)
    return this.keep({ unsent: Object.fromEntries(left) })
  }

  private keep(part: Partial<State>): Promise<void> {
    // A full disk: it is known for as long as the app runs.
    return this.kept.set({ ...this.kept.value.get(), ...part }).catch(() => undefined)
  }
}

/** Preferences with something else chosen. */
export function changed(preferences: Preferences, change: PreferencesChange): Preferences {
  const { wechat, mail, quiet, workdaysOnly } = preferences
  return {
    wechat: { ...wechat, on: change.wechat ?? wechat.on },
    mail: { ...mail, on: change.mail ?? mail.on },
    quiet: { from: change.quietFrom ?? quiet.from, to: change.quietTo ?? quiet.to },
    workdaysOnly: change.workdaysOnly ?? workdaysOnly,
  }
}
