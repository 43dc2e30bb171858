import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common'
import type { Caller } from '../../http/caller.js'
import { IdParam, SignedIn } from '../../http/parameters.js'
import { OperatorGuard } from '../accounts/operator.guard.js'
import { ClaimsService } from './claims.service.js'
import type { Profile } from './profile.js'

@Controller('admin/claims')
@UseGuards(OperatorGuard)
export class ClaimsController {
  constructor(private readonly claims: ClaimsService) {}

  @Get()
  async waiting(): Promise<{ claims: Profile[] }> {
    return { claims: await this.claims.waiting() }
  }

  @Post(':organisation/approve')
  @HttpCode(200)
  approve(@SignedIn() caller: Caller, @IdParam('organisation') id: string): Promise<Profile> {
    return this.claims.decide(caller, id, 'approved')
  }

  @Post(':organisation/reject')
  @HttpCode(200)
  reject(@SignedIn() caller: Caller, @IdParam('organisation') id: string): Promise<Profile> {
    return this.claims.decide(caller, id, 'rejected')
  }
}
