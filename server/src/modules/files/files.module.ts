import { Module } from '@nestjs/common'
import { JournalModule } from '../journal/journal.module.js'
import { RecordsModule } from '../records/records.module.js'
import { Addresses } from './addresses.js'
import { FilesController } from './files.controller.js'
import { FilesRepository } from './files.repository.js'
import { FilesService } from './files.service.js'
import { Thumbnails } from './thumbnails.js'

@Module({
  imports: [JournalModule, RecordsModule],
  controllers: [FilesController],
  providers: [Addresses, FilesRepository, FilesService, Thumbnails],
})
export class FilesModule {}
