import { constants, createReadStream } from 'node:fs'
import { access, mkdir, open, readFile, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '../ids.js'
import { FileStore, type Arrival } from './file-store.js'
import { Spool } from './spool.js'

/** Evidence in a local folder: `<organisation>/<first two of the hash>/<hash>`. */
export class FolderFileStore extends FileStore {
  private readonly spool: Spool

  constructor(private readonly folder: string) {
    super()
    this.spool = new Spool(path.join(folder, 'incoming'))
  }

  receive(bytes: Readable, limit: number): Promise<Arrival> {
    return this.spool.receive(bytes, limit, async (place, organisation, hash) => {
      const kept = this.placeOf(organisation, hash)
      await mkdir(path.dirname(kept), { recursive: true })
      await rename(place, kept)
      await syncFolder(path.dirname(kept))
    })
  }

  sweep(): Promise<void> {
    return this.spool.sweep()
  }

  async open(organisation: string, hash: string): Promise<Readable | undefined> {
    const place = this.placeOf(organisation, hash)
    return (await unlessMissing(stat(place))) && createReadStream(place)
  }

  openSmall(organisation: string, hash: string): Promise<Buffer | undefined> {
    return unlessMissing(readFile(this.smallPlaceOf(organisation, hash)))
  }

  async keepSmall(organisation: string, hash: string, bytes: Buffer): Promise<void> {
    const place = this.smallPlaceOf(organisation, hash)
    await mkdir(path.dirname(place), { recursive: true })
    const temporary = `${place}.${newId(new Date())}`
    await writeFile(temporary, bytes)
    await rename(temporary, place)
  }

  async isUp(): Promise<boolean> {
    return access(this.folder, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    )
  }

  private placeOf(organisation: string, hash: string): string {
    return path.join(this.folder, organisation, hash.slice(0, 2), hash)
  }

  private smallPlaceOf(organisation: string, hash: string): string {
    return path.join(this.folder, organisation, 'small', hash)
  }
}

function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  return found.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

/** A rename is durable once its folder is; Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
