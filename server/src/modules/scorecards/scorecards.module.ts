import { Module } from '@nestjs/common'
import { AssessmentsModule } from '../assessments/assessments.module.js'
import { OrganisationsModule } from '../organisations/organisations.module.js'
import { RecordsModule } from '../records/records.module.js'
import { ScorecardsController } from './scorecards.controller.js'
import { ScorecardsService } from './scorecards.service.js'

@Module({
  imports: [AssessmentsModule, OrganisationsModule, RecordsModule],
  controllers: [ScorecardsController],
  providers: [ScorecardsService],
})
export class ScorecardsModule {}
