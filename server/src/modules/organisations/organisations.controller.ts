import { Controller, Get, HttpStatus, Patch, Post, Put, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller, Scope } from '../../http/caller.js'
import { InScope, Payload, SignedIn } from '../../http/parameters.js'
import { OrganisationsService } from './organisations.service.js'
import { claimBody, profileBody, type ClaimBody, type Profile, type ProfileBody } from './profile.js'

@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Post()
  async claim(
    @SignedIn() caller: Caller,
    @Payload(claimBody) body: ClaimBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Profile> {
    const { profile, isNew } = await this.organisations.claim(caller, body)
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
    return profile
  }

  @Get(':org')
  profile(@InScope() scope: Scope): Promise<Profile> {
    return this.organisations.profile(scope)
  }

  @Patch(':org')
  change(@InScope() scope: Scope, @Payload(profileBody) body: ProfileBody): Promise<Profile> {
    return this.organisations.change(scope, body)
  }

  /** The same for clients that cannot send PATCH, as mini programs. */
  @Put(':org/profile')
  put(@InScope() scope: Scope, @Payload(profileBody) body: ProfileBody): Promise<Profile> {
    return this.organisations.change(scope, body)
  }
}
