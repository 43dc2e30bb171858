import type { TextStore } from '../ports'
import { Shelf } from './database'

/** IndexedDB, one key for each text. */
export function h5Store(name = 'xingji'): TextStore {
  const shelf = new Shelf(name, 'texts')
  return {
    supported: typeof indexedDB !== 'undefined',
    async readAll(prefix) {
      return new Map([...(await shelf.entries(prefix))].map(([key, text]) => [key, String(text)]))
    },
    async read(key) {
      const text = await shelf.read(key)
      return typeof text === 'string' ? text : undefined
    },
    write: (key, text) => shelf.write(key, text),
    remove: (key) => shelf.remove(key),
  }
}
