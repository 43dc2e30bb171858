import { Injectable } from '@nestjs/common'
import type { Day } from '@xingji/shared'
import { In, LessThanOrEqual } from 'typeorm'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { Job } from '../../platform/jobs/job.js'
import { Membership } from '../memberships/membership.entity.js'
import { Organisation } from '../organisations/organisation.entity.js'
import { Channels } from './channels.js'
import { InboxRepository } from './inbox.repository.js'
import { OutboxRepository } from './outbox.repository.js'
import { PreferencesRepository } from './preferences.repository.js'
import { maySend } from './quiet.js'
import { Workdays } from './workdays.js'

const page = 500

/**
 * Puts what waits in people's inboxes into one digest a day, when their quiet hours allow. What comes after the day's
 * digest waits for the next day; what they have read in the app by then is not sent.
 */
@Injectable()
export class DigestRun extends Job {
  readonly name = 'digests'

  constructor(
    private readonly database: Database,
    private readonly inbox: InboxRepository,
    private readonly outbox: OutboxRepository,
    private readonly preferences: PreferencesRepository,
    private readonly channels: Channels,
    private readonly workdays: Workdays,
    private readonly clock: Clock,
  ) {
    super()
  }

  async run(): Promise<void> {
    const day = this.clock.today()
    for (let after = ''; ;) {
      const { waiting, ready } = await this.database.read((store) => this.ready(store, after, day))
      for (const account of ready) await this.database.write((store) => this.gather(store, account, day))
      if (waiting.length < page) return
      after = waiting[waiting.length - 1]!
    }
  }

  /** A page of those for whom something waits, and which of them may be sent something now. */
  private async ready(store: Store, after: string, day: Day): Promise<{ waiting: string[]; ready: string[] }> {
    const waiting = await this.inbox.waiting(store, after, page)
    const preferences = await this.preferences.findAll(store, waiting)
    const ready = preferences.filter((one) => maySend(one, this.clock.now(), day, this.workdays))
    return { waiting, ready: ready.map(({ account }) => account) }
  }

  private async gather(store: Store, account: string, day: Day): Promise<void> {
    if (await this.isStillAdding(store, account, day)) return
    if ((await this.inbox.digest(store, account, day)).length > 0) return
    const entries = await this.inbox.digest(store, account, '')
    if ((await this.inbox.carry(store, account, day)) === 0) return
    if (entries.every(({ readAt }) => readAt !== null)) return
    const channels = await this.channels.of(store, account)
    await this.outbox.add(store, account, day, channels, this.clock.stamp())
  }

  /** An organisation of this person's is still to be looked at today: the digest waits for all of them. */
  private async isStillAdding(store: Store, account: string, day: Day): Promise<boolean> {
    const organisations = (await store.findBy(Membership, { account })).map(({ organisation }) => organisation)
    if (organisations.length === 0) return false
    return (await store.countBy(Organisation, { id: In(organisations), turnsOn: LessThanOrEqual(day) })) > 0
  }
}
