import type { TextStore } from '../platform/ports'
import { isSettled, isUnsent, isVoid, unsure, type Entry } from './entry'
import { reunited } from './entry-answers'
import { Months, monthsSuffix, readMonth, writeMonth } from './months'
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

/** Turns one entry into another; the same or undefined where nothing is to change. */
export type Step = (entry: Entry | undefined) => Entry | undefined

/** Entries put into their months in one turn of the queue. */
const tidied = 200

/**
 * All records of one organisation as one account sees them on this phone. A change is on the disk before it is in
 * memory, so what the screen calls saved is saved.
 *
 * What only this phone has lies in a small text of its own. What the server has received is put into the text of its
 * month, which the server can give again. An entry's own text, where there is one, is the truth; only without it the
 * month's is. Where the own text is there and cannot be read, the month's is what was so once: it is not called received
 * before it was compared with the server.
 */
export class Book {
  /** Grows with every change; screens read the book again. */
  readonly revision = new Signal(0)
  readonly quarantine: Quarantined[] = []
  private entries = new Map<string, Entry>()
  /** Ids of the entries that have a text of their own. */
  private readonly alone = new Set<string>()
  /** Ids of the entries something is still to be done for. */
  private readonly open = new Set<string>()
  private readonly months = new Months()
  /** Unreadable texts that could not be moved out of the way: nothing is written over them. */
  private readonly blocked = new Map<string, string>()
  private latest: string | undefined = ''
  private queue: Promise<unknown> = Promise.resolve()
  private closed = false
  private watchers = new Set<(entry: Entry) => void>()

  private constructor(
    private readonly store: TextStore,
    private readonly folder: string,
  ) {}

  /**
   * `forget` is called, and waited for, before what the server is believed to have received is moved away or comes back
   * after a while: phone and server have to compare.
   */
  static async open(
    store: TextStore,
    folder: string,
    forget: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Book> {
    const book = new Book(store, folder)
    const ask = once(forget)
    const [texts, apart, months] = [
      await store.readAll(`${folder}/`),
      await store.readAll(`${folder}${unreadableSuffix}/`),
      await store.readAll(`${folder}${monthsSuffix}/`),
    ]
    for (const [key, text] of months) await book.openMonth(key, text, apart, ask)
    for (const [key, text] of texts) {
      const entry = parseEntry(text)
      if (!entry) await book.openUnreadable(key, text, apart, ask)
      else if (!isVoid(entry)) book.hold(entry, true)
      else await book.dropVoid(key, entry.id).catch(() => book.alone.add(entry.id))
    }
    for (const [key, text] of apart)
      await book.takeBack(key, text, ask).catch(() => book.quarantine.push({ key, text }))
    for (const [key, text] of book.blocked) book.quarantine.push({ key, text })
    return book
  }

  /** Takes in what a month's text holds. What cannot be read of it is set apart, and the rest written anew. */
  private async openMonth(
    key: string,
    text: string,
    apart: Map<string, string>,
    forget: () => Promise<void>,
  ): Promise<void> {
    const reading = readMonth(text, parseEntry)
    const name = key.slice(key.lastIndexOf('/') + 1)
    for (const entry of reading?.entries ?? []) {
      // What could not be written over once may lie in two texts.
      if ((this.entries.get(entry.id)?.base ?? 0) > entry.base) continue
      this.hold(entry, false)
      this.months.place(entry.id, name)
    }
    if (reading?.whole) return
    try {
      for (const part of reading?.unreadable ?? [text]) await this.setApart(key, part, apart, false)
      await forget()
      if (reading && reading.entries.length > 0) await this.store.write(key, writeMonth(reading.entries))
      else await this.store.remove(key)
    } catch {
      // No room: it stays as it lies, and is tried again at the next opening.
      this.months.close(name)
      for (const part of reading?.unreadable ?? [text]) this.quarantine.push({ key, text: part })
    }
  }

  /**
   * Sets an entry's own text apart that is none. What its month has of it was so before that text; the server may have gone
   * on, or back to a backup, and may have said so there.
   */
  private async openUnreadable(
    key: string,
    text: string,
    apart: Map<string, string>,
    forget: () => Promise<void>,
  ): Promise<void> {
    const copy = this.entries.get(key.slice(key.lastIndexOf('/') + 1))
    const left = copy && unsure(copy)
    try {
      await forget()
      await this.setApart(key, text, apart, !left)
      if (left) await this.store.write(key, JSON.stringify(left))
      if (left) this.hold(left, true)
    } catch {
      // No room: it stays as it lies, and is tried again at the next opening.
      this.blocked.set(key, text)
      if (left) this.hold(left, false)
    }
  }

  /** An entry that is nothing any more; its month may still hold what it was. */
  private async dropVoid(key: string, id: string): Promise<void> {
    const name = this.months.nameOf(id)
    this.entries.delete(id)
    this.open.delete(id)
    this.months.leave(id)
    if (name !== undefined) await this.writeMonth(name, [])
    await this.store.remove(key)
  }

  private hold(entry: Entry, alone: boolean): void {
    const { id } = entry
    if (alone) this.alone.add(id)
    const before = this.entries.get(id)
    this.entries.set(id, entry)
    if (isSettled(entry)) this.open.delete(id)
    else this.open.add(id)
    if (before?.place !== undefined && before.place === this.latest) this.latest = undefined
    else if (this.latest !== undefined) this.latest = laterPlace(this.latest, entry.place)
  }

  /** Moves an unreadable text out of the way, so that what comes under its id later has a place of its own. */
  private async setApart(key: string, text: string, apart: Map<string, string>, remove = true): Promise<void> {
    const name = key.slice(key.lastIndexOf('/') + 1)
    let place = `${this.folder}${unreadableSuffix}/${name}`
    for (let copy = 1; apart.has(place) && apart.get(place) !== text; copy += 1)
      place = `${this.folder}${unreadableSuffix}/${name}_${copy}`
    await this.store.write(place, text)
    if (remove) await this.store.remove(key)
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
  private async takeBack(key: string, text: string, forget: () => Promise<void>): Promise<void> {
    const kept = parseEntry(text)
    const month = kept ? undefined : readMonth(text, parseEntry)
    const all = kept ? [kept] : month?.whole ? month.entries : undefined
    const back = all?.map((entry) => reunited(entry, this.entries.get(entry.id)))
    if (!back?.length || back.some((entry) => entry === undefined)) {
      this.quarantine.push({ key, text })
      return
    }
    // The server may have lost meanwhile what nobody could ask about.
    if (all?.some(({ id, base }) => base > 0 && !this.entries.has(id))) await forget()
    for (const entry of back) {
      if (!entry || entry === this.entries.get(entry.id)) continue
      await this.store.write(`${this.folder}/${entry.id}`, JSON.stringify(entry))
      this.hold(entry, true)
    }
    await this.store.remove(key)
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id)
  }

  /** The latest place in the server's journal at which an entry was acknowledged. */
  get place(): string {
    return (this.latest ??= this.all().reduce((latest, { place }) => laterPlace(latest, place), ''))
  }

  /** Every entry, deleted ones included. */
  all(): Entry[] {
    return [...this.entries.values()]
  }

  living(): Entry[] {
    return this.all().filter((entry) => !entry.deleted)
  }

  /** Entries that may still be sent, ask something of a person or wait for a file; all others are received. */
  unsettled(): Entry[] {
    return [...this.open].map((id) => this.entries.get(id)!)
  }

  unsent(): Entry[] {
    return this.unsettled().filter(isUnsent)
  }

  /** How many records there are, those that cannot be read included, and how many of them may be here only. */
  count(): { records: number; unsent: number } {
    const apart = new Set(this.quarantine.map(({ key }) => key.replace(/.*\//, '').replace(/_\d+$/, '')))
    for (const id of apart) if (this.entries.has(id)) apart.delete(id)
    const records = this.entries.size - this.unsettled().filter(isVoid).length
    const unsent = this.unsent().length
    return { records: records + apart.size, unsent: unsent + apart.size }
  }

  /** Changes the entry as it is when its turn comes; the promise ends once the change is on the disk. */
  change(id: string, step: Step): Promise<Entry | undefined> {
    return this.turn(async () => {
      const before = this.entries.get(id)
      const after = step(before)
      if (!after || after === before) return before
      await this.writeAlone(after)
      this.tell([after])
      return after
    })
  }

  /** The same for many at once, as a page of the server's feed brings them: what is received goes into its month. */
  changeAll(steps: ReadonlyMap<string, Step>): Promise<void> {
    return this.turn(async () => {
      const months = new Map<string, Entry[]>()
      const done: Entry[] = []
      try {
        for (const [id, step] of steps) {
          const before = this.entries.get(id)
          const after = step(before)
          if (!after || after === before) continue
          if (this.alone.has(id) || !isSettled(after) || this.blocked.has(`${this.folder}/${id}`)) {
            await this.writeAlone(after)
            done.push(after)
          } else this.plan(after, months)
        }
        for (const [name, entries] of months) {
          await this.writeMonth(name, entries)
          for (const entry of entries) this.hold(entry, false)
          done.push(...entries)
        }
      } finally {
        // A full disk may stop it half way: what was written is so.
        this.tell(done)
      }
    })
  }

  /** Puts what has been received since into its months, some at a time, so that changes come in between. */
  async tidy(): Promise<void> {
    while (await this.turn(() => this.tidySome()));
  }

  private async tidySome(): Promise<boolean> {
    const ready = [...this.alone].flatMap((id) => this.entries.get(id) ?? []).filter(isSettled)
    const months = new Map<string, Entry[]>()
    for (const entry of ready.slice(0, tidied)) this.plan(entry, months)
    for (const [name, entries] of months) {
      await this.writeMonth(name, entries)
      for (const { id } of entries) {
        await this.store.remove(`${this.folder}/${id}`)
        this.alone.delete(id)
      }
    }
    return ready.length > tidied
  }

  private plan(entry: Entry, months: Map<string, Entry[]>): void {
    const name = this.months.nameOf(entry.id) ?? this.months.roomFor(entry.record, months)
    months.set(name, [...(months.get(name) ?? []), entry])
  }

  /** Writes a month's text with these entries in it; those that have a text of their own leave it. */
  private async writeMonth(name: string, coming: readonly Entry[]): Promise<void> {
    const ids = new Set(coming.map(({ id }) => id))
    const leaving = this.months.in(name).filter((id) => !ids.has(id) && this.alone.has(id))
    const staying = this.months.in(name).filter((id) => !ids.has(id) && !this.alone.has(id))
    const entries = [...staying.map((id) => this.entries.get(id)!), ...coming]
    const key = `${this.folder}${monthsSuffix}/${name}`
    if (entries.length > 0) await this.store.write(key, writeMonth(entries))
    else await this.store.remove(key)
    for (const id of leaving) this.months.leave(id)
    for (const id of ids) this.months.place(id, name)
  }

  private async writeAlone(entry: Entry): Promise<void> {
    await this.unblock(entry.id)
    await this.store.write(`${this.folder}/${entry.id}`, JSON.stringify(entry))
    this.hold(entry, true)
  }

  private tell(changed: readonly Entry[]): void {
    if (changed.length === 0) return
    for (const entry of changed) for (const watcher of this.watchers) watcher(entry)
    this.revision.set(this.revision.get() + 1)
  }

  /** One after the other: each finds what the one before it has left. */
  private turn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(() => {
      if (this.closed) throw new BookClosed()
      return act()
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

/** Done at most once, unless it fails. */
function once(act: () => Promise<void>): () => Promise<void> {
  let isDone = false
  return async () => {
    if (!isDone) await act()
    isDone = true
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
