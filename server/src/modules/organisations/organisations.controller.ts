import { Controller, Get, HttpStatus, Patch, Post, Put, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller, Scope } from '../../http/caller.js'
import { InScope, Payload, SignedIn } from '../../http/parameters.js'
import { OrganisationsService } from './organisations.service.js'
import { claimBody, profileBody, type ClaimBody, type OrganisationView, type ProfileBody } from './profile.js'

@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Post()
  async claim(
    @SignedIn() caller: Caller,
    @Payload(claimBody) body: ClaimBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganisationView> {
    const { organisation, isNew } = await this.organisations.claim(caller, body)
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
    return organisation
  }

  @Get(':org')
  show(@InScope() scope: Scope): Promise<OrganisationView> {
    return this.organisations.show(scope)
  }

  @Patch(':org')
  change(@InScope() scope: Scope, @Payload(profileBody) body: ProfileBody): Promise<OrganisationView> {
    return this.organisations.change(scope, body)
  }

  /** The same for clients that cannot send PATCH, as mini programs. */
  @Put(':org/profile')
  put(@InScope() scope: Scope, @Payload(profileBody) body: ProfileBody): Promise<OrganisationView> {
    return this.organisations.change(scope, body)
  }
}
