import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Database } from '../../platform/database/database.js'
import { Settings } from '../../platform/settings.js'
import { AccountsRepository } from '../accounts/accounts.repository.js'

/** Lets only those through whom the configuration names as organisers. */
@Injectable()
export class OrganiserGuard implements CanActivate {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller } = context.switchToHttp().getRequest<FastifyRequest & { caller: Caller }>()
    const account = await this.database.read((store) => this.accounts.find(store, caller.account))
    if (!account || !this.settings.config.organisers.includes(account.identity)) throw refuse('organisersOnly')
    return true
  }
}
