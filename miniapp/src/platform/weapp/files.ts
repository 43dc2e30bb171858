import Taro from '@tarojs/taro'
import type { FileStore } from '../ports'
import { Disk } from './disk'

const timeout = 120_000
/** Of the 200 MB an app may keep; the rest is for records, which must always find room. */
const capacity = 180 * 1024 * 1024
const root = () => `${Taro.env.USER_DATA_PATH}/xingji-files`

/** Where the file of a key lies. */
export const pathOfFile = (key: string): string => `${root()}/${key}`

/** Evidence as files under the user's data path. */
export function weappFiles(): FileStore {
  const disk = new Disk()

  async function collect(folder: string, prefix: string, into: string[]): Promise<void> {
    for (const name of await disk.list(folder ? pathOfFile(folder) : root())) {
      const key = folder ? `${folder}/${name}` : name
      if (name.endsWith('.part')) await disk.clear(pathOfFile(key))
      else if (!name.includes('.')) {
        if (key.startsWith(prefix) || prefix.startsWith(`${key}/`)) await collect(key, prefix, into)
      } else if (key.startsWith(prefix)) into.push(key)
    }
  }

  return {
    supported: true,
    capacity,
    async keys(prefix) {
      const found: string[] = []
      await collect('', prefix, found)
      return found
    },
    read: async (key) => ((await disk.exists(pathOfFile(key))) ? disk.readBytes(pathOfFile(key)) : undefined),
    write: (key, bytes) => disk.write(pathOfFile(key), bytes.slice().buffer),
    remove: (key) => disk.remove(pathOfFile(key)),
    async upload(key, { url, headers, onProgress }) {
      if (!(await disk.exists(pathOfFile(key)))) throw new Error(`no file ${key}`)
      const task = Taro.uploadFile({ url, filePath: pathOfFile(key), name: 'file', header: headers, timeout })
      task.progress(({ progress }) => onProgress(progress / 100))
      const { statusCode, data } = await task
      return { status: statusCode, body: data }
    },
    async address(key) {
      if (!(await disk.exists(pathOfFile(key)))) return undefined
      return { url: pathOfFile(key), release: () => undefined }
    },
  }
}
