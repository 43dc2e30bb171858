import { Injectable } from '@nestjs/common'
import { In } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { Preference } from './preference.entity.js'

/** What holds for somebody who never chose. */
export const usualPreference = (account: string): Preference => ({
  account,
  wechat: true,
  mail: false,
  mailAddress: null,
  mailPending: null,
  mailCodeHash: null,
  mailCodeUntil: null,
  mailTries: 0,
  quietFrom: '21:00',
  quietTo: '08:00',
  workdaysOnly: true,
  version: 0,
})

@Injectable()
export class PreferencesRepository {
  async find(store: Store, account: string): Promise<Preference> {
    return (await store.findOneBy(Preference, { account })) ?? usualPreference(account)
  }

  async findAll(store: Store, accounts: readonly string[]): Promise<Preference[]> {
    const chosen = await store.findBy(Preference, { account: In([...accounts]) })
    const known = new Map(chosen.map((one) => [one.account, one]))
    return accounts.map((account) => known.get(account) ?? usualPreference(account))
  }

  async change(store: Store, account: string, change: Partial<Preference>): Promise<void> {
    const row = await store.findOneBy(Preference, { account })
    if (!row) return void (await store.insert(Preference, { ...usualPreference(account), ...change, version: 1 }))
    const { version } = row
    const { affected } = await store.update(Preference, { account, version }, { ...change, version: version + 1 })
    if (affected !== 1) throw new Overtaken()
  }
}
