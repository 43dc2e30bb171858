import type { TextStore } from '../platform/ports'
import { isUnsent, isVoid, type Entry } from './entry'
import { Signal } from './signal'

/** A stored text that is no entry: kept as it is, shown and exportable, never overwritten or sent. */
export interface Quarantined {
  key: string
  text: string
}

/** A change came after another account or organisation was entered. */
export class BookClosed extends Error {}

/**
 * All records of one organisation as one account sees them on this phone. A change is on the disk before it is in
 * memory, so what the screen calls saved is saved.
 */
export class Book {
  /** Grows with every change; screens read the book again. */
  readonly revision = new Signal(0)
  readonly quarantine: Quarantined[] = []
  private entries = new Map<string, Entry>()
  private queue: Promise<unknown> = Promise.resolve()
  private closed = false
  private watchers = new Set<(entry: Entry) => void>()

  private constructor(
    private readonly store: TextStore,
    private readonly folder: string,
  ) {}

  static async open(store: TextStore, folder: string): Promise<Book> {
    const book = new Book(store, folder)
    for (const [key, text] of await store.readAll(`${folder}/`)) {
      const entry = parseEntry(text)
      if (!entry) book.quarantine.push({ key, text })
      else if (isVoid(entry)) await store.remove(key)
      else book.entries.set(entry.id, entry)
    }
    return book
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id)
  }

  /** Every entry, deleted ones included. */
  all(): Entry[] {
    return [...this.entries.values()]
  }

  living(): Entry[] {
    return this.all().filter((entry) => !entry.deleted)
  }

  unsent(): Entry[] {
    return this.all().filter(isUnsent)
  }

  /** Changes the entry as it is when its turn comes; the promise ends once the change is on the disk. */
  change(id: string, step: (entry: Entry | undefined) => Entry | undefined): Promise<Entry | undefined> {
    const turn = this.queue.then(async () => {
      if (this.closed) throw new BookClosed()
      const before = this.entries.get(id)
      const after = step(before)
      if (!after || after === before) return before
      await this.store.write(`${this.folder}/${id}`, JSON.stringify(after))
      this.entries.set(id, after)
      for (const watcher of this.watchers) watcher(after)
      this.revision.set(this.revision.get() + 1)
      return after
    })
    this.queue = turn.catch(() => undefined)
    return turn
  }

  /** Takes no further change; ends once the last one is on the disk. Nothing that comes late can then overwrite anything. */
  async close(): Promise<void> {
    this.closed = true
    await this.queue
  }

  /** Tells of each entry after it changed. */
  watch(watcher: (entry: Entry) => void): void {
    this.watchers.add(watcher)
  }
}

/** An entry from its text; undefined when it is none. */
export function parseEntry(text: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null
    const whole = entry?.version === 1 && typeof entry.id === 'string' && typeof entry.base === 'number' && entry.record
    return whole ? (entry as Entry) : undefined
  } catch {
    return undefined
  }
}
