import { Module } from '@nestjs/common'
import { JournalModule } from '../journal/journal.module.js'
import { ChangesService } from './changes.service.js'
import { RecordsController } from './records.controller.js'
import { RecordsRepository } from './records.repository.js'
import { RecordsService } from './records.service.js'

@Module({
  imports: [JournalModule],
  controllers: [RecordsController],
  providers: [ChangesService, RecordsRepository, RecordsService],
  exports: [RecordsRepository, RecordsService],
})
export class RecordsModule {}
