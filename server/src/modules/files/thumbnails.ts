import { buffer } from 'node:stream/consumers'
import { Injectable } from '@nestjs/common'
import { FileStore } from '../../platform/files/file-store.js'
import { Settings } from '../../platform/settings.js'

/** Every WeChat shows it. */
export const thumbnailType = 'image/jpeg'
/** Longer side, enough for a list on a phone. */
const side = 320
const quality = 70
const longestSeconds = 10

export const isPicture = (type: string): boolean => type.startsWith('image/')

/** Small pictures for lists: made at the first wish, one at a time, and kept beside the file. */
@Injectable()
export class Thumbnails {
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly store: FileStore,
    private readonly settings: Settings,
  ) {}

  /** The thumbnail's bytes; undefined when there is no file or nothing in it can be shown. */
  async of(organisation: string, hash: string): Promise<Buffer | undefined> {
    return (await this.store.openSmall(organisation, hash)) ?? this.inTurn(() => this.make(organisation, hash))
  }

  private async make(organisation: string, hash: string): Promise<Buffer | undefined> {
    const kept = await this.store.openSmall(organisation, hash)
    if (kept) return kept
    const file = await this.store.open(organisation, hash)
    const small = file && (await shrink(await buffer(file), this.settings.config.limits.pixels))
    if (small) await this.store.keepSmall(organisation, hash, small)
    return small
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work)
    this.turn = mine.catch(() => undefined)
    return mine
  }
}

/** Upright, without metadata; undefined for what no decoder understands. */
async function shrink(bytes: Buffer, pixels: number): Promise<Buffer | undefined> {
  // Loaded at the first picture: most servers start more often than they shrink.
  const { default: sharp } = await import('sharp')
  try {
    return await sharp(bytes, { limitInputPixels: pixels, failOn: 'none' })
      .timeout({ seconds: longestSeconds })
      .rotate()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality })
      .toBuffer()
  } catch {
    return undefined
  }
}
