import { Injectable } from '@nestjs/common'
import { In } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { Organisation } from '../organisations/organisation.entity.js'
import type { InboxEntry } from './inbox.entity.js'
import { InboxRepository } from './inbox.repository.js'
import type { OutboxRow } from './outbox.entity.js'

/** What a digest carries, and from whom. */
export interface Digest {
  entries: InboxEntry[]
  /** Name by organisation. */
  names: ReadonlyMap<string, string>
}

/** Reads a digest as it stood when it was gathered. */
@Injectable()
export class DigestText {
  constructor(private readonly inbox: InboxRepository) {}

  async read(store: Store, { account, day }: Pick<OutboxRow, 'account' | 'day'>): Promise<Digest> {
    const entries = await this.inbox.digest(store, account, day)
    const ids = [...new Set(entries.map(({ organisation }) => organisation))]
    const organisations = ids.length === 0 ? [] : await store.findBy(Organisation, { id: In(ids) })
    return { entries, names: new Map(organisations.map(({ id, name }) => [id, name])) }
  }
}
