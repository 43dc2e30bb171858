import { setTimeout as sleep } from 'node:timers/promises'
import type { WechatConfig } from '../config.js'
import { Wechat, WechatFailure, type WechatIdentity, type WechatReason } from './wechat.js'

const busy = -1
const tries = 3
const timeout = 5_000
/** The documented errors of `jscode2session`. */
const reasons: Readonly<Record<number, WechatReason>> = {
  40029: 'codeInvalid',
  40163: 'codeInvalid',
  40226: 'blocked',
  45011: 'rateLimited',
}

interface Answer {
  openid?: string
  errcode?: number
}

/** WeChat over HTTP. The session key in its answer is neither used nor kept. */
export class HttpWechat extends Wechat {
  constructor(private readonly config: WechatConfig | undefined) {
    super()
  }

  async exchange(code: string): Promise<WechatIdentity> {
    if (!this.config) throw new WechatFailure('unconfigured')
    for (let attempt = 1; attempt <= tries; attempt++) {
      if (attempt > 1) await sleep(this.config.pause * 2 ** (attempt - 2) * (0.5 + Math.random()))
      const { openid, errcode = busy } = await this.ask(this.config, code)
      if (openid) return { openId: openid }
      if (errcode !== busy) throw new WechatFailure(reasons[errcode] ?? 'unavailable', errcode)
    }
    throw new WechatFailure('unavailable', busy)
  }

  /** One request; empty when WeChat could not be reached or did not answer in its own form. */
  private async ask({ address, appId, secret }: WechatConfig, code: string): Promise<Answer> {
    const url = new URL('/sns/jscode2session', address)
    url.searchParams.set('appid', appId)
    url.searchParams.set('secret', secret)
    url.searchParams.set('js_code', code)
    url.searchParams.set('grant_type', 'authorization_code')
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(timeout) })
      return response.ok ? ((await response.json()) as Answer) : {}
    } catch {
      return {}
    }
  }
}
