import type { TextStore } from '../platform/ports'
import { parseEntry, unreadableSuffix } from './book'
import { isUnsent } from './entry'
import { folderOf, localAccount, readJson } from './places'
import type { Account } from './remote'

/** An account that left unsent records on this phone. */
export interface Sealed {
  account: Account
  unsent: number
}

const unreadablePart = `records${unreadableSuffix}`

/** Accounts other than the present one that have unsent records on this phone. */
export async function sealedAccounts(store: TextStore, present: Account | undefined): Promise<Sealed[]> {
  const counts = new Map<string, number>()
  for (const [key, text] of await store.readAll('accounts/')) {
    const [, folder = '', , part] = key.split('/')
    const entry = part === 'records' ? parseEntry(text) : undefined
    // What cannot be read may well be unsent.
    const unreadable = part === unreadablePart || (part === 'records' && !entry)
    if (unreadable || (entry && isUnsent(entry))) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  const others = [...counts].filter(([folder]) => !present || `accounts/${folder}` !== folderOf(present))
  return Promise.all(
    others.map(async ([folder, unsent]) => {
      const account = (await readJson<Account>(store, `accounts/${folder}/account`)) ?? localAccount
      return { account, unsent }
    }),
  )
}
