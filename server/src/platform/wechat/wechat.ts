/** Who WeChat says is signing in. */
export interface WechatIdentity {
  openId: string
}

/** Why WeChat did not say who it is. */
export type WechatReason = 'codeInvalid' | 'blocked' | 'rateLimited' | 'unavailable' | 'unconfigured'

export class WechatFailure extends Error {
  constructor(
    readonly reason: WechatReason,
    readonly errcode?: number,
  ) {
    super(`WeChat sign-in failed: ${reason}${errcode === undefined ? '' : ` (${errcode})`}`)
  }
}

/** The port to WeChat. */
export abstract class Wechat {
  /** Exchanges a login code (valid once, five minutes) for the person's identity; throws a `WechatFailure`. */
  abstract exchange(code: string): Promise<WechatIdentity>
}
