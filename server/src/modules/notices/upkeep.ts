import { Injectable } from '@nestjs/common'
import type { Day } from '@xingji/shared'
import { Clock } from '../../platform/clock.js'
import { Job } from '../../platform/jobs/job.js'
import { WechatChannel } from './wechat-channel.js'

/** Once a day in each process: ends doubts about acceptances, forgets what nobody asks for any more. */
@Injectable()
export class Upkeep extends Job {
  readonly name = 'upkeep'
  private last: Day | undefined

  constructor(
    private readonly wechat: WechatChannel,
    private readonly clock: Clock,
  ) {
    super()
  }

  async run(): Promise<void> {
    const day = this.clock.today()
    if (day === this.last) return
    await this.wechat.reconcile()
    await this.wechat.forget()
    this.last = day
  }
}
