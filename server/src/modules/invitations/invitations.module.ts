import { Module } from '@nestjs/common'
import { JournalModule } from '../journal/journal.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { InvitationsController } from './invitations.controller.js'
import { InvitationsRepository } from './invitations.repository.js'
import { InvitationsService } from './invitations.service.js'

@Module({
  imports: [JournalModule, MembershipsModule],
  controllers: [InvitationsController],
  providers: [InvitationsRepository, InvitationsService],
})
export class InvitationsModule {}
