import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { SessionsController } from './sessions.controller.js'
import { SessionsService } from './sessions.service.js'
import { Tokens } from './tokens.js'

@Module({
  imports: [AccountsModule],
  controllers: [SessionsController],
  providers: [SessionsService, Tokens],
  exports: [SessionsService, Tokens],
})
export class SessionsModule {}
