import { Injectable } from '@nestjs/common'
import { In, LessThan, LessThanOrEqual } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { OutboxRow, type Channel } from './outbox.entity.js'

/** At most one digest a day for a person and channel: the row's id says so. */
export const outboxId = (account: string, channel: Channel, day: string): string =>
  sha256(JSON.stringify([account, channel, day]))

@Injectable()
export class OutboxRepository {
  /** Adds a person's digest of a day, one row for each channel. */
  async add(store: Store, account: string, day: string, channels: readonly Channel[], now: string): Promise<void> {
    const rows = channels.map((channel) => ({
      id: outboxId(account, channel, day),
      account,
      channel,
      day,
      state: 'waiting' as const,
      attempts: 0,
      after: now,
      createdAt: now,
      settledAt: null,
      code: null,
      message: null,
      quota: null,
      version: 0,
    }))
    if (rows.length > 0) await store.insert(OutboxRow, rows)
  }

  /** A channel's rows in a state whose time has come, the oldest first. */
  due(store: Store, state: 'waiting' | 'sending', channel: Channel, now: string, limit: number): Promise<OutboxRow[]> {
    const where = { state, channel, after: LessThanOrEqual(now) }
    return store.find(OutboxRow, { where, order: { after: 'ASC', id: 'ASC' }, take: limit })
  }

  /** Changes a row as it was read; false when somebody else changed it first. */
  async change(store: Store, { id, version }: OutboxRow, change: Partial<OutboxRow>): Promise<boolean> {
    const { affected } = await store.update(OutboxRow, { id, version }, { ...change, version: version + 1 })
    return affected === 1
  }

  findMessage(store: Store, message: string): Promise<OutboxRow | null> {
    return store.findOneBy(OutboxRow, { message })
  }

  /** The oldest of a person's WeChat messages of which nobody knows; none while another one is on its way. */
  async uncertain(store: Store, account: string): Promise<OutboxRow | null> {
    const mine = { account, channel: 'wechat' as const }
    if ((await store.countBy(OutboxRow, { ...mine, state: 'sending' })) > 0) return null
    const where = { ...mine, state: 'uncertain' as const, quota: 'reserved' as const }
    return store.findOne(OutboxRow, { where, order: { createdAt: 'ASC' } })
  }

  /** Rows whose acceptance is reserved since before a time. */
  reserved(store: Store, before: string, limit: number): Promise<OutboxRow[]> {
    const where = { quota: 'reserved' as const, settledAt: LessThan(before) }
    return store.find(OutboxRow, { where, take: limit })
  }

  /** How a person's digests of some days fared. */
  ofDays(store: Store, account: string, days: readonly string[]): Promise<OutboxRow[]> {
    if (days.length === 0) return Promise.resolve([])
    const ids = days.flatMap((day) => (['wechat', 'mail'] as const).map((channel) => outboxId(account, channel, day)))
    return store.findBy(OutboxRow, { id: In(ids) })
  }
}
