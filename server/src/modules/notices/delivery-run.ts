import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { Job } from '../../platform/jobs/job.js'
import { shuffled } from '../../platform/jobs/shuffled.js'
import { MailChannel } from './mail-channel.js'
import { channels, type Channel, type OutboxRow } from './outbox.entity.js'
import { OutboxRepository } from './outbox.repository.js'
import { WechatChannel } from './wechat-channel.js'

const page = 50
/** Rows sent at the same time. */
const atOnce = 5
/** A sender that has not settled its row by then was killed. */
const lease = 2 * 60_000
/** First pause after a try that certainly failed; it doubles up to an hour. */
const firstPause = 60_000
const longestPause = 60 * 60_000
/** What could not be sent for so long is no news any more: the inbox has it. */
const longestTrying = 24 * 60 * 60_000

/** What a channel says of one try. */
export type Delivery =
  | { settle: Partial<OutboxRow> & { state: 'sent' | 'refused' | 'noQuota' | 'uncertain' } }
  /** `atLeast`: the channel takes nothing from anybody for so long. */
  | { retry: { code: string; atLeast?: number; change?: Partial<OutboxRow> } }

/**
 * Takes outbox rows on their way. A row is claimed (committed), then sent, then settled. A sender that died in between
 * leaves it `sending`: mail is then sent again under the same Message-ID; a WeChat message is uncertain and is not.
 */
@Injectable()
export class DeliveryRun extends Job {
  readonly name = 'delivery'

  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxRepository,
    private readonly wechat: WechatChannel,
    private readonly mail: MailChannel,
    private readonly clock: Clock,
  ) {
    super()
  }

  async run(): Promise<void> {
    const now = this.clock.stamp()
    const failures: unknown[] = []
    for (const channel of channels) {
      for (const row of await this.due('sending', channel, now)) await this.recover(row)
      await this.drain(channel, now, failures)
    }
    if (failures.length > 0) throw failures[0]
  }

  /** Sends until nothing waits, or the channel asks for a rest. One row that fails does not hold up the others. */
  private async drain(channel: Channel, now: string, failures: unknown[]): Promise<void> {
    for (;;) {
      const waiting = shuffled(await this.due('waiting', channel, now))
      if (waiting.length === 0) return
      while (waiting.length > 0) {
        const results = await Promise.allSettled(waiting.splice(0, atOnce).map((row) => this.deliver(row)))
        failures.push(...results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])))
        if (results.some((one) => one.status === 'fulfilled' && one.value === 'rest')) return
      }
      // What failed before it was claimed would come again at once.
      if (failures.length > 0) return
    }
  }

  private due(state: 'waiting' | 'sending', channel: Channel, now: string): Promise<OutboxRow[]> {
    return this.database.read((store) => this.outbox.due(store, state, channel, now, page))
  }

  private async recover(row: OutboxRow): Promise<void> {
    const change: Partial<OutboxRow> =
      row.channel === 'mail'
        ? { state: 'waiting' }
        : { state: 'uncertain', settledAt: this.clock.stamp(), code: 'senderLost' }
    await this.database.write((store) => this.outbox.change(store, row, change))
  }

  private async deliver(row: OutboxRow): Promise<'goOn' | 'rest'> {
    const claimed = await this.claim(row)
    if (!claimed) return 'goOn'
    const delivery = await (row.channel === 'mail' ? this.mail : this.wechat).deliver(claimed)
    const now = this.clock.now().getTime()
    await this.database.write(async (store) => {
      const isSettled = await this.outbox.change(store, claimed, this.outcome(claimed, delivery, now))
      if (isSettled && row.channel === 'wechat') await this.wechat.settleQuota(store, claimed, delivery)
    })
    return 'retry' in delivery && delivery.retry.atLeast !== undefined ? 'rest' : 'goOn'
  }

  /** Takes the row, and for WeChat an acceptance with it; undefined when another process has it or none is left. */
  private claim(row: OutboxRow): Promise<OutboxRow | undefined> {
    const after = new Date(this.clock.now().getTime() + lease).toISOString()
    return this.database
      .write(async (store) => {
        const isPaid = row.channel === 'mail' || (await this.wechat.reserve(store, row.account))
        const quota = row.channel === 'mail' ? null : ('reserved' as const)
        const change: Partial<OutboxRow> = isPaid
          ? { state: 'sending', attempts: row.attempts + 1, after, quota }
          : { state: 'noQuota', settledAt: this.clock.stamp() }
        if (!(await this.outbox.change(store, row, change))) throw new Taken()
        return isPaid ? { ...row, ...change, version: row.version + 1 } : undefined
      })
      .catch((error: unknown) => {
        if (error instanceof Taken) return undefined
        throw error
      })
  }

  private outcome(row: OutboxRow, delivery: Delivery, now: number): Partial<OutboxRow> {
    const settledAt = new Date(now).toISOString()
    if ('settle' in delivery) return { settledAt, ...delivery.settle }
    const { code, atLeast = 0, change } = delivery.retry
    if (now - Date.parse(row.createdAt) > longestTrying) return { ...change, state: 'refused', settledAt, code }
    const pause = Math.max(atLeast, Math.min(longestPause, firstPause * 2 ** (row.attempts - 1)))
    return { ...change, state: 'waiting', code, after: new Date(now + pause).toISOString() }
  }
}

/** Another process was first: what this transaction reserved is undone. */
class Taken extends Error {}
