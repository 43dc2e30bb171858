import type { TextStore } from '../platform/ports'
import { isUnsent, isVoid, reunited, type Entry } from './entry'
import { laterPlace } from './place'
import { Signal } from './signal'

/** A stored text that is no entry: kept as it is, shown and exportable, never overwritten or sent. */
export interface Quarantined {
  key: string
  text: string
}

/** Follows the folder's name where unreadable texts are kept. */
export const unreadableSuffix = '-unreadable'

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
  /** Unreadable texts that could not be moved out of the way: nothing is written over them. */
  private readonly blocked = new Map<string, string>()
  private queue: Promise<unknown> = Promise.resolve()
  private closed = false
  private watchers = new Set<(entry: Entry) => void>()

  private constructor(
    private readonly store: TextStore,
    private readonly folder: string,
  ) {}

  static async open(store: TextStore, folder: string): Promise<Book> {
    const book = new Book(store, folder)
    const [texts, apart] = [await store.readAll(`${folder}/`), await store.readAll(`${folder}${unreadableSuffix}/`)]
    for (const [key, text] of texts) {
      const entry = parseEntry(text)
      if (!entry) await book.setApart(key, text, apart).catch(() => book.blocked.set(key, text))
      else if (isVoid(entry)) await store.remove(key)
      else book.entries.set(entry.id, entry)
    }
    for (const [key, text] of apart) await book.takeBack(key, text).catch(() => book.quarantine.push({ key, text }))
    for (const [key, text] of book.blocked) book.quarantine.push({ key, text })
    return book
  }

  /** Moves an unreadable text out of the way, so that what comes under its id later has a place of its own. */
  private async setApart(key: string, text: string, apart: Map<string, string>): Promise<void> {
    const name = key.slice(this.folder.length + 1)
    let place = `${this.folder}${unreadableSuffix}/${name}`
    for (let copy = 1; apart.has(place) && apart.get(place) !== text; copy += 1)
      place = `${this.folder}${unreadableSuffix}/${name}_${copy}`
    await this.store.write(place, text)
    await this.store.remove(key)
    apart.set(place, text)
  }

  private async unblock(id: string): Promise<void> {
    const key = `${this.folder}/${id}`
    const text = this.blocked.get(key)
    if (text === undefined) return
    await this.setApart(key, text, await this.store.readAll(`${this.folder}${unreadableSuffix}/`))
    this.blocked.delete(key)
  }

  /** A text set apart by another version of the app comes back once it can be read; what came since is not lost to it. */
  private async takeBack(key: string, text: string): Promise<void> {
    const kept = parseEntry(text)
    if (!kept) {
      this.quarantine.push({ key, text })
      return
    }
    const entry = reunited(kept, this.entries.get(kept.id))
    if (!entry) {
      this.quarantine.push({ key, text })
      return
    }
    await this.store.write(`${this.folder}/${entry.id}`, JSON.stringify(entry))
    this.entries.set(entry.id, entry)
    await this.store.remove(key)
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id)
  }

  /** The latest place in the server's journal at which an entry was acknowledged. */
  get place(): string {
    return this.all().reduce((latest, { place }) => laterPlace(latest, place), '')
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

  /** How many records there are, those that cannot be read included, and how many of them may be here only. */
  count(): { records: number; unsent: number } {
    const apart = new Set(this.quarantine.map(({ key }) => key.replace(/.*\//, '').replace(/_\d+$/, '')))
    let [records, unsent] = [0, 0]
    for (const entry of this.entries.values()) {
      if (isVoid(entry)) continue
      records += 1
      if (isUnsent(entry)) unsent += 1
      apart.delete(entry.id)
    }
    return { records: records + apart.size, unsent: unsent + apart.size }
  }

  /** Changes the entry as it is when its turn comes; the promise ends once the change is on the disk. */
  change(id: string, step: (entry: Entry | undefined) => Entry | undefined): Promise<Entry | undefined> {
    const turn = this.queue.then(async () => {
      if (this.closed) throw new BookClosed()
      const before = this.entries.get(id)
      const after = step(before)
      if (!after || after === before) return before
      await this.unblock(id)
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
