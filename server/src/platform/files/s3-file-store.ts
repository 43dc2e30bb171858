import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { FileStore, type Arrival } from './file-store.js'
import type { S3Bucket } from './s3-bucket.js'
import type { Spool } from './spool.js'

/**
 * Evidence in a bucket: `<organisation>/<first two of the hash>/<hash>`. Bytes are counted and judged in a local spool and
 * sent once they are found good, under their hash and signed with it: the store has a file whole or not at all.
 */
export class S3FileStore extends FileStore {
  constructor(
    private readonly bucket: S3Bucket,
    private readonly spool: Spool,
  ) {
    super()
  }

  receive(bytes: Readable, limit: number): Promise<Arrival> {
    return this.spool.receive(bytes, limit, async (place, organisation, hash) =>
      this.bucket.put(keyOf(organisation, hash), await readFile(place), hash),
    )
  }

  async open(organisation: string, hash: string): Promise<Readable | undefined> {
    const found = await this.bucket.get(keyOf(organisation, hash))
    return found && Readable.fromWeb(found.body as ReadableStream)
  }

  async openSmall(organisation: string, hash: string): Promise<Buffer | undefined> {
    const found = await this.bucket.get(smallKeyOf(organisation, hash))
    return found && Buffer.from(await found.arrayBuffer())
  }

  keepSmall(organisation: string, hash: string, bytes: Buffer): Promise<void> {
    return this.bucket.put(smallKeyOf(organisation, hash), bytes)
  }

  isUp(): Promise<boolean> {
    return this.bucket.isUp()
  }
}

const keyOf = (organisation: string, hash: string): string => `${organisation}/${hash.slice(0, 2)}/${hash}`
const smallKeyOf = (organisation: string, hash: string): string => `${organisation}/small/${hash}`
