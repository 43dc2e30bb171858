import { Controller, Delete, Get, HttpCode } from '@nestjs/common'
import { Needs, type Scope } from '../../http/caller.js'
import { IdParam, InScope } from '../../http/parameters.js'
import type { Member } from './memberships.repository.js'
import { MembershipsService } from './memberships.service.js'

@Controller('organisations/:org/members')
export class MembershipsController {
  constructor(private readonly memberships: MembershipsService) {}

  @Get()
  async list(@InScope() scope: Scope): Promise<{ members: Member[] }> {
    return { members: await this.memberships.members(scope) }
  }

  @Delete(':account')
  @Needs('appoint')
  @HttpCode(204)
  remove(@InScope() scope: Scope, @IdParam('account') account: string): Promise<void> {
    return this.memberships.remove(scope, account)
  }
}
