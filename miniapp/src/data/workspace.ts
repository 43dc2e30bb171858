import type { Catalog, Efforts, FlatRecord, Problem } from '@xingji/shared'
import type { Clock, FileStore, TextStore } from '../platform/ports'
import type { Book } from './book'
import type { Side } from './conflict'
import type { JoinedCycle } from './cycles'
import type { Desk } from './desk'
import { Drafts } from './drafts'
import { Duties } from './duties'
import { stateOf, type Entry, type SyncState } from './entry'
import { EvidenceSource } from './evidence-source'
import { Facts } from './facts'
import { Files } from './files'
import { Kept } from './kept'
import { KeptDesk } from './kept-desk'
import type { LastCard } from './last-card'
import { openBook } from './open-book'
import { Outbox } from './outbox'
import { nowhere } from './place'
import { contextOf, parsed, readable } from './readable'
import { Records, type Combination } from './records'
import type { Assessment, Organisation, PastRevision, Remote, Reply } from './remote'
import { roomIn } from './room'
import { Scores, type ScoreContext } from './scores'
import { Signal } from './signal'
import type { Bundle } from './standards'
import { Sync } from './sync'
import { Uploads } from './uploads'

export interface WorkspaceParts {
  store: TextStore
  fileStore: FileStore
  clock: Pick<Clock, 'after' | 'now'>
  remote: Remote
  bundle: Bundle
  /** Folder of this account and organisation in the store. */
  folder: string
  /** The scorecard looked at last, for the next opening. */
  lastCard: Kept<LastCard | undefined>
  organisation: Organisation
  /** False while nobody is signed in: everything stays on this phone. */
  online: boolean
}

/** What is read from the phone when an organisation is opened. */
interface Opened {
  book: Book
  files: Files
  drafts: Drafts
  efforts: Kept<Efforts>
  desk: KeptDesk
}

/** One organisation on this phone: its records, their way to the server, and its scores. */
export class Workspace {
  /** Grows with every change a screen may show. */
  readonly revision = new Signal(0)
  readonly book: Book
  readonly files: Files
  readonly drafts: Drafts
  /** What the society's own efforts are, in hours, for planning. */
  readonly efforts: Kept<Efforts>
  readonly uploads: Uploads
  readonly outbox: Outbox
  readonly scores: Scores
  readonly duties: Duties
  readonly evidence: EvidenceSource
  private readonly desk: KeptDesk
  private readonly facts: Facts
  private readonly records: Records
  private readonly sync: Sync

  private constructor(
    private readonly parts: WorkspaceParts,
    { book, files, drafts, efforts, desk }: Opened,
  ) {
    const { store, fileStore, clock, remote, online } = parts
    const { id } = parts.organisation
    this.book = book
    this.files = files
    this.drafts = drafts
    this.efforts = efforts
    this.desk = desk
    const entries = () => readable(book, this.catalog)
    this.scores = new Scores(parts.bundle, this.context(), entries)
    this.duties = new Duties(parts.bundle, this.context(), desk.value.waivers, entries)
    this.uploads = new Uploads(book, files, fileStore, remote, id)
    this.outbox = new Outbox(book, remote, id, clock, this.uploads, files.holds)
    this.facts = new Facts(desk, remote, id, clock, () => parts.bundle)
    this.records = new Records(
      book,
      files.holds,
      () => this.catalog,
      () => this.send(),
    )
    this.sync = new Sync(book, desk, files, this.outbox, this.facts, remote, store, id, this.uploads)
    this.evidence = new EvidenceSource(files, remote, id, online)
    if (online) files.makeRoom = roomIn(book, files, remote, id)
    this.listen()
  }

  static async open(parts: WorkspaceParts): Promise<Workspace> {
    const { store, folder, clock } = parts
    const book = await openBook(store, folder)
    const desk = await KeptDesk.open(store, `${folder}/desk`, book.count().records === 0)
    const files = await Files.open(parts.fileStore, clock, `${folder}/files`)
    const drafts = await Drafts.open(store, `${folder}/drafts`)
    const efforts = await Kept.open<Efforts>(store, `${folder}/efforts`, {})
    return new Workspace(parts, { book, files, drafts, efforts, desk })
  }

  private listen(): void {
    const { book, drafts, outbox, files, desk } = this
    const touched = () => this.revision.set(this.revision.get() + 1)
    desk.onChange = (part) => {
      this.deskChanged(part)
      touched()
    }
    book.watch((entry) => this.rescore(entry))
    for (const signal of [book.revision, drafts.revision, files.revision]) signal.subscribe(touched)
    outbox.sending.subscribe(touched)
    outbox.connection.subscribe(touched)
  }

  /** Where it lies in the store. */
  get folder(): string {
    return this.parts.folder
  }
  get organisation(): Organisation {
    return this.parts.organisation
  }
  get catalog(): Catalog {
    return this.parts.bundle.catalog
  }
  get online(): boolean {
    return this.parts.online
  }
  /** Rubrics the organisation follows. */
  get followed(): readonly string[] {
    return this.facts.followed
  }

  /** The cycles the organisation joined, the last joined last. */
  get cycles(): readonly JoinedCycle[] {
    return this.facts.cycles
  }

  /** Joins an organiser's cycle with the code they gave out; the sentence to show when that did not work. */
  joinCycle(code: string): Promise<string | undefined> {
    return this.facts.joinCycle(code)
  }

  /** Leaves a cycle; the sentence to show when that did not work. */
  leaveCycle(cycle: string): Promise<string | undefined> {
    return this.facts.leaveCycle(cycle)
  }

  /** Goes by another catalog and other rubrics from now on. Kinds and fields are never taken back, so a form may be open. */
  useLaw(bundle: Bundle): void {
    this.parts.bundle = bundle
    this.scores.use(bundle, this.context())
    this.duties.use(bundle, this.context())
    this.revision.set(this.revision.get() + 1)
  }

  /** Keeps the scorecard on the screen for the next opening. */
  keepCard(card: LastCard): Promise<void> {
    return this.parts.lastCard.set(card)
  }

  state(entry: Entry): SyncState {
    return stateOf(entry, this.outbox.sending.get().has(entry.id))
  }

  /** `records.ts` says what each of these does. */
  save(raw: FlatRecord, from?: FlatRecord): Promise<Problem[]> {
    return this.records.save(raw, from)
  }
  remove(id: string, from?: FlatRecord): Promise<void> {
    return this.records.remove(id, from)
  }
  restore(id: string): Promise<void> {
    return this.records.restore(id)
  }
  resolve(id: string, keep: Side, seen?: Entry): Promise<boolean> {
    return this.records.resolve(id, keep, seen)
  }
  combine(seen: Entry, made: FlatRecord): Promise<Combination> {
    return this.records.combine(seen, made)
  }
  retry(id: string): Promise<void> {
    return this.records.retry(id)
  }

  /** Every revision of a record the server holds, newest first. */
  history(id: string): Promise<Reply<{ revisions: PastRevision[] }>> {
    return this.parts.remote.history(this.organisation.id, id)
  }

  assessment(rubric: string): Assessment {
    return this.facts.assessment(rubric)
  }

  async assess(rubric: string, assessment: Assessment): Promise<void> {
    await this.facts.assess(rubric, assessment)
    this.sendFacts()
  }

  /** Says that a duty does not concern the organisation, or (without a reason) that it does after all. */
  async waive(key: string, reason: string | undefined): Promise<void> {
    await this.facts.waive(key, reason)
    this.sendFacts()
  }

  /** Sends what is unsent, then brings in what others did. */
  synchronise(): Promise<void> {
    return this.online ? this.sync.run() : Promise.resolve()
  }

  /** Reads everything from the server again at the next occasion. */
  readAnew(): Promise<void> {
    return this.desk.change(({ cursor }) => (cursor === nowhere ? undefined : { cursor: '' }))
  }

  /** A text kept beside the records on this device, such as what was imported; it is not sent. */
  readAside(name: string): Promise<string | undefined> {
    return this.parts.store.read(`${this.folder}/aside/${name}`)
  }

  writeAside(name: string, text: string): Promise<void> {
    return this.parts.store.write(`${this.folder}/aside/${name}`, text)
  }

  /** Ends all work on this organisation, before another account or organisation is entered. */
  async close(): Promise<void> {
    this.sync.close()
    this.outbox.stop()
    await this.book.close()
    await this.desk.close()
    await this.drafts.settled()
  }

  private send(): void {
    if (this.online) void this.outbox.flush()
  }

  private sendFacts(): void {
    // What could not be noted as sent is sent again.
    if (this.online) void this.facts.send().catch(() => undefined)
  }

  private context(): ScoreContext {
    return contextOf(this.organisation.id, this.catalog, this.desk.value)
  }

  private deskChanged(part: Partial<Desk>): void {
    if (part.society || part.assessments || part.cycles) {
      this.scores.restart(this.context())
      this.duties.restart(this.context())
    }
    if (part.waivers) this.duties.setWaivers(part.waivers)
  }

  private rescore(entry: Entry): void {
    const record = entry.deleted ? undefined : parsed(entry, this.catalog)
    for (const watcher of [this.scores, this.duties])
      if (record) watcher.put(record)
      else watcher.remove(entry.id)
  }
}
