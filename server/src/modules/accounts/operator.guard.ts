import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { AccountsService } from './accounts.service.js'

/** Lets only those through whom the configuration names as operators. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly accounts: AccountsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller } = context.switchToHttp().getRequest<FastifyRequest & { caller: Caller }>()
    if (!(await this.accounts.me(caller.account)).isOperator) throw refuse('operatorsOnly')
    return true
  }
}
