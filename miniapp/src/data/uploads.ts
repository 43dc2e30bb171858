import type { FileStore } from '../platform/ports'
import type { Book } from './book'
import { isUnacknowledged, type Entry, type Refusal } from './entry'
import { awaiting, fileRefused, filesDue, stillAwaited } from './entry-files'
import type { Files } from './files'
import { Past } from './past'
import { laterPlace } from './place'
import type { FileReceipt, Held, Remote, Reply } from './remote'
import { Signal } from './signal'

export type Outcome = 'reached' | 'unreachable' | 'signedOut'

const isOfLostPast = (reply: Reply<unknown>): boolean =>
  reply.outcome === 'refused' && reply.refusal.code === 'cursorUnknown'

/**
 * The file steps of sending: each file by itself, and then the server's word that the record is whole. Both say where the
 * server stood (`past.ts`), so that a record called received is so of the past this phone goes by.
 */
export class Uploads {
  /** The part sent of each file under way, 0 to 1. */
  readonly progress = new Signal<ReadonlyMap<string, number>>(new Map())
  /** What this phone heard of the server's past. */
  past = new Past('')
  /** Compares with a server that was restored from a backup; false when it could not. */
  pull: () => Promise<boolean> = () => Promise.resolve(false)
  /** Files the server said it has while a record could not be told to be whole: asked about before they are sent again. */
  private readonly accepted = new Set<string>()
  /** How many receipts came so far, and which one each file's last was. */
  private receipts = 0
  private readonly receiptOf = new Map<string, number>()

  constructor(
    private readonly book: Book,
    private readonly files: Files,
    private readonly store: Pick<FileStore, 'upload'>,
    private readonly remote: Pick<Remote, 'upload' | 'record'>,
    private readonly organisation: string,
  ) {}

  /** Hashes to be sent, each once, oldest record first. */
  due(): string[] {
    return [...new Set(this.book.unsettled().flatMap((entry) => filesDue(entry, this.files.holds)))]
  }

  /**
   * Looks after what would wait for ever: a file the device has lost is no longer called one of this phone; and a file that
   * was refused another phone may have sent since, which nobody is told of while its record waits for others.
   */
  async review(): Promise<void> {
    for (const { id, base, refusedFiles, missingFiles } of this.book.unsettled()) {
      const isLost = missingFiles?.some((hash) => !this.files.holds(hash))
      if (isLost) await this.holdAgainst(id)
      if (refusedFiles && (await this.confirm(id, base)) !== 'reached') return
    }
  }

  /** Records that wait for a file. */
  waiting(hash: string): string[] {
    const waits = this.book.unsettled().filter((entry) => filesDue(entry, this.files.holds).includes(hash))
    return waits.map(({ id }) => id)
  }

  /** One try for one file; another one where everything had to be compared first. */
  async send(hash: string, again = true): Promise<Outcome> {
    const key = this.files.key(hash)
    if (key === undefined) return 'reached'
    // Asked once; where the server has lost it meanwhile it is sent again.
    if (this.accepted.delete(hash)) {
      const outcome = await this.confirmAll(hash)
      if (outcome !== 'reached' || this.waiting(hash).length === 0) return outcome
    }
    const asked = this.past.latest
    const reply = await this.remote.upload(this.organisation, hash, asked, (to) =>
      this.store.upload(key, { ...to, onProgress: (part) => this.note(hash, part) }),
    )
    this.note(hash, undefined)
    if (reply.outcome === 'done') {
      if (reply.value.hash !== hash) return 'unreachable'
      this.accepted.add(hash)
      this.receipts += 1
      this.receiptOf.set(hash, this.receipts)
      // Another answer came in between: that both are of one past is for the server to say.
      return this.past.goesOn(asked, reply.value.place) ? this.arrived(hash, reply.value) : this.confirmAll(hash)
    }
    if (isOfLostPast(reply)) {
      if (!(await this.pull())) return 'unreachable'
      return again && this.waiting(hash).length > 0 ? this.send(hash, false) : 'reached'
    }
    if (reply.outcome === 'refused') return this.refused(hash, reply)
    return reply.outcome === 'unreachable' ? this.failed(hash) : reply.outcome
  }

  /** A record is whole when the server says so, not when the last file has gone. */
  private async arrived(hash: string, { completed, place }: FileReceipt): Promise<Outcome> {
    for (const id of this.waiting(hash)) {
      const { base } = this.book.get(id)!
      const rest = (entry: Entry) => (completed.includes(id) ? [] : stillAwaited(entry, hash))
      const isLast = (entry: Entry) => !completed.includes(id) && rest(entry).length === 0
      await this.settle(id, base, (entry) => (isLast(entry) ? stillAwaited(entry) : rest(entry)), place)
      if (!this.waiting(hash).includes(id)) continue
      const outcome = await this.confirm(id, base)
      if (outcome !== 'reached') return outcome
    }
    return 'reached'
  }

  private async confirmAll(hash: string): Promise<Outcome> {
    for (const id of this.waiting(hash)) {
      const outcome = await this.confirm(id, this.book.get(id)!.base)
      if (outcome !== 'reached') return outcome
    }
    return 'reached'
  }

  /**
   * Asks the server what it still waits for: its word counts, not what this phone was told before, since it may have been
   * restored from a backup. Another revision over there is the pull's to bring.
   */
  private async confirm(id: string, base: number): Promise<Outcome> {
    const receipts = this.receipts
    const reply = await this.ask(id)
    if (isOfLostPast(reply)) return (await this.pull()) ? 'reached' : 'unreachable'
    if (reply.outcome === 'unreachable' || reply.outcome === 'signedOut') return reply.outcome
    if (reply.outcome === 'refused' || reply.value.revision !== base) return 'reached'
    const { missingFiles, place } = reply.value
    // Another file may have arrived while this was asked.
    const rest = () => missingFiles.filter((hash) => (this.receiptOf.get(hash) ?? 0) <= receipts)
    await this.settle(id, base, rest, place)
    return 'reached'
  }

  /** Asks until the answer joins on to what was heard last. */
  private async ask(id: string): Promise<Reply<Held>> {
    for (;;) {
      const asked = this.past.latest
      const reply = await this.remote.record(this.organisation, id, asked)
      if (reply.outcome !== 'done' || this.past.goesOn(asked, reply.value.place)) return reply
    }
  }

  private settle(
    id: string,
    base: number,
    rest: (entry: Entry) => string[],
    place?: string,
  ): Promise<Entry | undefined> {
    return this.book.change(id, (entry) => {
      if (!entry || entry.base !== base || isUnacknowledged(entry)) return entry
      const awaited = rest(entry)
      const before = stillAwaited(entry)
      const same = awaited.length === before.length && awaited.every((hash) => before.includes(hash))
      if (same) return entry
      return awaiting({ ...entry, place: laterPlace(entry.place ?? '', place) }, awaited, this.files.holds)
    })
  }

  private async refused(hash: string, reply: Extract<Reply<unknown>, { outcome: 'refused' }>): Promise<Outcome> {
    if (reply.refusal.code !== 'hashMismatch') return this.giveBack(hash, reply.refusal)
    // Changed on the way: worth another try. Changed on the phone: never.
    if (await this.files.isWhole(hash)) return 'unreachable'
    if (!this.files.holds(hash)) return this.lost(hash)
    return this.giveBack(hash, { code: 'fileDamaged', message: '这份材料在手机上损坏了，请去掉后重新加。' })
  }

  /** No answer came; perhaps because the phone has lost the file. */
  private async failed(hash: string): Promise<Outcome> {
    return (await this.files.isThere(hash)) ? 'unreachable' : this.lost(hash)
  }

  private async lost(hash: string): Promise<Outcome> {
    for (const { id, missingFiles } of this.book.unsettled())
      if (missingFiles?.includes(hash)) await this.holdAgainst(id)
    return 'reached'
  }

  /** Which of the files that a record waits for are here is looked at anew. */
  private holdAgainst(id: string): Promise<Entry | undefined> {
    return this.book.change(id, (entry) => entry && awaiting(entry, stillAwaited(entry), this.files.holds))
  }

  private async giveBack(hash: string, refusal: Refusal): Promise<Outcome> {
    for (const id of this.waiting(hash))
      await this.book.change(id, (entry) => entry && fileRefused(entry, hash, refusal))
    return 'reached'
  }

  private note(hash: string, part: number | undefined): void {
    const next = new Map(this.progress.get())
    if (part === undefined) next.delete(hash)
    else next.set(hash, part)
    this.progress.set(next)
  }
}
