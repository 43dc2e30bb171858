import type { TextStore } from '../platform/ports'
import { BookClosed } from './book'
import { parseDesk, type Desk } from './desk'

/** The desk of one organisation on this phone, changed one step after the other. */
export class KeptDesk {
  /** Told of each change once it is on the disk. */
  onChange: (part: Partial<Desk>) => void = () => undefined
  private queue: Promise<unknown> = Promise.resolve()
  private closed = false

  private constructor(
    private readonly store: TextStore,
    private readonly key: string,
    private desk: Desk,
  ) {}

  /** `anew`: nothing that was read from the feed is here, and it is to be read again. */
  static async open(store: TextStore, key: string, anew: boolean): Promise<KeptDesk> {
    const desk = parseDesk(await store.read(key))
    return new KeptDesk(store, key, anew ? { ...desk, cursor: '' } : desk)
  }

  get value(): Desk {
    return this.desk
  }

  /** Changes the desk as it is when its turn comes; ends once that is on the disk. */
  change(step: (desk: Desk) => Partial<Desk> | undefined): Promise<void> {
    const turn = this.queue.then(async () => {
      if (this.closed) throw new BookClosed()
      const part = step(this.desk)
      if (!part) return
      const desk = { ...this.desk, ...part }
      await this.store.write(this.key, JSON.stringify(desk))
      this.desk = desk
      this.onChange(part)
    })
    this.queue = turn.catch(() => undefined)
    return turn
  }

  /** Takes no further change; ends once the last one is on the disk. */
  async close(): Promise<void> {
    this.closed = true
    await this.queue
  }
}
