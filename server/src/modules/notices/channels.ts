import { Injectable } from '@nestjs/common'
import type { Store } from '../../platform/database/database.js'
import { Mailer } from '../../platform/mail/mailer.js'
import { Settings } from '../../platform/settings.js'
import { Account } from '../accounts/account.entity.js'
import type { Channel } from './outbox.entity.js'
import { PreferencesRepository } from './preferences.repository.js'

/** By which ways a person hears of things outside the app: what they chose, as far as this server has it. */
@Injectable()
export class Channels {
  constructor(
    private readonly preferences: PreferencesRepository,
    private readonly settings: Settings,
    private readonly mailer: Mailer,
  ) {}

  async of(store: Store, account: string): Promise<Channel[]> {
    const { wechat, mail, mailAddress } = await this.preferences.find(store, account)
    const channels: Channel[] = []
    if (wechat && this.settings.config.wechat?.template) {
      const { identity } = await store.findOneByOrFail(Account, { id: account })
      if (identity.startsWith('wechat:')) channels.push('wechat')
    }
    if (mail && mailAddress !== null && this.mailer.isConfigured) channels.push('mail')
    return channels
  }
}
