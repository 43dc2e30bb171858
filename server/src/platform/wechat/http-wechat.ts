import { setTimeout as sleep } from 'node:timers/promises'
import type { WechatConfig } from '../config.js'
import type { AccessTokens } from './access-tokens.js'
import { askWechat, type Exchange } from './request.js'
import {
  Wechat,
  WechatFailure,
  type SendOutcome,
  type SubscriptionMessage,
  type TextVerdict,
  type WechatIdentity,
  type WechatReason,
} from './wechat.js'

const busy = -1
const tries = 3
/** The documented errors of `jscode2session`. */
const reasons: Readonly<Record<number, WechatReason>> = {
  40029: 'codeInvalid',
  40163: 'codeInvalid',
  40226: 'blocked',
  45011: 'rateLimited',
}
/** The token is no longer good. */
const tokenErrors = new Set([40001, 40014, 42001])
/** The person refuses, or used up, what was accepted. */
const noQuota = 43101
/** WeChat is busy, or asked too often: by the minute, by the day, by its own choice. */
const passing = new Set([busy, 45009, 45011, 45168])
const longestText = 2500

/** WeChat over HTTP. The session key in its answer is neither used nor kept. */
export class HttpWechat extends Wechat {
  constructor(
    private readonly config: WechatConfig | undefined,
    private readonly tokens: AccessTokens,
  ) {
    super()
  }

  get isConfigured(): boolean {
    return this.config !== undefined
  }

  async exchange(code: string): Promise<WechatIdentity> {
    if (!this.config) throw new WechatFailure('unconfigured')
    const { address, appId, secret, pause } = this.config
    const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' }
    for (let attempt = 1; attempt <= tries; attempt++) {
      if (attempt > 1) await sleep(pause * 2 ** (attempt - 2) * (0.5 + Math.random()))
      const exchange = await askWechat(addressOf(address, '/sns/jscode2session', query))
      const { openid, errcode = busy } = exchange.kind === 'answer' ? exchange.answer : {}
      if (typeof openid === 'string') return { openId: openid }
      if (errcode !== busy) throw new WechatFailure(reasons[errcode] ?? 'unavailable', errcode)
    }
    throw new WechatFailure('unavailable', busy)
  }

  async send({ openId, template, page, values }: SubscriptionMessage): Promise<SendOutcome> {
    const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]))
    const body = { touser: openId, template_id: template, page, lang: 'zh_CN', data }
    const exchange = await this.authorised('/cgi-bin/message/subscribe/send', body)
    if (exchange.kind === 'unreached') return { outcome: 'later', errcode: busy }
    if (exchange.kind === 'unknown') return { outcome: 'uncertain' }
    const { errcode = 0, msgid } = exchange.answer
    if (errcode === 0) return { outcome: 'sent', message: msgid === undefined ? undefined : String(msgid) }
    if (errcode === noQuota) return { outcome: 'noQuota', errcode }
    const isLater = passing.has(errcode) || tokenErrors.has(errcode)
    return { outcome: isLater ? 'later' : 'refused', errcode }
  }

  async checkText(openId: string, text: string): Promise<TextVerdict> {
    const content = Array.from(text).slice(0, longestText).join('')
    const exchange = await this.authorised('/wxa/msg_sec_check', { openid: openId, version: 2, scene: 2, content })
    if (exchange.kind !== 'answer' || (exchange.answer.errcode ?? 0) !== 0) return 'unknown'
    const { suggest } = (exchange.answer.result ?? {}) as { suggest?: string }
    return suggest === 'pass' || suggest === 'review' || suggest === 'risky' ? suggest : 'unknown'
  }

  /** A call with the access token. A token WeChat no longer takes is read again, once: that call did nothing yet. */
  private async authorised(path: string, body: unknown): Promise<Exchange> {
    if (!this.config) return { kind: 'unreached' }
    const { address } = this.config
    let token = await this.tokens.current()
    for (let attempt = 1; ; attempt++) {
      if (token === undefined) return { kind: 'unreached' }
      const exchange = await askWechat(addressOf(address, path, { access_token: token }), body)
      const isStale = exchange.kind === 'answer' && tokenErrors.has(exchange.answer.errcode ?? 0)
      if (!isStale || attempt === 2) return exchange
      token = await this.tokens.instead(token)
    }
  }
}

function addressOf(base: string, path: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(path, base)
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  return url
}
