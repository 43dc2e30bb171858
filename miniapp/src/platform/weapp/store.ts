import type { TextStore } from '../ports'
import { Disk } from './disk'

/** One small file for each text under the user's data path; a phone that dies in a write keeps the old text. */
export function weappStore(): TextStore {
  const disk = new Disk()
  const place = (key: string) => `${disk.root}/${key}`
  const fileOf = (key: string) => `${place(key)}.json`

  async function collect(folder: string, prefix: string, into: Map<string, string>): Promise<void> {
    for (const name of await disk.list(place(folder))) {
      const key = folder ? `${folder}/${name}` : name
      if (name.endsWith('.json')) {
        const plain = key.slice(0, -'.json'.length)
        if (plain.startsWith(prefix)) into.set(plain, await disk.readText(place(key)))
      } else if (!name.includes('.') && (key.startsWith(prefix) || prefix.startsWith(`${key}/`))) {
        await collect(key, prefix, into)
      }
    }
  }

  return {
    supported: true,
    async readAll(prefix) {
      const found = new Map<string, string>()
      await collect('', prefix, found)
      return found
    },
    read: async (key) => ((await disk.exists(fileOf(key))) ? disk.readText(fileOf(key)) : undefined),
    write: (key, text) => disk.write(fileOf(key), text),
    remove: (key) => disk.remove(fileOf(key)),
  }
}
