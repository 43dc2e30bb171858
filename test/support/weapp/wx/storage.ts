import { type Api, type ApiMaker, WxError } from './api.js'

const largestValue = 1024 * 1024
const largestStore = 10 * 1024 * 1024

/** Key-value storage with WeChat's limits; it outlives the app. */
export class Storage {
  private readonly values = new Map<string, string>()

  get keys(): string[] {
    return [...this.values.keys()]
  }

  get size(): number {
    return [...this.values].reduce((sum, [key, value]) => sum + key.length + Buffer.byteLength(value), 0)
  }

  get(key: string): unknown {
    const value = this.values.get(key)
    return value === undefined ? undefined : JSON.parse(value)
  }

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value) ?? 'null'
    if (Buffer.byteLength(text) > largestValue) throw new WxError('entry size limit reached')
    const before = Buffer.byteLength(this.values.get(key) ?? '')
    if (this.size - before + Buffer.byteLength(text) > largestStore) throw new WxError('exceed storage max size 10Mb')
    this.values.set(key, text)
  }

  remove(key: string): void {
    this.values.delete(key)
  }

  clear(): void {
    this.values.clear()
  }
}

export function storageApi(make: ApiMaker, storage: Storage): Api {
  const info = (): object => ({
    keys: storage.keys,
    currentSize: Math.ceil(storage.size / 1024),
    limitSize: largestStore / 1024,
  })
  return {
    getStorageSync: make.now('getStorageSync', (key: string) => storage.get(key) ?? ''),
    setStorageSync: make.now('setStorageSync', (key: string, value: unknown) => storage.set(key, value)),
    removeStorageSync: make.now('removeStorageSync', (key: string) => storage.remove(key)),
    clearStorageSync: make.now('clearStorageSync', () => storage.clear()),
    getStorageInfoSync: make.now('getStorageInfoSync', info),
    getStorage: make.later('getStorage', ({ key }: { key: string }) => {
      const data = storage.get(key)
      if (data === undefined) throw new WxError('data not found')
      return { data }
    }),
    setStorage: make.later('setStorage', ({ key, data }: { key: string; data: unknown }) => storage.set(key, data)),
    removeStorage: make.later('removeStorage', ({ key }: { key: string }) => storage.remove(key)),
    clearStorage: make.later('clearStorage', () => storage.clear()),
    getStorageInfo: make.later('getStorageInfo', info),
  }
}
