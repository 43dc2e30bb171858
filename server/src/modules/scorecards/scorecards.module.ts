import { Module } from '@nestjs/common'
import { AssessmentsModule } from '../assessments/assessments.module.js'
import { CyclesModule } from '../cycles/cycles.module.js'
import { JournalModule } from '../journal/journal.module.js'
import { OrganisationsModule } from '../organisations/organisations.module.js'
import { RecordsModule } from '../records/records.module.js'
import { ScorecardsController } from './scorecards.controller.js'
import { ScorecardsService } from './scorecards.service.js'
import { Scorers } from './scorers.js'

@Module({
  imports: [AssessmentsModule, CyclesModule, JournalModule, OrganisationsModule, RecordsModule],
  controllers: [ScorecardsController],
  providers: [ScorecardsService, Scorers],
})
export class ScorecardsModule {}
