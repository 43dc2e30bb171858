import { Injectable } from '@nestjs/common'
import { In } from 'typeorm'
import type { Caller } from '../../http/caller.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { Organisation } from '../organisations/organisation.entity.js'
import { InboxRepository } from './inbox.repository.js'
import type { Channel, OutboxState } from './outbox.entity.js'
import { OutboxRepository } from './outbox.repository.js'

/** An inbox entry as its owner sees it. */
export interface EntryView {
  id: string
  organisation: { id: string; name: string }
  duty: string
  due: string
  moment: string
  title: string
  body: string
  at: string
  read: boolean
  /** How the digest that carried it fared outside the app. */
  sent: { channel: Channel; state: OutboxState }[]
}
export interface InboxPage {
  unread: number
  entries: EntryView[]
  /** Give it back as `before`; absent: these were the last. */
  before?: string
}

@Injectable()
export class InboxService {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxRepository,
    private readonly outbox: OutboxRepository,
    private readonly clock: Clock,
  ) {}

  page({ account }: Caller, before: string | undefined, limit: number): Promise<InboxPage> {
    return this.database.read(async (store) => {
      const [at, id] = before?.split('~') ?? []
      const found = await this.inbox.page(store, account, at && id ? { at, id } : undefined, limit)
      const days = [...new Set(found.map(({ digest }) => digest).filter((day) => day !== ''))]
      const rows = await this.outbox.ofDays(store, account, days)
      const ids = [...new Set(found.map(({ organisation }) => organisation))]
      const organisations = ids.length === 0 ? [] : await store.findBy(Organisation, { id: In(ids) })
      const names = new Map(organisations.map(({ id, name }) => [id, name]))
      const entries = found.map(({ organisation, digest, createdAt, readAt, id, duty, due, moment, title, body }) => ({
        id,
        organisation: { id: organisation, name: names.get(organisation) ?? '' },
        duty,
        due,
        moment,
        title,
        body,
        at: createdAt,
        read: readAt !== null,
        sent: rows.filter(({ day }) => day === digest).map(({ channel, state }) => ({ channel, state })),
      }))
      const unread = await this.inbox.unread(store, account)
      const last = found[found.length - 1]
      return { unread, entries, ...(found.length === limit && last ? { before: `${last.createdAt}~${last.id}` } : {}) }
    })
  }

  async read({ account }: Caller, ids: readonly string[] | undefined): Promise<{ unread: number }> {
    const at = this.clock.stamp()
    await this.database.write((store) => this.inbox.read(store, account, ids ?? 'all', at))
    return { unread: await this.database.read((store) => this.inbox.unread(store, account)) }
  }
}
