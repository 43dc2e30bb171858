import { readRecord, writeRecord, type Catalog, type FlatRecord, type Problem } from '@xingji/shared'
import type { Book } from './book'
import { combined, isAsShown, resolved, type Side } from './conflict'
import { edited, newEntry, retried, withdrawn, type Entry } from './entry'
import type { Holds } from './entry-files'

/** What came of combining two versions; `changed`: one of them is another by now, both are to be looked at again. */
export type Combination = { outcome: 'done' | 'changed' } | { outcome: 'wrong'; problems: Problem[] }

/** What a person does with records. Each is on the phone when it is done; sending follows by itself. */
export class Records {
  constructor(
    private readonly book: Book,
    private readonly holds: Holds,
    private readonly catalog: () => Catalog,
    private readonly send: () => void,
  ) {}

  /**
   * Checks a record and keeps it on the phone. The problems, when it is not a good record. `from` is the record the form
   * began with, so that a version that came in meanwhile is not overwritten.
   */
  async save(raw: FlatRecord, from?: FlatRecord): Promise<Problem[]> {
    const read = readRecord(raw, this.catalog())
    if (!read.ok) return read.problems
    const record = writeRecord(read.value)
    await this.book.change(read.value.id, (entry) => (entry ? edited(entry, record, from) : newEntry(record)))
    this.send()
    return []
  }

  /** `from` is the record as it was shown. */
  async remove(id: string, from?: FlatRecord): Promise<void> {
    await this.book.change(id, (entry) => entry && withdrawn(entry, from))
    this.send()
  }

  async restore(id: string): Promise<void> {
    // Of what was deleted before it came to this phone nothing is known here.
    await this.book.change(id, (entry) => (entry?.record.kind === undefined ? entry : edited(entry, entry.record)))
    this.send()
  }

  /** Ends a conflict with one version. False when what was `seen` is no longer all there is: then nothing is done. */
  resolve(id: string, keep: Side, seen?: Entry): Promise<boolean> {
    return this.settle(id, seen, (entry) => resolved(entry, keep, this.holds))
  }

  /** Ends a conflict with a record made of both versions; checked like any other. */
  async combine(seen: Entry, made: FlatRecord): Promise<Combination> {
    const read = readRecord(made, this.catalog())
    if (!read.ok) return { outcome: 'wrong', problems: read.problems }
    const record = writeRecord(read.value)
    const done = await this.settle(seen.id, seen, (entry) => combined(entry, record, this.holds))
    return { outcome: done ? 'done' : 'changed' }
  }

  private async settle(id: string, seen: Entry | undefined, step: (entry: Entry) => Entry): Promise<boolean> {
    let done = false
    await this.book.change(id, (entry) => {
      done = entry !== undefined && (seen === undefined || isAsShown(entry, seen))
      return done && entry ? step(entry) : entry
    })
    this.send()
    return done
  }

  /** Sends a refused record again as it is. */
  async retry(id: string): Promise<void> {
    await this.book.change(id, (entry) => entry && retried(entry))
    this.send()
  }
}
