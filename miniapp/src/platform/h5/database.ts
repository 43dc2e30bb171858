import { StorageFull } from '../ports'

const failure = (error: DOMException | null): Error =>
  error?.name === 'QuotaExceededError' ? new StorageFull(error.message) : (error ?? new Error('IndexedDB'))

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(failure(request.error))
  })
}

/** One IndexedDB database with one shelf of values by key; a transaction is whole or not at all. */
export class Shelf {
  private opening: Promise<IDBDatabase> | undefined

  constructor(
    private readonly name: string,
    private readonly shelf: string,
  ) {}

  async entries(prefix: string): Promise<Map<string, unknown>> {
    const store = await this.reading()
    const range = within(prefix)
    const [keys, values] = await Promise.all([settle(store.getAllKeys(range)), settle<unknown[]>(store.getAll(range))])
    return new Map(keys.map((key, index) => [String(key), values[index]]))
  }

  async keys(prefix: string): Promise<string[]> {
    return (await settle((await this.reading()).getAllKeys(within(prefix)))).map(String)
  }

  async read(key: string): Promise<unknown> {
    return settle<unknown>((await this.reading()).get(key))
  }

  write(key: string, value: unknown): Promise<void> {
    return this.change((store) => store.put(value, key))
  }

  remove(key: string): Promise<void> {
    return this.change((store) => store.delete(key))
  }

  private open(): Promise<IDBDatabase> {
    return (this.opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(this.name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(this.shelf)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(failure(request.error))
    }))
  }

  private async reading(): Promise<IDBObjectStore> {
    return (await this.open()).transaction(this.shelf, 'readonly').objectStore(this.shelf)
  }

  /** A change is done when its transaction is on the disk, not when the request answers. */
  private async change(act: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await this.open()).transaction(this.shelf, 'readwrite', { durability: 'strict' })
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(failure(transaction.error))
      transaction.onabort = () => reject(failure(transaction.error))
      act(transaction.objectStore(this.shelf))
    })
  }
}

const within = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`)
