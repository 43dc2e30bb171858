import { Injectable } from '@nestjs/common'
import type { RefusalCode } from '../../http/problems.js'
import { refuse } from '../../http/refusal.js'
import { Wechat, WechatFailure, type WechatIdentity, type WechatReason } from '../../platform/wechat/wechat.js'
import { AccountsService } from '../accounts/accounts.service.js'
import { Tokens } from './tokens.js'

export interface Session {
  token: string
  expiresAt: string
  account: { id: string; name: string }
}

const refusals: Record<WechatReason, { code: RefusalCode; retryAfter?: number }> = {
  codeInvalid: { code: 'wechatCodeInvalid' },
  blocked: { code: 'wechatBlocked' },
  rateLimited: { code: 'wechatRateLimited', retryAfter: 60 },
  unavailable: { code: 'wechatUnavailable', retryAfter: 5 },
  unconfigured: { code: 'wechatUnconfigured' },
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tokens: Tokens,
    private readonly wechat: Wechat,
  ) {}

  async withWechat(code: string): Promise<Session> {
    const { openId } = await this.exchange(code)
    return this.open(`wechat:${openId}`, '微信用户')
  }

  /** Opens a session for someone already recognised elsewhere. */
  async open(identity: string, name: string): Promise<Session> {
    const account = await this.accounts.recognise(identity, name)
    const { token, expiresAt } = await this.tokens.issue(account.id)
    return { token, expiresAt, account: { id: account.id, name: account.name } }
  }

  private async exchange(code: string): Promise<WechatIdentity> {
    try {
      return await this.wechat.exchange(code)
    } catch (error) {
      if (!(error instanceof WechatFailure)) throw error
      const { code: refusal, retryAfter } = refusals[error.reason]
      const details = error.errcode === undefined ? undefined : { errcode: error.errcode }
      throw refuse(refusal, { field: 'code', details, ...(retryAfter === undefined ? {} : { retryAfter }) })
    }
  }
}
