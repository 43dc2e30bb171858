import { Module } from '@nestjs/common'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { AccountsController } from './accounts.controller.js'
import { AccountsRepository } from './accounts.repository.js'
import { AccountsService } from './accounts.service.js'

@Module({
  imports: [MembershipsModule],
  controllers: [AccountsController],
  providers: [AccountsRepository, AccountsService],
  exports: [AccountsRepository, AccountsService],
})
export class AccountsModule {}
