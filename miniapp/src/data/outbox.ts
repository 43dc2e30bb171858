import type { Clock } from '../platform/ports'
import { BookClosed, type Book } from './book'
import { isDue, type Entry, type Outgoing } from './entry'
import { acknowledged, contested, frozen, refused } from './entry-answers'
import type { Holds } from './entry-files'
import { Past } from './past'
import { placeIn, theirsOf, type Remote, type Reply, type Written } from './remote'
import { Signal } from './signal'
import type { Uploads } from './uploads'

/** Files on their way at once. */
const parallel = 2
const firstWait = 2_000
const longestWait = 5 * 60_000

/** What stands between the phone and the server, as far as the last try showed; `full`: the phone can keep no more. */
export type Connection = 'untried' | 'reached' | 'unreachable' | 'signedOut' | 'full'

/**
 * Sends what the server has not acknowledged: first the records, which are small, then their files. Each record goes by
 * itself, frozen before its first try, so a try can be repeated at any time, and one after the other, so that each says
 * where the server stood with the one before (`past.ts`); a file is what its hash says. After a failure the outbox waits,
 * twice as long each time; a new flush tries at once.
 */
export class Outbox {
  readonly connection = new Signal<Connection>('untried')
  readonly sending = new Signal<ReadonlySet<string>>(new Set())
  /** What this phone heard of the server's past. */
  past = new Past('')
  /** Fetches the server's version of a record that was refused as stale; false when it could not. */
  pull: () => Promise<boolean> = () => Promise.resolve(false)
  private running: Promise<void> | undefined
  private wait = firstWait
  private waiting = false
  private again = false
  private stopped = false

  constructor(
    private readonly book: Book,
    private readonly remote: Pick<Remote, 'putRecord' | 'deleteRecord'>,
    private readonly organisation: string,
    private readonly clock: Pick<Clock, 'after'>,
    private readonly uploads: Pick<Uploads, 'due' | 'waiting' | 'send'>,
    private readonly holds: Holds,
  ) {}

  /** Sends all that is due. Calls while it runs join the running one; what they added is sent too. */
  flush(): Promise<void> {
    if (this.stopped) return Promise.resolve()
    if (this.running) {
      this.again = true
      return this.running
    }
    this.running = this.run()
      .catch((error: unknown) => {
        if (error instanceof BookClosed) return
        // The phone could not keep what came of it. The server may have acted: the same is sent again.
        this.connection.set('full')
        this.retryLater()
      })
      .finally(() => {
        this.running = undefined
      })
    return this.running
  }

  /** Sends nothing from now on. What is under way is found unanswered, and sent again, by whoever comes next. */
  stop(): void {
    this.stopped = true
  }

  private async run(): Promise<void> {
    do {
      this.again = false
      const records = this.book.unsettled().filter(isDue)
      const reached =
        (await this.each(records, 1, ({ id }) => this.send(id))) &&
        (await this.each(this.uploads.due(), parallel, (hash) => this.sendFile(hash)))
      if (this.stopped) return
      if (!reached) return this.retryLater()
      this.wait = firstWait
      // An edit made while its record was on the way is due again.
      if (this.book.unsettled().some(isDue)) this.again = true
    } while (this.again)
  }

  /** Takes a few steps at a time until all are done or the server is out of reach; false when it is. */
  private async each<T>(all: T[], atOnce: number, step: (one: T) => Promise<boolean>): Promise<boolean> {
    let reached = true
    const worker = async () => {
      for (let one = all.shift(); one !== undefined && reached && !this.stopped; one = all.shift())
        reached = (await step(one)) && reached
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return reached
  }

  private retryLater(): void {
    if (this.waiting || this.connection.get() === 'signedOut') return
    this.waiting = true
    this.clock.after(this.wait, () => {
      this.waiting = false
      void this.flush()
    })
    this.wait = Math.min(this.wait * 2, longestWait)
  }

  /** One try for one record; false when the server was not reached and the rest need not be tried. */
  private async send(id: string): Promise<boolean> {
    const entry = await this.book.change(id, (now) => now && (isDue(now) ? frozen(now) : now))
    if (!entry?.outgoing || !isDue(entry)) return true
    this.mark(id, true)
    try {
      for (;;) {
        const asked = this.past.latest
        const reply = await this.transmit(id, entry.outgoing, asked)
        const isOfOnePast = !bringsNews(reply) || this.past.goesOn(asked, placeOf(reply))
        if (isOfOnePast || this.stopped) return await this.settle(id, entry.outgoing, reply)
        if (this.book.get(id)?.outgoing !== entry.outgoing) return true
      }
    } finally {
      this.mark(id, false)
    }
  }

  /** One try for one file; false when the server was not reached. */
  private async sendFile(hash: string): Promise<boolean> {
    const waiting = this.uploads.waiting(hash)
    for (const id of waiting) this.mark(id, true)
    try {
      const outcome = await this.uploads.send(hash)
      this.connection.set(outcome)
      return outcome === 'reached'
    } finally {
      for (const id of waiting) this.mark(id, false)
    }
  }

  private transmit(id: string, outgoing: Outgoing, known: string): Promise<Reply<Written>> {
    return outgoing.deleted
      ? this.remote.deleteRecord(this.organisation, id, outgoing.base, known)
      : this.remote.putRecord(this.organisation, id, outgoing.body, known)
  }

  private async settle(id: string, sent: Outgoing, reply: Reply<Written>): Promise<boolean> {
    if (reply.outcome === 'unreachable' || reply.outcome === 'signedOut') {
      this.connection.set(reply.outcome)
      return false
    }
    this.connection.set('reached')
    if (reply.outcome === 'done') {
      const { revision, missingFiles, place } = reply.value
      await this.change(id, sent, (entry) => acknowledged(entry, revision, missingFiles, this.holds, place))
      return true
    }
    // Deleted, brought back and deleted again before any of it went out: what it was made from is gone already. Or the
    // server has lost it, and with it all that could be deleted.
    if (sent.deleted && reply.refusal.code === 'recordUnknown') {
      const isLost = theirsOf(reply.details) === null
      await this.change(id, sent, (entry) => (isLost ? contested(entry, null) : acknowledged(entry, sent.base)))
      return true
    }
    // The server was restored from a backup: nothing is sent before everything is compared.
    if (reply.refusal.code === 'cursorUnknown') return (await this.pull()) && this.book.get(id)?.outgoing !== sent
    if (reply.status === 409) {
      const theirs = theirsOf(reply.details)
      const place = placeOf(reply)
      if (theirs !== undefined) await this.change(id, sent, (entry) => contested(entry, theirs, this.holds, place))
      else if (!(await this.pull())) return false
      if (!this.book.get(id)?.outgoing) return true
    }
    await this.change(id, sent, (entry) => refused(entry, reply.refusal))
    return true
  }

  /** Notes an answer, unless what was sent has been overtaken: a late answer says nothing about what came since. */
  private change(id: string, sent: Outgoing, step: (entry: Entry) => Entry): Promise<Entry | undefined> {
    return this.book.change(id, (entry) => (entry?.outgoing === sent ? step(entry) : entry))
  }

  private mark(id: string, on: boolean): void {
    const next = new Set(this.sending.get())
    if (on) next.add(id)
    else next.delete(id)
    this.sending.set(next)
  }
}

/** Does an answer say what the server holds? */
const bringsNews = (reply: Reply<Written>): boolean =>
  reply.outcome === 'done' || (reply.outcome === 'refused' && theirsOf(reply.details) !== undefined)

const placeOf = (reply: Reply<Written>): string | undefined =>
  reply.outcome === 'done' ? reply.value.place : reply.outcome === 'refused' ? placeIn(reply.details) : undefined
