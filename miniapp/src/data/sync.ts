import type { TextStore } from '../platform/ports'
import { BookClosed, type Book } from './book'
import { filesOf } from './entry-files'
import type { Facts } from './facts'
import type { Files } from './files'
import type { KeptDesk } from './kept-desk'
import type { Outbox } from './outbox'
import { Past } from './past'
import { laterPlace } from './place'
import { pullChanges, type Keep } from './pull'
import type { Remote } from './remote'
import type { Uploads } from './uploads'

/** Sends what is unsent and brings in what others did, one exchange at a time. */
export class Sync {
  private exchanging: Promise<void> | undefined
  private pulling: Promise<boolean> | undefined
  /** Files no record named when the app was opened. */
  private readonly unnamedFiles: string[]
  private readonly past: Past
  private closed = false

  constructor(
    private readonly book: Book,
    private readonly desk: KeptDesk,
    private readonly files: Files,
    private readonly outbox: Outbox,
    private readonly facts: Facts,
    private readonly remote: Remote,
    private readonly store: TextStore,
    private readonly organisation: string,
    private readonly uploads: Pick<Uploads, 'review' | 'pull' | 'past'>,
  ) {
    outbox.pull = uploads.pull = () => this.pull()
    const { cursor, heard } = desk.value
    outbox.past = uploads.past = this.past = new Past(laterPlace(laterPlace(cursor, heard), book.place))
    const named = new Set(book.all().flatMap(({ record }) => filesOf(record)))
    this.unnamedFiles = files.hashes().filter((hash) => !named.has(hash))
  }

  /** Calls while it runs join the running one. */
  run(): Promise<void> {
    return (this.exchanging ??= this.exchange()
      .catch((error: unknown) => {
        // The phone could not keep what came; the cursor stands where it was, so it comes again.
        if (!(error instanceof BookClosed)) this.outbox.connection.set('full')
      })
      .finally(() => {
        this.exchanging = undefined
      }))
  }

  close(): void {
    this.closed = true
  }

  private async exchange(): Promise<void> {
    await this.outbox.flush()
    await this.facts.send()
    if (!(await this.pull())) return
    // What the server turned out to have lost is due again.
    await this.outbox.flush()
    await this.facts.refresh()
    await this.uploads.review()
    // Only tidying up: what fails is tried at the next start.
    await this.book.tidy().catch(() => undefined)
    await this.sweepFiles().catch(() => undefined)
  }

  /** One at a time: a late page must not come in between. */
  private pull(): Promise<boolean> {
    return (this.pulling ??= this.pullOnce().finally(() => {
      this.pulling = undefined
    }))
  }

  private async pullOnce(): Promise<boolean> {
    const place = { cursor: this.desk.value.cursor, past: this.past }
    const keep: Keep = (part) => this.desk.change(() => part)
    const outcome = await pullChanges(this.book, this.remote, this.organisation, place, keep, this.files.holds)
    this.outbox.connection.set(outcome === 'done' || outcome === 'refused' ? 'reached' : outcome)
    return outcome === 'done'
  }

  /** Removes files that no text on this phone names: no record, draft, version in conflict, nothing that cannot be read. */
  private async sweepFiles(): Promise<void> {
    const suspects = this.unnamedFiles.splice(0)
    // A text that was cut off may have named any of them.
    if (this.closed || this.book.quarantine.length > 0) return
    await this.files.sweep(suspects, async () => {
      const texts = await this.store.readAll('')
      return new Set([...texts.values()].flatMap((text) => text.match(/[0-9a-f]{64}/g) ?? []))
    })
  }
}
