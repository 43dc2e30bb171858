import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '../ids.js'
import { FileStore, TooManyBytes, type Arrival } from './file-store.js'

/** No upload takes a day. */
const abandonedAfter = 86_400_000

/** Evidence in a local folder: `<organisation>/<first two of the hash>/<hash>`. */
export class FolderFileStore extends FileStore {
  constructor(private readonly folder: string) {
    super()
  }

  async receive(bytes: Readable, limit: number): Promise<Arrival> {
    // A sender may hang up before reading begins; reading then fails with the same error.
    bytes.on('error', () => undefined)
    await mkdir(this.incoming, { recursive: true })
    const place = path.join(this.incoming, newId(new Date()))
    const file = await open(place, 'wx+')
    try {
      const counted = await drain(bytes, file, limit)
      await file.sync()
      return this.arrival(file, place, counted)
    } catch (error) {
      await file.close()
      await rm(place, { force: true })
      throw error
    }
  }

  /** Removes what was on its way in when a process was killed; younger ones may belong to another process. */
  async sweep(): Promise<void> {
    await mkdir(this.incoming, { recursive: true })
    for (const name of await readdir(this.incoming)) {
      const place = path.join(this.incoming, name)
      const { mtimeMs } = await stat(place)
      if (Date.now() - mtimeMs > abandonedAfter) await rm(place, { force: true })
    }
  }

  async open(organisation: string, hash: string): Promise<Readable> {
    const place = this.placeOf(organisation, hash)
    await stat(place)
    return createReadStream(place)
  }

  private get incoming(): string {
    return path.join(this.folder, 'incoming')
  }

  private arrival(file: FileHandle, place: string, { hash, size }: { hash: string; size: number }): Arrival {
    return {
      hash,
      size,
      read: async (position, length) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
        return buffer.subarray(0, bytesRead)
      },
      keep: async (organisation) => {
        const kept = this.placeOf(organisation, hash)
        await mkdir(path.dirname(kept), { recursive: true })
        await file.close()
        await rename(place, kept)
        await syncFolder(path.dirname(kept))
      },
      discard: async () => {
        await file.close()
        await rm(place, { force: true })
      },
    }
  }

  private placeOf(organisation: string, hash: string): string {
    return path.join(this.folder, organisation, hash.slice(0, 2), hash)
  }
}

async function drain(bytes: Readable, file: FileHandle, limit: number): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new TooManyBytes()
    hash.update(chunk)
    await file.write(chunk)
  }
  return { hash: hash.digest('hex'), size }
}

/** A rename is durable once its folder is; Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
