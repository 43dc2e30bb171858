import { Module } from '@nestjs/common'
import { DutiesModule } from '../duties/duties.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { OrganisationsModule } from '../organisations/organisations.module.js'
import { CalendarController } from './calendar.controller.js'
import { CalendarService } from './calendar.service.js'

@Module({
  imports: [DutiesModule, MembershipsModule, OrganisationsModule],
  controllers: [CalendarController],
  providers: [CalendarService],
})
export class CalendarModule {}
