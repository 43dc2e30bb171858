import path from 'node:path'
import { Module } from '@nestjs/common'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { JobRunner } from '../../platform/jobs/job-runner.js'
import { Settings } from '../../platform/settings.js'
import { AccountsModule } from '../accounts/accounts.module.js'
import { DutiesModule } from '../duties/duties.module.js'
import { ForgottenCounts } from '../headcount/forgotten-counts.js'
import { HeadCountModule } from '../headcount/headcount.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { AcceptancesService } from './acceptances.service.js'
import { CallbackService } from './callback.service.js'
import { Channels } from './channels.js'
import { DeliveryRun } from './delivery-run.js'
import { DigestRun } from './digest-run.js'
import { DigestText } from './digest-text.js'
import { InboxController } from './inbox.controller.js'
import { InboxRepository } from './inbox.repository.js'
import { InboxService } from './inbox.service.js'
import { MailChannel } from './mail-channel.js'
import { NoticeRun } from './notice-run.js'
import { OutboxRepository } from './outbox.repository.js'
import { PreferencesController } from './preferences.controller.js'
import { PreferencesRepository } from './preferences.repository.js'
import { PreferencesService } from './preferences.service.js'
import { QuotaRepository } from './quota.repository.js'
import { Upkeep } from './upkeep.js'
import { WechatChannel } from './wechat-channel.js'
import { WechatController } from './wechat.controller.js'
import { loadWorkdays, Workdays } from './workdays.js'

/** In the order of a round: what is told today goes out today. */
const own = [NoticeRun, DigestRun, DeliveryRun, Upkeep]
const jobs = [...own, ForgottenCounts]

@Module({
  imports: [AccountsModule, DutiesModule, HeadCountModule, MembershipsModule],
  controllers: [InboxController, PreferencesController, WechatController],
  providers: [
    AcceptancesService,
    CallbackService,
    Channels,
    DigestText,
    InboxRepository,
    InboxService,
    MailChannel,
    OutboxRepository,
    PreferencesRepository,
    PreferencesService,
    QuotaRepository,
    WechatChannel,
    ...own,
    {
      provide: Workdays,
      inject: [Settings],
      useFactory: ({ config }: Settings) => loadWorkdays(config.rubricsFolder, path.join(config.dataFolder, 'cache')),
    },
    {
      provide: JobRunner,
      inject: [Settings, Database, Clock, ...jobs],
      useFactory: (
        { config }: Settings,
        database: Database,
        clock: Clock,
        ...all: (typeof jobs)[number]['prototype'][]
      ) => new JobRunner(all, config.jobs, database, clock),
    },
  ],
  exports: [Channels, InboxRepository, JobRunner],
})
export class NoticesModule {}
