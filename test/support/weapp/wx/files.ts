import { createHash } from 'node:crypto'
import { isArrayBuffer } from '../realm.js'
import { type Api, type ApiMaker, WxError } from './api.js'

export const userDataPath = 'wxfile://usr'
const temporary = 'wxfile://tmp_'
const largestUserData = 200 * 1024 * 1024

/** The phone's files: user data, which outlives the app, and temporary files, which do not. */
export class Files {
  private readonly files = new Map<string, Buffer>()
  private readonly dirs = new Set([userDataPath])
  private made = 0

  /** A temporary file, as a camera or a chooser makes one; returns its path. */
  addTemporary(bytes: Uint8Array, extension: string): string {
    const path = `${temporary}${++this.made}.${extension}`
    this.files.set(path, Buffer.from(bytes))
    return path
  }

  dropTemporary(): void {
    for (const path of this.files.keys()) if (path.startsWith(temporary)) this.files.delete(path)
  }

  read(path: string): Buffer {
    const bytes = this.files.get(trim(path))
    if (!bytes) throw missing('open', path)
    return bytes
  }

  write(path: string, bytes: Buffer): void {
    const file = this.writable(path, 'open')
    if (this.dirs.has(file)) throw new WxError(`illegal operation on a directory, open "${path}"`, 1301005)
    // Temporary files have a limit of their own, far away.
    const used = [...this.files].reduce((sum, [name, { length }]) => {
      return name === file || name.startsWith(temporary) ? sum : sum + length
    }, 0)
    if (used + bytes.length > largestUserData)
      throw new WxError('the maximum size of the file storage limit is exceeded')
    this.files.set(file, bytes)
  }

  has(path: string): boolean {
    return this.files.has(trim(path)) || this.dirs.has(trim(path))
  }

  mkdir(path: string, recursive: boolean): void {
    const dir = trim(path)
    if (this.has(dir)) throw new WxError(`file already exists ${path}`, 1301005)
    if (!this.dirs.has(parent(dir))) {
      if (!recursive || !dir.startsWith(`${userDataPath}/`)) throw missing('mkdir', path)
      this.mkdir(parent(dir), true)
    }
    this.dirs.add(dir)
  }

  rmdir(path: string, recursive: boolean): void {
    const dir = trim(path)
    if (!this.dirs.has(dir)) throw missing('rmdir', path)
    const inside = (name: string): boolean => name.startsWith(`${dir}/`)
    if (!recursive && [...this.files.keys(), ...this.dirs].some(inside))
      throw new WxError('directory not empty', 1300066)
    for (const name of this.files.keys()) if (inside(name)) this.files.delete(name)
    for (const name of this.dirs) if (inside(name) || name === dir) this.dirs.delete(name)
  }

  list(path: string): string[] {
    const dir = trim(path)
    if (!this.dirs.has(dir)) throw missing('readdir', path)
    return [...this.files.keys(), ...this.dirs]
      .filter((name) => name !== dir && parent(name) === dir)
      .map((name) => name.slice(dir.length + 1))
      .sort()
  }

  rename(from: string, to: string): void {
    const source = trim(from)
    const target = this.writable(to, 'rename')
    const bytes = this.files.get(source)
    if (!bytes) throw missing('rename', from)
    if (this.dirs.has(target)) throw new WxError(`illegal operation on a directory, rename "${from}" -> "${to}"`)
    this.files.delete(source)
    this.files.set(target, bytes)
  }

  /** Takes up room, as other things on the phone do. */
  fill(bytes: number): void {
    this.files.set(`${userDataPath}/filling`, Buffer.alloc(bytes))
  }

  remove(path: string): void {
    if (!this.files.delete(trim(path))) throw missing('unlink', path)
  }

  stat(path: string): { size: number; directory: boolean } {
    if (this.dirs.has(trim(path))) return { size: 0, directory: true }
    const bytes = this.files.get(trim(path))
    if (!bytes) throw missing('stat', path)
    return { size: bytes.length, directory: false }
  }

  private writable(path: string, action: string): string {
    const file = trim(path)
    if (!file.startsWith(`${userDataPath}/`)) throw new WxError(`permission denied, ${action} "${path}"`, 1300013)
    if (!this.dirs.has(parent(file))) throw missing(action, path)
    return file
  }
}

const trim = (path: string): string => path.replace(/\/+$/, '')
const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'))
const missing = (action: string, path: string): WxError =>
  new WxError(`no such file or directory, ${action} "${path}"`, 1300002)

const toBytes = (data: unknown, encoding = 'utf8'): Buffer =>
  isArrayBuffer(data) ? Buffer.from(data.slice(0)) : Buffer.from(String(data), encoding as BufferEncoding)

function fromBytes(bytes: Buffer, encoding?: string): string | ArrayBuffer {
  return encoding ? bytes.toString(encoding as BufferEncoding) : new Uint8Array(bytes).buffer
}

/** `wx.getFileSystemManager()`: each function in its two forms, from one body. */
export function fileApi(make: ApiMaker, files: Files): Api {
  const manager: Api = {}
  const add = (name: string, keys: string[], work: (...args: never[]) => unknown, result?: string): void => {
    const run = work as (...args: unknown[]) => unknown
    manager[`${name}Sync`] = make.now(`${name}Sync`, (...args) => run(...args))
    manager[name] = make.later(name, (options) => {
      const value = run(...keys.map((key) => options[key]))
      return result ? { [result]: value } : {}
    })
  }
  const stat = (path: string): object => {
    const { size, directory } = files.stat(path)
    return {
      size,
      mode: directory ? 16877 : 33188,
      lastAccessedTime: 0,
      lastModifiedTime: 0,
      isFile: () => !directory,
      isDirectory: () => directory,
    }
  }
  add('access', ['path'], (path: string) => void files.stat(path))
  add('stat', ['path'], stat, 'stats')
  add('mkdir', ['dirPath', 'recursive'], (path: string, recursive?: boolean) => files.mkdir(path, recursive === true))
  add('rmdir', ['dirPath', 'recursive'], (path: string, recursive?: boolean) => files.rmdir(path, recursive === true))
  add('readdir', ['dirPath'], (path: string) => files.list(path), 'files')
  add('rename', ['oldPath', 'newPath'], (from: string, to: string) => files.rename(from, to))
  add('unlink', ['filePath'], (path: string) => files.remove(path))
  add('copyFile', ['srcPath', 'destPath'], (from: string, to: string) => files.write(to, files.read(from)))
  add('readFile', ['filePath', 'encoding', 'position', 'length'], readFile, 'data')
  add('writeFile', ['filePath', 'data', 'encoding'], (path: string, data: unknown, encoding?: string) =>
    files.write(path, toBytes(data, encoding)),
  )
  add('appendFile', ['filePath', 'data', 'encoding'], (path: string, data: unknown, encoding?: string) =>
    files.write(path, Buffer.concat([files.read(path), toBytes(data, encoding)])),
  )
  add('saveFile', ['tempFilePath', 'filePath'], saveFile, 'savedFilePath')

  function readFile(path: string, encoding?: string, position = 0, length?: number): string | ArrayBuffer {
    const bytes = files.read(path)
    return fromBytes(bytes.subarray(position, length === undefined ? undefined : position + length), encoding)
  }

  function saveFile(from: string, to = `${userDataPath}/${from.slice(temporary.length)}`): string {
    files.write(to, files.read(from))
    if (from.startsWith(temporary)) files.remove(from)
    return to
  }

  manager.getFileInfo = make.later('getFileInfo', (options) => {
    const bytes = files.read(String(options.filePath))
    const digest = createHash(String(options.digestAlgorithm ?? 'md5'))
      .update(bytes)
      .digest('hex')
    return { size: bytes.length, digest }
  })
  return { getFileSystemManager: () => manager }
}
