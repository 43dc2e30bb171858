import { Module } from '@nestjs/common'
import { JournalModule } from '../journal/journal.module.js'
import { OrganisationsModule } from '../organisations/organisations.module.js'
import { ForgottenCounts } from './forgotten-counts.js'
import { HeadCountController } from './headcount.controller.js'
import { HeadCountRepository } from './headcount.repository.js'
import { HeadCountService } from './headcount.service.js'
import { HeadTokens } from './headcount.tokens.js'
import { HeadsController } from './heads.controller.js'

@Module({
  imports: [JournalModule, OrganisationsModule],
  controllers: [HeadCountController, HeadsController],
  providers: [ForgottenCounts, HeadCountRepository, HeadCountService, HeadTokens],
  exports: [ForgottenCounts],
})
export class HeadCountModule {}
