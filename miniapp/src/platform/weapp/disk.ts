import Taro from '@tarojs/taro'
import { StorageFull } from '../ports'

interface Failure {
  errMsg?: string
  errno?: number
  errCode?: number
}

/** WeChat's word for "the 200 MB of this app are used up". */
const full = 1300202
const fullWords = /maximum size of the file storage limit/i

/** The user's data path, with whole writes: beside the file first, then renamed over it. */
export class Disk {
  private readonly files = Taro.getFileSystemManager()
  readonly root = `${Taro.env.USER_DATA_PATH}/xingji`
  private writes = 0
  private readonly underWay = new Set<string>()

  readText(path: string): Promise<string> {
    return call<{ data: string | ArrayBuffer }>((end) =>
      this.files.readFile({ filePath: path, encoding: 'utf8', ...end }),
    ).then(({ data }) => String(data))
  }

  /** Also of temporary files. */
  readBytes(path: string): Promise<Uint8Array> {
    return call<{ data: string | ArrayBuffer }>((end) => this.files.readFile({ filePath: path, ...end })).then(
      ({ data }) => new Uint8Array(data as ArrayBuffer),
    )
  }

  list(folder: string): Promise<string[]> {
    return call<{ files: string[] }>((end) => this.files.readdir({ dirPath: folder, ...end })).then(
      (found) => found.files,
      () => [],
    )
  }

  exists(path: string): Promise<boolean> {
    return call((end) => this.files.access({ path, ...end })).then(
      () => true,
      () => false,
    )
  }

  async write(path: string, data: string | ArrayBuffer): Promise<void> {
    await this.makeFolderOf(path)
    this.writes += 1
    const beside = `${path}.${this.writes}.part`
    this.underWay.add(beside)
    const encoding = typeof data === 'string' ? ({ encoding: 'utf8' } as const) : {}
    try {
      await call((end) => this.files.writeFile({ filePath: beside, data, ...encoding, ...end }))
      await call((end) => this.files.rename({ oldPath: beside, newPath: path, ...end }))
    } finally {
      this.underWay.delete(beside)
    }
  }

  /** Removes what a write left that never ended. */
  async clear(part: string): Promise<void> {
    if (!this.underWay.has(part)) await this.remove(part)
  }

  async remove(path: string): Promise<void> {
    if (await this.exists(path)) await call((end) => this.files.unlink({ filePath: path, ...end }))
  }

  private async makeFolderOf(path: string): Promise<void> {
    const folder = path.slice(0, path.lastIndexOf('/'))
    if (await this.exists(folder)) return
    try {
      await call((end) => this.files.mkdir({ dirPath: folder, recursive: true, ...end }))
    } catch (error) {
      // Another write may have made it meanwhile.
      if (!(await this.exists(folder))) throw error
    }
  }
}

function call<T>(start: (end: { success: (value: T) => void; fail: (failure: Failure) => void }) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => start({ success: resolve, fail: (failure) => reject(errorOf(failure)) }))
}

function errorOf({ errMsg = 'file system', errno, errCode }: Failure): Error {
  const isFull = errno === full || errCode === full || fullWords.test(errMsg)
  return isFull ? new StorageFull(errMsg) : new Error(errMsg)
}
