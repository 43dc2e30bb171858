import {
  readLedger,
  readRecord,
  writeRecord,
  type Catalog,
  type Efforts,
  type FlatRecord,
  type LedgerRecord,
  type Problem,
  type Society,
} from '@xingji/shared'
import type { Clock, FileStore, TextStore } from '../platform/ports'
import { Book, BookClosed } from './book'
import { blankAssessment, parseDesk, type Desk } from './desk'
import { Duties } from './duties'
import { standardsOf, type Bundle } from './standards'
import { combined, isAsShown, resolved, type Side } from './conflict'
import { edited, filesOf, newEntry, retried, stateOf, withdrawn, type Entry, type SyncState } from './entry'
import type { JoinedCycle } from './cycles'
import { Drafts } from './drafts'
import { Files } from './files'
import { dayMade } from './ids'
import { Kept } from './kept'
import type { LastCard } from './last-card'
import { Outbox } from './outbox'
import { laterPlace } from './place'
import { pullChanges } from './pull'
import type { Assessment, Organisation, Remote, PastRevision, Reply } from './remote'
import { roomIn } from './room'
import { Scores, type ScoreContext } from './scores'
import { Signal } from './signal'
import { Uploads } from './uploads'

/** Milliseconds after which the organisation's own facts are fetched again. */
const contextAge = 5 * 60_000
/** A cursor no server knows: everything is compared. */
const nowhere = 'nowhere'

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

/** What came of combining two versions; `changed`: one of them is another by now, both are to be looked at again. */
export type Combination = { outcome: 'done' | 'changed' } | { outcome: 'wrong'; problems: Problem[] }

/** One organisation on this phone: its records, their way to the server, and its scores. */
export class Workspace {
  /** Grows with every change a screen may show. */
  readonly revision = new Signal(0)
  readonly duties: Duties
  private synchronising: Promise<void> | undefined
  private pulling: Promise<boolean> | undefined
  /** When the organisation's own facts were last fetched. */
  private contextPulled = 0
  /** Files no record named when the app was opened. */
  private readonly unnamedFiles: string[]
  private closed = false
  private constructor(
    private readonly parts: WorkspaceParts,
    readonly book: Book,
    readonly files: Files,
    readonly uploads: Uploads,
    readonly outbox: Outbox,
    readonly scores: Scores,
    readonly drafts: Drafts,
    /** What the society's own efforts are, in hours, for planning. */
    readonly efforts: Kept<Efforts>,
    private desk: Desk,
  ) {
    this.duties = new Duties(parts.bundle, contextOf(parts, desk), desk.waivers, () =>
      readable(book, parts.bundle.catalog),
    )
    outbox.pull = () => this.pull()
    const named = new Set(book.all().flatMap(({ record }) => filesOf(record)))
    this.unnamedFiles = files.hashes().filter((hash) => !named.has(hash))
    if (parts.online) files.makeRoom = roomIn(book, files, parts.remote, parts.organisation.id)
    outbox.known = () => laterPlace(this.desk.cursor, this.book.place)
    const touched = () => this.revision.set(this.revision.get() + 1)
    book.watch((entry) => this.rescore(entry))
    book.revision.subscribe(touched)
    drafts.revision.subscribe(touched)
    outbox.sending.subscribe(touched)
    outbox.connection.subscribe(touched)
    files.revision.subscribe(touched)
  }

  static async open(parts: WorkspaceParts): Promise<Workspace> {
    const { store, folder, bundle, remote, organisation, clock } = parts
    const book = await openBook(store, folder)
    const kept = parseDesk(await store.read(`${folder}/desk`))
    // A place in the feed without anything that was read so far: the records are gone, and are to be read again.
    const desk = book.count().records === 0 ? { ...kept, cursor: '' } : kept
    const scores = new Scores(bundle, contextOf(parts, desk), () => readable(book, parts.bundle.catalog))
    const files = await Files.open(parts.fileStore, clock, `${folder}/files`)
    const uploads = new Uploads(book, files, parts.fileStore, remote, organisation.id)
    const outbox = new Outbox(book, remote, organisation.id, clock, uploads, files.holds)
    const drafts = await Drafts.open(store, `${folder}/drafts`)
    const efforts = await Kept.open<Efforts>(store, `${folder}/efforts`, {})
    return new Workspace(parts, book, files, uploads, outbox, scores, drafts, efforts, desk)
  }

  /** Where it lies in the store. */
  get folder(): string {
    return this.parts.folder
  }
  get organisation(): Organisation {
    return this.parts.organisation
  }
  /** Goes by another catalog and other rubrics from now on. Kinds and fields are never taken back, so a form may be open. */
  useLaw(bundle: Bundle): void {
    this.parts.bundle = bundle
    const context = contextOf(this.parts, this.desk)
    this.scores.use(bundle, context)
    this.duties.use(bundle, context)
    this.revision.set(this.revision.get() + 1)
  }

  get catalog(): Catalog {
    return this.parts.bundle.catalog
  }
  /** Keeps the scorecard on the screen for the next opening. */
  keepCard(card: LastCard): Promise<void> {
    return this.parts.lastCard.set(card)
  }
  get online(): boolean {
    return this.parts.online
  }

  state(entry: Entry): SyncState {
    return stateOf(entry, this.outbox.sending.get().has(entry.id))
  }

  /**
   * Checks a record and keeps it on the phone; sending follows by itself. The problems, when it is not a good record.
   * `from` is the record the form began with, so that a version that came in meanwhile is not overwritten.
   */
  async save(raw: FlatRecord, from?: FlatRecord): Promise<Problem[]> {
    const read = readRecord(raw, this.catalog)
    if (!read.ok) return read.problems
    const record = writeRecord(read.value)
    await this.book.change(read.value.id, (entry) => (entry ? edited(entry, record, from) : newEntry(record)))
    this.send()
    return []
  }

  async remove(id: string): Promise<void> {
    await this.book.change(id, (entry) => entry && withdrawn(entry))
    this.send()
  }

  async restore(id: string): Promise<void> {
    // Of what was deleted before it came to this phone nothing is known here.
    await this.book.change(id, (entry) => (entry?.record.kind === undefined ? entry : edited(entry, entry.record)))
    this.send()
  }

  /** Ends a conflict with one version. False when what was `seen` is no longer all there is: then nothing is done. */
  async resolve(id: string, keep: Side, seen?: Entry): Promise<boolean> {
    return this.settle(id, seen, (entry) => resolved(entry, keep, this.files.holds))
  }

  /** Ends a conflict with a record made of both versions; checked like any other. */
  async combine(seen: Entry, made: FlatRecord): Promise<Combination> {
    const read = readRecord(made, this.catalog)
    if (!read.ok) return { outcome: 'wrong', problems: read.problems }
    const record = writeRecord(read.value)
    const done = await this.settle(seen.id, seen, (entry) => combined(entry, record, this.files.holds))
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

  /** Every revision of a record the server holds, newest first. */
  history(id: string): Promise<Reply<{ revisions: PastRevision[] }>> {
    return this.parts.remote.history(this.parts.organisation.id, id)
  }

  /** Sends a refused record again as it is. */
  async retry(id: string): Promise<void> {
    await this.book.change(id, (entry) => entry && retried(entry))
    this.send()
  }

  assessment(rubric: string): Assessment {
    return this.desk.assessments[rubric] ?? blankAssessment
  }

  async assess(rubric: string, assessment: Assessment): Promise<void> {
    const { assessments, unsentAssessments } = this.desk
    const waiting = [...unsentAssessments.filter((id) => id !== rubric), rubric]
    await this.keep({ assessments: { ...assessments, [rubric]: assessment }, unsentAssessments: waiting })
    if (this.online) void this.sendAssessments()
  }

  /** Where the bytes of a file can be had now: on this phone, else from the server; or the sentence that says why not. */
  async whereIs(hash: string): Promise<{ key: string } | { url: string } | { problem: string }> {
    const key = this.files.key(hash)
    if (key !== undefined) return { key }
    if (!this.online) return { problem: '这份材料不在这台设备上，登录后才能从服务器上看。' }
    const reply = await this.parts.remote.fileAddress(this.organisation.id, hash)
    if (reply.outcome === 'done') return { url: reply.value }
    if (reply.outcome === 'refused') return { problem: '服务器上还没有这份材料：请打开加它的那台设备，联网上传。' }
    return { problem: '这份材料在服务器上，联网后才能看。' }
  }

  /** A short-lived address of a small picture at the server; undefined when there is none to be had. */
  async thumbnail(hash: string): Promise<string | undefined> {
    if (!this.online) return undefined
    const reply = await this.parts.remote.fileAddress(this.organisation.id, hash, 'small')
    return reply.outcome === 'done' ? reply.value : undefined
  }

  /** Says that a duty does not concern the organisation, or (without a reason) that it does after all. */
  async waive(key: string, reason: string | undefined): Promise<void> {
    const others = this.desk.waivers.filter((one) => one.key !== key)
    const unsentWaivers = [...this.desk.unsentWaivers.filter((one) => one !== key), key]
    await this.keep({ waivers: reason === undefined ? others : [...others, { key, reason }], unsentWaivers })
    if (this.online) void this.sendWaivers()
  }

  /** The cycles the organisation joined, the last joined last. */
  get cycles(): readonly JoinedCycle[] {
    return this.desk.cycles
  }

  /** Joins an organiser's cycle with the code they gave out; the sentence to show when that did not work. */
  async joinCycle(code: string): Promise<string | undefined> {
    const reply = await this.parts.remote.joinCycle(this.organisation.id, code)
    if (reply.outcome === 'refused') return reply.refusal.message
    if (reply.outcome !== 'done') return reply.message ?? '现在连不上服务器，联网后再加入。'
    const joined = reply.value
    await this.keep({ cycles: [...this.desk.cycles.filter(({ id }) => id !== joined.id), joined] })
    return undefined
  }

  /** Rubrics the organisation follows. */
  get followed(): readonly string[] {
    return this.desk.followed
  }

  /** Sends what is unsent, then brings in what others did. Calls while it runs join the running one. */
  synchronise(): Promise<void> {
    if (!this.online) return Promise.resolve()
    return (this.synchronising ??= this.exchange()
      .catch((error: unknown) => {
        // The phone could not keep what came; the cursor stands where it was, so it comes again.
        if (!(error instanceof BookClosed)) this.outbox.connection.set('full')
      })
      .finally(() => {
        this.synchronising = undefined
      }))
  }

  /** Reads everything from the server again at the next occasion. */
  readonly readAnew = (): Promise<void> => this.keep({ cursor: '' })

  private async exchange(): Promise<void> {
    await this.outbox.flush()
    await this.sendAssessments()
    await this.sendWaivers()
    if (!(await this.pull())) return
    // What the server turned out to have lost is due again.
    await this.outbox.flush()
    if (this.parts.clock.now() - this.contextPulled > contextAge) await this.pullContext()
    await this.uploads.review()
    // Only tidying up: what fails is tried at the next start.
    await this.book.tidy().catch(() => undefined)
    await this.sweepFiles().catch(() => undefined)
  }

  /** Removes files that no text on this phone names: no record, draft, version in conflict, nothing that cannot be read. */
  private async sweepFiles(): Promise<void> {
    const suspects = this.unnamedFiles.splice(0)
    if (this.closed) return
    await this.files.sweep(suspects, async () => {
      const texts = await this.parts.store.readAll('')
      return new Set([...texts.values()].flatMap((text) => text.match(/[0-9a-f]{64}/g) ?? []))
    })
  }

  /** A text kept beside the records on this device, such as what was imported; it is not sent. */
  readAside(name: string): Promise<string | undefined> {
    return this.parts.store.read(`${this.parts.folder}/aside/${name}`)
  }

  writeAside(name: string, text: string): Promise<void> {
    return this.parts.store.write(`${this.parts.folder}/aside/${name}`, text)
  }

  /** Ends all work on this organisation, before another account or organisation is entered. */
  async close(): Promise<void> {
    this.closed = true
    this.outbox.stop()
    await this.book.close()
    await this.drafts.settled()
  }

  private send(): void {
    if (this.online) void this.outbox.flush()
  }

  /** One at a time: a late page must not come in between. */
  private pull(): Promise<boolean> {
    return (this.pulling ??= this.pullOnce().finally(() => {
      this.pulling = undefined
    }))
  }

  private async pullOnce(): Promise<boolean> {
    const { remote, organisation } = this.parts
    const place = { cursor: this.desk.cursor, known: this.outbox.known() }
    const keep = (cursor: string) => this.keep({ cursor })
    const outcome = await pullChanges(this.book, remote, organisation.id, place, keep, this.files.holds)
    this.outbox.connection.set(outcome === 'done' || outcome === 'refused' ? 'reached' : outcome)
    return outcome === 'done'
  }

  private async sendAssessments(): Promise<void> {
    const { remote, organisation } = this.parts
    for (const rubric of this.desk.unsentAssessments) {
      const sent = this.assessment(rubric)
      const reply = await remote.putAssessment(organisation.id, rubric, sent)
      if (reply.outcome !== 'done' || this.assessment(rubric) !== sent) continue
      await this.keep({ unsentAssessments: this.desk.unsentAssessments.filter((id) => id !== rubric) })
    }
  }

  private async sendWaivers(): Promise<void> {
    const { remote, organisation } = this.parts
    for (const key of this.desk.unsentWaivers) {
      const reasonOf = () => this.desk.waivers.find((one) => one.key === key)?.reason
      const sent = reasonOf()
      const reply = await remote.waive(organisation.id, key, sent)
      if (reply.outcome === 'done' && reasonOf() === sent)
        await this.keep({ unsentWaivers: this.desk.unsentWaivers.filter((one) => one !== key) })
    }
  }

  /** The organisation's own facts and assessments, so that phone and server score from the same. */
  private async pullContext(): Promise<void> {
    const { remote, organisation, bundle } = this.parts
    const profile = await remote.profile(organisation.id)
    const next: Partial<Desk> = {}
    if (profile.outcome === 'done') {
      next.society = profile.value.society
      next.followed = profile.value.rubrics
      next.cycles = profile.value.cycles ?? []
      next.since = profile.value.since
    }
    const assessments = { ...this.desk.assessments }
    for (const { reference: id } of standardsOf(bundle)) {
      const reply = await remote.assessment(organisation.id, id)
      if (reply.outcome !== 'done' || this.desk.unsentAssessments.includes(id)) continue
      assessments[id] = { selfAssessment: reply.value.selfAssessment, claims: reply.value.claims }
    }
    const waivers = await remote.waivers(organisation.id)
    if (waivers.outcome === 'done' && this.desk.unsentWaivers.length === 0)
      next.waivers = waivers.value.waivers.map(({ duty, reason }) => ({ key: duty, reason }))
    if (profile.outcome === 'done') this.contextPulled = this.parts.clock.now()
    const desk = { ...this.desk, ...next, assessments }
    if (JSON.stringify(desk) !== JSON.stringify(this.desk)) await this.keep({ ...next, assessments })
  }

  private async keep(part: Partial<Desk>): Promise<void> {
    const desk = { ...this.desk, ...part }
    await this.parts.store.write(`${this.parts.folder}/desk`, JSON.stringify(desk))
    this.desk = desk
    if (part.society || part.assessments || part.cycles) {
      const context = contextOf(this.parts, desk)
      this.scores.restart(context)
      this.duties.restart(context)
    }
    if (part.waivers) this.duties.setWaivers(part.waivers)
    this.revision.set(this.revision.get() + 1)
  }

  private rescore(entry: Entry): void {
    const record = entry.deleted ? undefined : parsed(entry, this.catalog)
    for (const watcher of [this.scores, this.duties])
      if (record) watcher.put(record)
      else watcher.remove(entry.id)
  }
}

/** The records of an organisation's folder. Where some have to be asked about, everything is compared the next time. */
export function openBook(store: TextStore, folder: string): Promise<Book> {
  return Book.open(store, `${folder}/records`, async () => {
    const desk = parseDesk(await store.read(`${folder}/desk`))
    await store.write(`${folder}/desk`, JSON.stringify({ ...desk, cursor: nowhere }))
  })
}

/** Each version of a record is read once for a catalog: scores and duties of twenty thousand read them all. */
const readings = new WeakMap<Catalog, WeakMap<FlatRecord, LedgerRecord | false>>()

function parsed({ record }: Entry, catalog: Catalog): LedgerRecord | undefined {
  let known = readings.get(catalog)
  if (!known) readings.set(catalog, (known = new WeakMap()))
  let value = known.get(record)
  if (value === undefined) {
    const read = readRecord(record, catalog)
    known.set(record, (value = read.ok && read.value))
  }
  return value || undefined
}

function* readable(book: Book, catalog: Catalog): Iterable<LedgerRecord> {
  for (const entry of book.living()) {
    const record = parsed(entry, catalog)
    if (record) yield record
  }
}

function societyOf(raw: Record<string, unknown>, catalog: Catalog): Society {
  const read = readLedger({ society: raw }, catalog)
  return read.ok ? read.value.society : { fields: {} }
}

/** What scores and duties rest on beside the records. */
function contextOf({ bundle, organisation }: WorkspaceParts, desk: Desk): ScoreContext {
  const { cycles, assessments } = desk
  // One kept on this phone alone came when it was made.
  const since = desk.since ?? dayMade(organisation.id)
  return { society: societyOf(desk.society, bundle.catalog), assessments, cycles, since }
}
