import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { CyclesModule } from '../cycles/cycles.module.js'
import { JournalModule } from '../journal/journal.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { ClaimsController } from './claims.controller.js'
import { ClaimsService } from './claims.service.js'
import { OrganisationsController } from './organisations.controller.js'
import { OrganisationsRepository } from './organisations.repository.js'
import { OrganisationsService } from './organisations.service.js'

@Module({
  imports: [AccountsModule, CyclesModule, JournalModule, MembershipsModule],
  controllers: [OrganisationsController, ClaimsController],
  providers: [ClaimsService, OrganisationsRepository, OrganisationsService],
  exports: [OrganisationsRepository],
})
export class OrganisationsModule {}
