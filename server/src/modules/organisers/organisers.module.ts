import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { CyclesModule } from '../cycles/cycles.module.js'
import { DutiesModule } from '../duties/duties.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { NoticesModule } from '../notices/notices.module.js'
import { OrganisersController } from './organisers.controller.js'
import { RemindersService } from './reminders.service.js'
import { StandingsService } from './standings.service.js'

@Module({
  imports: [AccountsModule, CyclesModule, DutiesModule, MembershipsModule, NoticesModule],
  controllers: [OrganisersController],
  providers: [RemindersService, StandingsService],
})
export class OrganisersModule {}
