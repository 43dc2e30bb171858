import Taro from '@tarojs/taro'
import type { TextStore } from '../ports'

interface Failure {
  errMsg?: string
}

/**
 * One small file for each text under the user's data path. A text is written beside its file and renamed over it, so a
 * phone that dies in between keeps the old one.
 */
export function weappStore(): TextStore {
  const files = Taro.getFileSystemManager()
  const root = `${Taro.env.USER_DATA_PATH}/xingji`
  const place = (key: string) => `${root}/${key}`

  const call = <T>(start: (options: { success: (value: T) => void; fail: (failure: Failure) => void }) => void) =>
    new Promise<T>((resolve, reject) =>
      start({ success: resolve, fail: (failure) => reject(new Error(failure.errMsg ?? 'file system')) }),
    )

  const readFile = (path: string) =>
    call<{ data: string | ArrayBuffer }>((options) => files.readFile({ filePath: path, encoding: 'utf8', ...options }))
  const rename = (from: string, to: string) =>
    call((options) => files.rename({ oldPath: from, newPath: to, ...options }))
  const unlink = (path: string) => call((options) => files.unlink({ filePath: path, ...options }))
  const list = (path: string) =>
    call<{ files: string[] }>((options) => files.readdir({ dirPath: path, ...options })).then(
      (found) => found.files,
      () => [],
    )
  const exists = (path: string) =>
    call((options) => files.access({ path, ...options })).then(
      () => true,
      () => false,
    )

  async function makeFolderOf(path: string): Promise<void> {
    const folder = path.slice(0, path.lastIndexOf('/'))
    if (await exists(folder)) return
    try {
      await call((options) => files.mkdir({ dirPath: folder, recursive: true, ...options }))
    } catch (error) {
      // Another write may have made it meanwhile.
      if (!(await exists(folder))) throw error
    }
  }

  async function collect(folder: string, prefix: string, into: Map<string, string>): Promise<void> {
    for (const name of await list(place(folder))) {
      const key = folder ? `${folder}/${name}` : name
      if (name.endsWith('.json')) {
        const plain = key.slice(0, -'.json'.length)
        if (plain.startsWith(prefix)) into.set(plain, String((await readFile(place(key))).data))
      } else if (!name.includes('.') && (key.startsWith(prefix) || prefix.startsWith(`${key}/`))) {
        await collect(key, prefix, into)
      }
    }
  }

  let writes = 0
  return {
    supported: true,
    async readAll(prefix) {
      const found = new Map<string, string>()
      await collect('', prefix, found)
      return found
    },
    async read(key) {
      const path = `${place(key)}.json`
      return (await exists(path)) ? String((await readFile(path)).data) : undefined
    },
    async write(key, text) {
      const path = `${place(key)}.json`
      await makeFolderOf(path)
      writes += 1
      const beside = `${path}.${writes}.part`
      await call((options) => files.writeFile({ filePath: beside, data: text, encoding: 'utf8', ...options }))
      await rename(beside, path)
    },
    async remove(key) {
      const path = `${place(key)}.json`
      if (await exists(path)) await unlink(path)
    },
  }
}
