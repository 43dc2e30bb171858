import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { permissionKey, type Caller, type Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Database } from '../../platform/database/database.js'
import { isId } from '../../platform/ids.js'
import { MembershipsRepository } from './memberships.repository.js'
import { may, type Permission } from './roles.js'

/**
 * Guards every route with `:org` in its path. An organisation one is no member of answers exactly like one that does
 * not exist.
 */
@Injectable()
export class OrganisationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    private readonly memberships: MembershipsRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { caller?: Caller; scope?: Scope }>()
    const { org } = request.params as { org?: string }
    if (org === undefined) return true
    const account = request.caller?.account
    if (!isId(org) || account === undefined) throw refuse('organisationUnknown')
    const membership = await this.database.read((store) => this.memberships.find(store, org, account))
    if (!membership) throw refuse('organisationUnknown')
    const usual: Permission = request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write'
    const needed = this.reflector.get<Permission | undefined>(permissionKey, context.getHandler()) ?? usual
    if (!may(membership.role, needed)) throw refuse('notAllowed')
    request.scope = { account, organisation: org, role: membership.role }
    return true
  }
}
