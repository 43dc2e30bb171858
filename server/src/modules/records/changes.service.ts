import { Injectable } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Database, type Store } from '../../platform/database/database.js'
import { JournalRepository, journalStart, placeOf } from '../journal/journal.repository.js'
import { RecordsRepository } from './records.repository.js'
import { viewOf, type RecordView } from './records.service.js'

/** A page of the feed. */
export interface Changes {
  /** Opaque; given back as `after`. */
  cursor: string
  more: boolean
  changes: RecordView[]
}

/**
 * What changed since a cursor. A cursor is a place in the journal and the beginning of its chain value there: after a
 * backup was restored, the place may exist again, but not with the same past, and the client learns of it. `known` is the latest place the client heard of otherwise, from a receipt.
 */
@Injectable()
export class ChangesService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordsRepository,
    private readonly journal: JournalRepository,
  ) {}

  since({ organisation }: Scope, after: string | undefined, limit: number, known?: string): Promise<Changes> {
    return this.database.read(async (store) => {
      if (known !== undefined) await this.numberOf(store, organisation, known, 'known')
      const from = await this.numberOf(store, organisation, after, 'after')
      // Everything up to the journal's end is committed: its number is taken under the organisation's lock.
      const end = await this.journal.end(store, organisation)
      const found = await this.records.changed(store, organisation, from, end.sequence, limit + 1)
      const page = found.slice(0, limit)
      const more = found.length > limit
      const last = more ? page[page.length - 1]!.sequence : end.sequence
      const chain = more ? await this.journal.chainAt(store, organisation, last) : end.chain
      return { cursor: placeOf(last, chain ?? journalStart), more, changes: page.map(viewOf) }
    })
  }

  private async numberOf(
    store: Store,
    organisation: string,
    cursor: string | undefined,
    field: 'after' | 'known',
  ): Promise<number> {
    if (cursor === undefined || cursor === '' || cursor === '0') return 0
    const found = await this.journal.find(store, organisation, cursor)
    if (found === undefined) throw refuse('cursorUnknown', { field })
    return found
  }
}
