import { Module } from '@nestjs/common'
import { JournalModule } from '../journal/journal.module.js'
import { AssessmentsController } from './assessments.controller.js'
import { AssessmentsRepository } from './assessments.repository.js'
import { AssessmentsService } from './assessments.service.js'

@Module({
  imports: [JournalModule],
  controllers: [AssessmentsController],
  providers: [AssessmentsRepository, AssessmentsService],
  exports: [AssessmentsRepository],
})
export class AssessmentsModule {}
