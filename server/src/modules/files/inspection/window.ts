import type { Arrival } from '../../../platform/files/file-store.js'

/** What can be looked into. */
export type Bytes = Pick<Arrival, 'size' | 'read'>

const blockSize = 1 << 16
const nothing = Buffer.alloc(0)

/** Reads small pieces of a file without asking the disk for each. */
export class Window {
  private block: Buffer = nothing
  private start = 0

  constructor(private readonly file: Bytes) {}

  get size(): number {
    return this.file.size
  }

  /** At most `length` bytes from `position`; fewer where the file ends. */
  async bytes(position: number, length: number): Promise<Buffer> {
    const end = Math.min(position + length, this.size)
    if (position >= end) return nothing
    if (position < this.start || end > this.start + this.block.length) await this.load(position, length)
    return this.block.subarray(position - this.start, end - this.start)
  }

  /** The place of the next `byte` from `position` on; -1: none. */
  async find(byte: number, position: number): Promise<number> {
    for (let at = position; at < this.size;) {
      const block = await this.rest(at)
      const found = block.indexOf(byte)
      if (found >= 0) return at + found
      at += block.length
    }
    return -1
  }

  /** Is there nothing but zeros and line ends from `position` on? Some programs fill up with them. */
  async isPadding(position: number): Promise<boolean> {
    for (let at = position; at < this.size;) {
      const block = await this.rest(at)
      if (!block.every((byte) => byte === 0 || byte === 0x0a || byte === 0x0d)) return false
      at += block.length
    }
    return true
  }

  /** What is at hand from `position` on. */
  private async rest(position: number): Promise<Buffer> {
    if (position < this.start || position >= this.start + this.block.length) await this.load(position, blockSize)
    return this.block.subarray(position - this.start)
  }

  private async load(position: number, length: number): Promise<void> {
    this.block = await this.file.read(position, Math.min(Math.max(length, blockSize), this.size - position))
    this.start = position
    if (this.block.length === 0) throw new Error('a file became shorter while it was read')
  }
}
