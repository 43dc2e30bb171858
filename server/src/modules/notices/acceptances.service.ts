import { Injectable } from '@nestjs/common'
import type { Caller } from '../../http/caller.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { QuotaRepository } from './quota.repository.js'
import { WechatChannel } from './wechat-channel.js'

export const answers = ['accept', 'reject', 'ban', 'filter'] as const
export type Answer = (typeof answers)[number]

/** What the phone tells of a person's answers to a request for subscription messages. */
@Injectable()
export class AcceptancesService {
  constructor(
    private readonly database: Database,
    private readonly quotas: QuotaRepository,
    private readonly channel: WechatChannel,
    private readonly clock: Clock,
  ) {}

  /** Notes one tap's answer; `tap` is the phone's id of it, so that telling it again adds nothing. */
  note({ account }: Caller, tap: string, template: string, answer: Answer): Promise<{ left: number }> {
    return this.database.write(async (store) => {
      if (this.channel.template?.id !== template) return { left: 0 }
      const id = sha256(JSON.stringify([account, template, tap]))
      if (answer === 'accept')
        await this.quotas.grant(store, { id, account, template, source: 'phone', at: this.clock.stamp() })
      // A rejection takes nothing back that was accepted before; a ban does.
      if (answer === 'ban') await this.quotas.clear(store, account, template)
      return { left: await this.quotas.left(store, account, template) }
    })
  }
}
