import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { publicKey, type Caller } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Tokens } from './tokens.js'

/** Every route wants a valid token unless it is marked public. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(publicKey, [context.getHandler(), context.getClass()])) return true
    const request = context.switchToHttp().getRequest<FastifyRequest & { caller?: Caller }>()
    const [, token] = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined) throw refuse('notSignedIn')
    request.caller = { account: await this.tokens.verify(token) }
    return true
  }
}
