import type { FlatRecord } from '@xingji/shared'
import type { TextStore } from '../platform/ports'
import { Signal } from './signal'

/** A record that was begun and not saved. */
export interface Draft {
  version: 1
  record: FlatRecord
  /** What the record it edits said when the edit began, in canonical form; absent for a new record. */
  over?: string
  /** Milliseconds since 1970, by the phone's clock. */
  at: number
}

/**
 * Drafts of one organisation on this phone, each under the id of its record, so that two are never mixed up. Every change
 * is written; while a write is under way, only the last change waits.
 */
export class Drafts {
  /** Grows with every draft begun, changed or ended. */
  readonly revision = new Signal(0)
  private readonly drafts = new Map<string, Draft>()
  private readonly waiting = new Map<string, string | undefined>()
  private writing: Promise<void> | undefined

  private constructor(
    private readonly store: TextStore,
    private readonly folder: string,
  ) {}

  static async open(store: TextStore, folder: string): Promise<Drafts> {
    const drafts = new Drafts(store, folder)
    // A text that is no draft stays where it is.
    for (const text of (await store.readAll(`${folder}/`)).values()) {
      const draft = parseDraft(text)
      if (draft) drafts.drafts.set(String(draft.record.id), draft)
    }
    return drafts
  }

  /** New records begun, the last one first. */
  begun(): Draft[] {
    return [...this.drafts.values()].filter((draft) => draft.over === undefined).sort((a, b) => b.at - a.at)
  }

  get(id: string): Draft | undefined {
    return this.drafts.get(id)
  }

  keep(record: FlatRecord, over: string | undefined, at: number): void {
    const id = String(record.id)
    const draft: Draft = { version: 1, record, at, ...(over !== undefined && { over }) }
    this.drafts.set(id, draft)
    this.put(id, JSON.stringify(draft))
  }

  /** Ends a draft: it was saved, or thrown away. */
  drop(id: string): void {
    if (this.drafts.delete(id)) this.put(id, undefined)
  }

  /** Ends once everything kept so far is on the disk, as far as the disk takes it. */
  async settled(): Promise<void> {
    await this.writing
  }

  private put(id: string, text: string | undefined): void {
    this.waiting.set(id, text)
    this.revision.set(this.revision.get() + 1)
    this.writing ??= this.write().finally(() => {
      this.writing = undefined
    })
  }

  private async write(): Promise<void> {
    for (let next = this.waiting.entries().next(); !next.done; next = this.waiting.entries().next()) {
      const [id, text] = next.value
      this.waiting.delete(id)
      const key = `${this.folder}/${id}`
      // A full disk: the draft is still on the screen, and the next change tries again.
      await (text === undefined ? this.store.remove(key) : this.store.write(key, text)).catch(() => undefined)
    }
  }
}

/** A draft from its text; undefined when it is none. */
export function parseDraft(text: string): Draft | undefined {
  try {
    const draft = JSON.parse(text) as Partial<Draft> | null
    return draft?.version === 1 && typeof draft.record?.id === 'string' ? (draft as Draft) : undefined
  } catch {
    return undefined
  }
}
