import { Injectable } from '@nestjs/common'
import type { Day } from '@xingji/shared'
import { In, LessThanOrEqual } from 'typeorm'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { Job } from '../../platform/jobs/job.js'
import { Mailer } from '../../platform/mail/mailer.js'
import { Settings } from '../../platform/settings.js'
import { Account } from '../accounts/account.entity.js'
import { Membership } from '../memberships/membership.entity.js'
import { Organisation } from '../organisations/organisation.entity.js'
import { InboxRepository } from './inbox.repository.js'
import type { Channel } from './outbox.entity.js'
import { OutboxRepository } from './outbox.repository.js'
import type { Preference } from './preference.entity.js'
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
    private readonly workdays: Workdays,
    private readonly settings: Settings,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {
    super()
  }

  async run(): Promise<void> {
    const day = this.clock.today()
    const waiting = await this.database.read((store) => this.inbox.waiting(store, page))
    for (const account of waiting) await this.database.write((store) => this.gather(store, account, day))
  }

  private async gather(store: Store, account: string, day: Day): Promise<void> {
    const preference = await this.preferences.find(store, account)
    if (!maySend(preference, this.clock.now(), day, this.workdays)) return
    if (await this.isStillAdding(store, account, day)) return
    if ((await this.inbox.digest(store, account, day)).length > 0) return
    const entries = await this.inbox.digest(store, account, '')
    if ((await this.inbox.carry(store, account, day)) === 0) return
    if (entries.every(({ readAt }) => readAt !== null)) return
    const channels = await this.channelsOf(store, account, preference)
    await this.outbox.add(store, account, day, channels, this.clock.stamp())
  }

  /** An organisation of this person's is still to be looked at today: the digest waits for all of them. */
  private async isStillAdding(store: Store, account: string, day: Day): Promise<boolean> {
    const organisations = (await store.findBy(Membership, { account })).map(({ organisation }) => organisation)
    if (organisations.length === 0) return false
    return (await store.countBy(Organisation, { id: In(organisations), turnsOn: LessThanOrEqual(day) })) > 0
  }

  private async channelsOf(
    store: Store,
    account: string,
    { wechat, mail, mailAddress }: Preference,
  ): Promise<Channel[]> {
    const channels: Channel[] = []
    if (wechat && this.settings.config.wechat?.template) {
      const { identity } = await store.findOneByOrFail(Account, { id: account })
      if (identity.startsWith('wechat:')) channels.push('wechat')
    }
    if (mail && mailAddress !== null && this.mailer.isConfigured) channels.push('mail')
    return channels
  }
}
