import type { TextStore } from '../platform/ports'
import type { Account } from './remote'

/** The account that stands for this phone while nobody is signed in. */
export const localAccount: Account = { id: 'local', name: '本机' }

/** An id as a name that any file system takes. */
export const safe = (id: string): string =>
  id.replace(/[^A-Za-z0-9-]/g, (character) => `_${character.charCodeAt(0).toString(16)}`)

/** Where an account's texts and files lie. */
export const folderOf = (account: Account): string => `accounts/${safe(account.id)}`

/** What is kept under a key; undefined where nothing is, or nothing readable. A store that fails is an error. */
export async function readJson<T>(store: TextStore, key: string): Promise<T | undefined> {
  const text = await store.read(key)
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

/** Writes what is not there already: a full phone opens what it has. */
export async function putText(store: TextStore, key: string, text: string): Promise<void> {
  if ((await store.read(key)) !== text) await store.write(key, text)
}
