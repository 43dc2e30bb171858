import { Injectable } from '@nestjs/common'
import type { FlatRecord } from '@xingji/shared'
import type { Scope } from '../../http/caller.js'
import { refuse, type Refusal } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { Library } from '../catalog/library.js'
import { JournalRepository, placeOf, type Turn } from '../journal/journal.repository.js'
import { readContent, recordOf, type Content } from './content.js'
import type { RecordState, Revision, StoredRecord } from './record.entity.js'
import { RecordsRepository } from './records.repository.js'

/** The server's receipt for a revision. */
export interface Receipt {
  id: string
  revision: number
  state: RecordState
  /** Hashes of named files whose bytes have not arrived. */
  missingFiles: string[]
  /** Where the journal ends with it: the client names it as what it knows of the server's past. */
  place: string
}
/** A record with where it stands. */
export interface RecordView {
  id: string
  revision: number
  deleted: boolean
  /** null when deleted. */
  record: FlatRecord | null
  state: RecordState
}
/** One line of a record's history. */
export interface RevisionView extends Omit<RecordView, 'id' | 'state'> {
  account: { id: string; name: string }
  at: string
}

/** A record as it stands, with what it waits for. */
export interface StandingRecord extends RecordView {
  missingFiles: string[]
  /** Where the journal stands, not before what is told here. */
  place: string
}

interface Outcome {
  receipt: Receipt
  isNew: boolean
}

@Injectable()
export class RecordsService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordsRepository,
    private readonly journal: JournalRepository,
    private readonly library: Library,
    private readonly clock: Clock,
  ) {}

  /** Accepts a revision. The same content again is the same revision; an edit of an old revision is refused. */
  put(scope: Scope, id: string, base: number, raw: unknown, known?: string): Promise<Outcome> {
    const content = readContent(raw, id, this.library)
    return this.database.write(async (store) => {
      const turn = await this.open(store, scope, known)
      const present = await this.records.find(store, scope.organisation, id)
      const repeated = present && (await this.repeated(store, present, base, content))
      if (repeated) return { receipt: { ...repeated, place: turn.place }, isNew: false }
      if ((present?.revision ?? 0) !== base) throw conflict(present, raw, turn.place)
      const sequence = await turn.append({
        account: scope.account,
        action: 'record.put',
        subject: id,
        content: content.hash,
      })
      await this.records.setFiles(store, scope.organisation, id, content.files)
      const missingFiles = await this.records.missingFiles(store, scope.organisation, id)
      const state = missingFiles.length > 0 ? 'accepted' : 'complete'
      await this.write(store, scope, { id, revision: base + 1, deleted: false, state, sequence }, content)
      return { receipt: { id, revision: base + 1, state, missingFiles, place: turn.place }, isNew: true }
    })
  }

  /** Deletes a record: a revision of its own, which everybody gets to see. */
  remove(scope: Scope, id: string, base: number, known?: string): Promise<Receipt> {
    return this.database.write(async (store) => {
      const { organisation, account } = scope
      const turn = await this.open(store, scope, known)
      const present = await this.records.find(store, organisation, id)
      if (!present) throw unknown(null)
      const receipt = { id, revision: base + 1, state: 'complete', missingFiles: [] } as const
      if (present.deleted && present.revision === base + 1) return { ...receipt, missingFiles: [], place: turn.place }
      if (present.revision !== base) throw conflict(present, null, turn.place)
      if (present.deleted) throw unknown(present)
      const last = await this.records.findRevision(store, organisation, id, base)
      const { hash, sent } = last!
      const sequence = await turn.append({ account, action: 'record.delete', subject: id, content: hash })
      await this.records.setFiles(store, organisation, id, [])
      const gone = { id, revision: base + 1, deleted: true, state: 'complete', sequence } as const
      await this.write(store, scope, gone, { text: present.content, hash, sent })
      return { ...receipt, missingFiles: [], place: turn.place }
    })
  }

  find({ organisation }: Scope, id: string, known?: string): Promise<StandingRecord> {
    return this.database.read(async (store) => {
      await this.join(store, organisation, known)
      const found = await this.records.find(store, organisation, id)
      if (!found) throw unknown(null)
      const missingFiles = await this.records.missingFiles(store, organisation, id)
      // After what is told: a place that is too late was there all the same, one too early would hide what was heard.
      const { sequence, chain } = await this.journal.end(store, organisation)
      return { ...viewOf(found), missingFiles, place: placeOf(sequence, chain) }
    })
  }

  async history({ organisation }: Scope, id: string): Promise<RevisionView[]> {
    const revisions = await this.database.read((store) => this.records.history(store, organisation, id))
    if (revisions.length === 0) throw refuse('recordUnknown')
    return revisions.map(({ revision, deleted, content, account, name, at }) => {
      return { revision, deleted, record: deleted ? null : recordOf(content), account: { id: account, name }, at }
    })
  }

  /** Within the turn in which a file arrived: completes the records that waited for it alone; returns their ids. */
  async complete(store: Store, turn: Turn, { organisation, account }: Scope, hash: string): Promise<string[]> {
    const completed: string[] = []
    for (const id of await this.records.waitingFor(store, organisation, hash)) {
      if ((await this.records.missingFiles(store, organisation, id)).length > 0) continue
      const sequence = await turn.append({ account, action: 'record.complete', subject: id, content: hash })
      await this.records.setState(store, organisation, id, 'complete', sequence)
      completed.push(id)
    }
    return completed
  }

  /**
   * A turn for somebody who knows the server's past up to `known`. After a backup was restored revision numbers are used
   * again: an edit of a forgotten past must not replace what came since, so its author has to compare first.
   */
  async open(store: Store, { organisation }: Scope, known: string | undefined): Promise<Turn> {
    const turn = await this.journal.open(store, organisation)
    await this.join(store, organisation, known)
    return turn
  }

  private async join(store: Store, organisation: string, known: string | undefined): Promise<void> {
    if (known !== undefined && known !== '' && (await this.journal.find(store, organisation, known)) === undefined)
      throw refuse('cursorUnknown', { field: 'known' })
  }

  /** The receipt again when this very revision was accepted before, even if others followed. */
  private async repeated(
    store: Store,
    { organisation, id, revision, deleted, state }: StoredRecord,
    base: number,
    content: Content,
  ): Promise<Omit<Receipt, 'place'> | undefined> {
    const isSame = (one: Revision | null): boolean =>
      one !== null && !one.deleted && (one.hash === content.hash || one.sent === content.sent)
    if (!deleted && isSame(await this.records.findRevision(store, organisation, id, revision)))
      return { id, revision, state, missingFiles: await this.records.missingFiles(store, organisation, id) }
    if (base + 1 >= revision || !isSame(await this.records.findRevision(store, organisation, id, base + 1)))
      return undefined
    const missingFiles = await this.records.absent(store, organisation, content.files)
    return { id, revision: base + 1, state: missingFiles.length > 0 ? 'accepted' : 'complete', missingFiles }
  }

  private write(
    store: Store,
    { organisation, account }: Scope,
    record: Omit<StoredRecord, 'organisation' | 'content'>,
    { text: content, hash, sent }: Omit<Content, 'files'>,
  ): Promise<void> {
    const { id, revision, deleted } = record
    const line = { organisation, record: id, revision, deleted, content, hash, sent, account, at: this.clock.stamp() }
    return this.records.put(store, { ...record, organisation, content }, line)
  }
}

export const viewOf = ({ id, revision, deleted, content, state }: StoredRecord): RecordView => {
  return { id, revision, deleted, record: deleted ? null : recordOf(content), state }
}

/** Both versions, so that the person can compare them, and where the journal stands with the one here. */
function conflict(present: StoredRecord | null, sent: unknown, place: string): Refusal {
  return refuse('conflict', { field: 'base', details: { current: present && viewOf(present), sent, place } })
}

/** There is nothing to delete or to show: a deletion, or nothing at all under this id. */
const unknown = (present: StoredRecord | null): Refusal =>
  refuse('recordUnknown', { details: { current: present && viewOf(present) } })
