import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { Needs, type Caller, type Scope } from '../../http/caller.js'
import { IdParam, InScope, Payload, SignedIn } from '../../http/parameters.js'
import { choice, object, type Shaped } from '../../http/shape.js'
import { roles } from '../memberships/roles.js'
import { InvitationsService, type Accepted, type Offer, type OpenInvitation } from './invitations.service.js'

const invitationBody = object({ role: choice('角色', roles) })

@Controller()
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post('organisations/:org/invitations')
  @Needs('appoint')
  invite(@InScope() scope: Scope, @Payload(invitationBody) { role }: Shaped<typeof invitationBody>): Promise<Offer> {
    return this.invitations.invite(scope, role)
  }

  @Get('organisations/:org/invitations')
  @Needs('appoint')
  async open(@InScope() scope: Scope): Promise<{ invitations: OpenInvitation[] }> {
    return { invitations: await this.invitations.open(scope) }
  }

  @Delete('organisations/:org/invitations/:id')
  @Needs('appoint')
  @HttpCode(204)
  withdraw(@InScope() scope: Scope, @IdParam('id') id: string): Promise<void> {
    return this.invitations.withdraw(scope, id)
  }

  @Post('organisations/:org/handover')
  @Needs('handOver')
  handOver(@InScope() scope: Scope): Promise<Offer> {
    return this.invitations.handOver(scope)
  }

  @Post('invitations/:code/accept')
  @HttpCode(200)
  accept(@SignedIn() caller: Caller, @Param('code') code: string): Promise<Accepted> {
    return this.invitations.accept(caller, code)
  }
}
