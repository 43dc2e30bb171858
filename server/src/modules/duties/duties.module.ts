import { Module } from '@nestjs/common'
import { AssessmentsModule } from '../assessments/assessments.module.js'
import { CyclesModule } from '../cycles/cycles.module.js'
import { JournalModule } from '../journal/journal.module.js'
import { OrganisationsModule } from '../organisations/organisations.module.js'
import { RecordsModule } from '../records/records.module.js'
import { DutiesController } from './duties.controller.js'
import { DutiesService } from './duties.service.js'
import { DutyBook } from './duty-book.js'
import { WaiversRepository } from './waivers.repository.js'
import { WaiversService } from './waivers.service.js'

@Module({
  imports: [AssessmentsModule, CyclesModule, JournalModule, OrganisationsModule, RecordsModule],
  controllers: [DutiesController],
  providers: [DutiesService, DutyBook, WaiversRepository, WaiversService],
  exports: [DutyBook],
})
export class DutiesModule {}
