import type { TextStore } from '../ports'

const shelf = 'texts'

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}

/** IndexedDB, one key for each text; a transaction is whole or not at all. */
export function h5Store(name = 'xingji'): TextStore {
  const supported = typeof indexedDB !== 'undefined'
  let opening: Promise<IDBDatabase> | undefined

  const open = () =>
    (opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(shelf)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
    }))

  const reading = async () => (await open()).transaction(shelf, 'readonly').objectStore(shelf)

  /** A change is done when its transaction is on the disk, not when the request answers. */
  async function change(act: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await open()).transaction(shelf, 'readwrite', { durability: 'strict' })
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'))
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'))
      act(transaction.objectStore(shelf))
    })
  }

  return {
    supported,
    async readAll(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
      const store = await reading()
      const [keys, texts] = await Promise.all([settle(store.getAllKeys(range)), settle(store.getAll(range))])
      return new Map(keys.map((key, index) => [String(key), String(texts[index])]))
    },
    async read(key) {
      const text: unknown = await settle((await reading()).get(key))
      return typeof text === 'string' ? text : undefined
    },
    write: (key, text) => change((store) => store.put(text, key)),
    remove: (key) => change((store) => store.delete(key)),
  }
}
