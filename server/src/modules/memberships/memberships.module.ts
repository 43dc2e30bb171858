import { Module } from '@nestjs/common'
import { JournalModule } from '../journal/journal.module.js'
import { MembershipsController } from './memberships.controller.js'
import { MembershipsRepository } from './memberships.repository.js'
import { MembershipsService } from './memberships.service.js'

@Module({
  imports: [JournalModule],
  controllers: [MembershipsController],
  providers: [MembershipsRepository, MembershipsService],
  exports: [MembershipsRepository],
})
export class MembershipsModule {}
