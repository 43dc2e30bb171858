import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '../ids.js'
import { TooManyBytes, type Arrival } from './file-store.js'

/** No upload takes a day. */
const abandonedAfter = 86_400_000

/** What a store does with a file that lies in the spool: it takes it away, or copies it. */
export type Keep = (place: string, organisation: string, hash: string) => Promise<void>

/** A folder where bytes on their way in are counted and judged before they are kept. */
export class Spool {
  constructor(private readonly folder: string) {}

  async receive(bytes: Readable, limit: number, keep: Keep): Promise<Arrival> {
    // A sender may hang up before reading begins; reading then fails with the same error.
    bytes.on('error', () => undefined)
    await mkdir(this.folder, { recursive: true })
    const place = path.join(this.folder, newId(new Date()))
    const file = await open(place, 'wx+')
    const close = async (): Promise<void> => {
      await file.close()
      await rm(place, { force: true })
    }
    try {
      const { hash, size } = await drain(bytes, file, limit)
      await file.sync()
      return {
        hash,
        size,
        read: async (position, length) => {
          const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
          return buffer.subarray(0, bytesRead)
        },
        keep: async (organisation) => {
          // Windows moves no open file.
          await file.close()
          await keep(place, organisation, hash)
          await rm(place, { force: true })
        },
        discard: close,
      }
    } catch (error) {
      await close()
      throw error
    }
  }

  /** Removes what was on its way in when a process was killed; younger ones may belong to another process. */
  async sweep(): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    for (const name of await readdir(this.folder)) {
      const place = path.join(this.folder, name)
      // What another process is keeping just now is gone.
      const found = await stat(place).catch(() => undefined)
      if (found && Date.now() - found.mtimeMs > abandonedAfter) await rm(place, { force: true })
    }
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
