import { Sha256, stripLocation, type Evidence } from '@xingji/shared'
import { StorageFull, type Clock, type FileStore, type Picked } from '../platform/ports'
import { fileEnding, type FileEnding } from './file-kind'
import { Signal } from './signal'

/** Bytes the server takes in one file. */
const largest = 10 * 1024 * 1024
/** Bytes counted before the screen gets its turn. */
const stride = 512 * 1024

/** A file kept on this phone, or the sentence that says why not and what to do. */
export type Keeping = { evidence: Evidence } | { problem: string }

interface Key {
  key: string
  ending: FileEnding
  size: number
}

/**
 * The evidence files of one organisation as one account has them on this phone, by the hash of their bytes. A file is on
 * the disk before a record names it, and stays until the server has said that it holds the whole record.
 */
export class Files {
  readonly revision = new Signal(0)
  /** Makes room by dropping one file the server surely has; false when there is none. */
  makeRoom: () => Promise<boolean> = () => Promise.resolve(false)
  /** Added since the app was opened: a screen may hold them without any text naming them yet. */
  private readonly touched = new Set<string>()

  private constructor(
    private readonly store: FileStore,
    private readonly clock: Pick<Clock, 'after'>,
    private readonly folder: string,
    private readonly keys: Map<string, Key>,
    /** Bytes of all files of all accounts. */
    private used: number,
  ) {}

  /** A store that cannot be listed has no files: records must open all the same. */
  static async open(store: FileStore, clock: Pick<Clock, 'after'>, folder: string): Promise<Files> {
    const all = (await store.keys('').catch((): string[] => [])).flatMap((key) => keyOf(key) ?? [])
    const own = all.filter(({ key }) => key.startsWith(`${folder}/`))
    const used = all.reduce((sum, { size }) => sum + size, 0)
    return new Files(store, clock, folder, new Map(own.map((one) => [one.hash, one])), used)
  }

  readonly holds = (hash: string): boolean => this.keys.has(hash)

  key(hash: string): string | undefined {
    return this.keys.get(hash)?.key
  }

  hashes(): string[] {
    return [...this.keys.keys()]
  }

  /** Keeps a chosen file. `fallback` names one that brings no name of its own, without an ending. */
  async add(picked: Picked, fallback: string): Promise<Keeping> {
    if (!picked.picture && picked.size > largest) return { problem: tooLarge(picked.size) }
    const read = await picked.read().catch(() => undefined)
    if (!read) return { problem: picked.picture ? unreadablePicture : unreadable }
    if (read.length === 0) return { problem: '这个文件是空的，请换一个。' }
    const ending = fileEnding(read, picked.name)
    if (!ending) return { problem: /\.(doc|xls)$/i.test(picked.name) ? oldOffice : unwanted }
    const bytes = stripLocation(read)
    if (!bytes) return { problem: '这张照片的文件是坏的，请重新拍一张。' }
    if (bytes.length > largest) return { problem: tooLarge(bytes.length) }
    const hash = await this.count(bytes)
    this.touched.add(hash)
    const file = `${picked.name.replace(/\.[^.]*$/, '').slice(0, 150) || fallback}.${ending}`
    // What is there may be damaged: then these are the bytes that mend it.
    const isThere = this.holds(hash) && (await this.isWhole(hash).catch(() => false))
    const kept = isThere || (await this.write({ hash, ending, size: bytes.length }, bytes))
    return kept ? { evidence: { file, hash, size: bytes.length } } : { problem: noRoom }
  }

  /** Are the bytes still there? A file that the device has lost is forgotten. */
  async isThere(hash: string): Promise<boolean> {
    // A store that fails has not lost anything.
    return this.read(hash).then(
      (bytes) => bytes !== undefined,
      () => true,
    )
  }

  /** Are they still the bytes of the hash? */
  async isWhole(hash: string): Promise<boolean> {
    const bytes = await this.read(hash)
    return bytes !== undefined && (await this.count(bytes)) === hash
  }

  async drop(hash: string): Promise<void> {
    const key = this.key(hash)
    if (key === undefined) return
    await this.store.remove(key)
    this.forget(hash)
  }

  /**
   * Removes files nobody on this phone names. `suspects` are those no record named when the app was opened: what was taken
   * out of a record since may still be put back. `named` finds all hashes that any text names.
   */
  async sweep(suspects: Iterable<string>, named: () => Promise<ReadonlySet<string>>): Promise<void> {
    const loose = [...suspects].filter((hash) => this.holds(hash) && !this.touched.has(hash))
    if (loose.length === 0) return
    const all = await named()
    for (const hash of loose) if (!all.has(hash) && !this.touched.has(hash)) await this.drop(hash)
  }

  private async write(file: { hash: string; ending: FileEnding; size: number }, bytes: Uint8Array): Promise<boolean> {
    const { hash, ending, size } = file
    const key = `${this.folder}/${hash}.${size}.${ending}`
    const { capacity = Infinity } = this.store
    for (;;) {
      try {
        const more = this.holds(hash) ? 0 : size
        if (this.used + more > capacity) throw new StorageFull()
        await this.store.write(key, bytes)
        this.used += more
        this.keys.set(hash, { key, ending, size })
        this.revision.set(this.revision.get() + 1)
        return true
      } catch (error) {
        const room = error instanceof StorageFull && (await this.makeRoom().catch(() => false))
        if (!room) return false
      }
    }
  }

  private async read(hash: string): Promise<Uint8Array | undefined> {
    const key = this.key(hash)
    const bytes = key === undefined ? undefined : await this.store.read(key)
    if (!bytes) this.forget(hash)
    return bytes
  }

  private forget(hash: string): void {
    this.used -= this.keys.get(hash)?.size ?? 0
    this.keys.delete(hash)
    this.revision.set(this.revision.get() + 1)
  }

  private async count(bytes: Uint8Array): Promise<string> {
    const counter = new Sha256()
    for (let at = 0; at < bytes.length; at += stride) {
      if (at > 0) await new Promise<void>((resolve) => this.clock.after(0, resolve))
      counter.update(bytes.subarray(at, at + stride))
    }
    return counter.digest()
  }
}

/** `<folder>/<hash>.<size>.<ending>`: all that is known of a file without reading it. */
function keyOf(key: string): (Key & { hash: string }) | undefined {
  const found = /([0-9a-f]{64})\.(\d+)\.([a-z]+)$/.exec(key)
  return found ? { key, hash: found[1]!, size: Number(found[2]), ending: found[3] as FileEnding } : undefined
}

const megabytes = (size: number): string => `${Math.ceil(size / 1024 / 1024)} MB`
const tooLarge = (size: number): string =>
  `这个文件有 ${megabytes(size)}，最大只能 10 MB。可以在电脑上压缩一下，或只截取要紧的几页再加。`
const unreadable = '这个文件打不开，请再选一次；还是不行就换一个文件。'
const unreadablePicture = '这张照片的格式打不开，请截一张屏再选截图，或换一张 JPG 照片。'
const oldOffice = '这是老版本的 Word 或 Excel 文件，请在电脑上另存为 PDF、docx 或 xlsx 再加。'
const unwanted = '只收照片（JPG、PNG、WebP）、PDF、Word（docx）和 Excel（xlsx），请换一个文件。'
const noRoom = '这台设备上没有地方存了。请联网等前面的照片传完，或清理一些空间后再加。记录不受影响。'
