import { Injectable, type ExecutionContext } from '@nestjs/common'
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler'
import type { FastifyRequest } from 'fastify'
import type { Limits } from '../platform/config.js'
import { signInKey, type Caller } from './caller.js'
import { refuse } from './refusal.js'

const isSignIn = (context: ExecutionContext): boolean => Reflect.hasMetadata(signInKey, context.getHandler())

/** Requests a minute by account, or by address before sign-in; signing in has a limit of its own. */
export const rateOptions = (limits: Limits): ThrottlerModuleOptions => ({
  throttlers: [
    {
      name: 'minute',
      ttl: 60_000,
      limit: (context) => (isSignIn(context) ? limits.signInsPerMinute : limits.requestsPerMinute),
    },
  ],
})

@Injectable()
export class RateGuard extends ThrottlerGuard {
  protected override getTracker(request: FastifyRequest & { caller?: Caller }): Promise<string> {
    return Promise.resolve(request.caller?.account ?? request.ip)
  }

  protected override generateKey(context: ExecutionContext, tracker: string): string {
    return `${isSignIn(context) ? 'sign-in' : 'request'} ${tracker}`
  }

  protected override throwThrottlingException(_: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    throw refuse('tooManyRequests', { retryAfter: detail.timeToBlockExpire })
  }
}
