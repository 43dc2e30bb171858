import { Module } from '@nestjs/common'
import { RecordsModule } from '../records/records.module.js'
import { Addresses } from './addresses.js'
import { FilesController } from './files.controller.js'
import { FilesRepository } from './files.repository.js'
import { FilesService } from './files.service.js'
import { Thumbnails } from './thumbnails.js'

@Module({
  imports: [RecordsModule],
  controllers: [FilesController],
  providers: [Addresses, FilesRepository, FilesService, Thumbnails],
})
export class FilesModule {}
