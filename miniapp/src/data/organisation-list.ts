import type { TextStore } from '../platform/ports'
import { folderOf, localAccount, putText, readJson } from './places'
import type { Account, Organisation } from './remote'
import { Signal } from './signal'

/** The organisations that an account knows of on this phone, and the one it entered last. */
export class OrganisationList {
  /** Those of the present account. */
  readonly all = new Signal<Organisation[]>([])

  constructor(private readonly store: TextStore) {}

  async recall(account: Account): Promise<void> {
    this.all.set(await this.of(account))
  }

  leave(): void {
    this.all.set([])
  }

  /** Adds what was found to those of the present account. */
  async add(account: Account, found: readonly Organisation[]): Promise<void> {
    const others = this.all.get().filter((one) => !found.some((other) => other.id === one.id))
    const all = [...others, ...found]
    await putText(this.store, `${folderOf(account)}/organisations`, JSON.stringify(all))
    this.all.set(all)
  }

  last(account: Account): Promise<Organisation | undefined> {
    return readJson(this.store, `${folderOf(account)}/last`)
  }

  enter(account: Account, organisation: Organisation): Promise<void> {
    return putText(this.store, `${folderOf(account)}/last`, JSON.stringify(organisation))
  }

  /** Those kept on this phone alone. */
  local(): Promise<Organisation[]> {
    return this.of(localAccount)
  }

  /** One of them is an account's from now on. */
  async dropLocal(id: string): Promise<void> {
    const rest = (await this.local()).filter((one) => one.id !== id)
    await this.store.write(`${folderOf(localAccount)}/organisations`, JSON.stringify(rest))
    if ((await this.last(localAccount))?.id === id) await this.store.remove(`${folderOf(localAccount)}/last`)
  }

  private async of(account: Account): Promise<Organisation[]> {
    return (await readJson<Organisation[]>(this.store, `${folderOf(account)}/organisations`)) ?? []
  }
}
