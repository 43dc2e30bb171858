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
  const unsent = new Map<string, Set<string>>()
  for (const [key, text] of await store.readAll('accounts/')) {
    const [, folder = '', , part, name = ''] = key.split('/')
    const entry = part === 'records' ? parseEntry(text) : undefined
    // What cannot be read may well be unsent.
    const unreadable = part === unreadablePart || (part === 'records' && !entry)
    // One record may lie there twice, once unreadable.
    if (unreadable || (entry && isUnsent(entry)))
      unsent.set(folder, (unsent.get(folder) ?? new Set()).add(name.replace(/_\d+$/, '')))
  }
  const others = [...unsent].filter(([folder]) => !present || `accounts/${folder}` !== folderOf(present))
  return Promise.all(
    others.map(async ([folder, { size: unsent }]) => {
      const account = (await readJson<Account>(store, `accounts/${folder}/account`)) ?? localAccount
      return { account, unsent }
    }),
  )
}
