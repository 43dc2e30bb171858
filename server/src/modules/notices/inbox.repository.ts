import { Injectable } from '@nestjs/common'
import { In, IsNull, LessThan, MoreThan } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { InboxEntry } from './inbox.entity.js'
import type { Given } from './plan.js'

/** What an inbox entry is about; the same always gives the same id. */
export const entryId = ({
  organisation,
  duty,
  due,
  moment,
  account,
}: Omit<Given, 'day'> & { organisation: string }): string =>
  sha256(JSON.stringify([organisation, duty, due, moment, account]))

@Injectable()
export class InboxRepository {
  /** Adds those that are not there; returns how many that were. */
  async add(store: Store, entries: readonly InboxEntry[]): Promise<number> {
    if (entries.length === 0) return 0
    const where = { id: In(entries.map(({ id }) => id)) }
    const there = new Set((await store.find(InboxEntry, { where, select: { id: true } })).map(({ id }) => id))
    const fresh = entries.filter(({ id }) => !there.has(id))
    if (fresh.length > 0) await store.insert(InboxEntry, fresh)
    return fresh.length
  }

  /** What an organisation's people were told of what is due on some days. */
  async given(store: Store, organisation: string, dues: readonly string[]): Promise<Given[]> {
    if (dues.length === 0) return []
    const select = { id: true, account: true, duty: true, due: true, moment: true, day: true } as const
    return store.find(InboxEntry, { where: { organisation, due: In([...dues]) }, select })
  }

  /** People for whom something waits to be told outside the app, after one of them in the order of their ids. */
  async waiting(store: Store, after: string, limit: number): Promise<string[]> {
    const rows = await store
      .createQueryBuilder(InboxEntry, 'entry')
      .select('DISTINCT entry.account', 'account')
      .where("entry.digest = '' AND entry.account > :after", { after })
      .orderBy('entry.account')
      .limit(limit)
      .getRawMany<{ account: string }>()
    return rows.map(({ account }) => account)
  }

  /** The entries of one day's digest; of `''`: those that wait for one. */
  digest(store: Store, account: string, digest: string): Promise<InboxEntry[]> {
    return store.find(InboxEntry, { where: { account, digest }, order: { due: 'ASC', id: 'ASC' } })
  }

  /** Puts everything that waits into a day's digest; returns how many that were. */
  async carry(store: Store, account: string, day: string): Promise<number> {
    return (await store.update(InboxEntry, { account, digest: '' }, { digest: day })).affected ?? 0
  }

  /** The newest first; after one of them where its place is given. */
  page(
    store: Store,
    account: string,
    after: { at: string; id: string } | undefined,
    limit: number,
  ): Promise<InboxEntry[]> {
    const where = after
      ? [
          { account, createdAt: LessThan(after.at) },
          { account, createdAt: after.at, id: MoreThan(after.id) },
        ]
      : { account }
    return store.find(InboxEntry, { where, order: { createdAt: 'DESC', id: 'ASC' }, take: limit })
  }

  unread(store: Store, account: string): Promise<number> {
    return store.countBy(InboxEntry, { account, readAt: IsNull() })
  }

  /** Marks some as read, or all of them; others' entries are left alone. */
  async read(store: Store, account: string, ids: readonly string[] | 'all', readAt: string): Promise<void> {
    const which = ids === 'all' ? {} : { id: In([...ids]) }
    await store.update(InboxEntry, { account, readAt: IsNull(), ...which }, { readAt })
  }
}
