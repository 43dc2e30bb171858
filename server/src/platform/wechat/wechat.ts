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

/** A subscription message: one accepted request pays for one. */
export interface SubscriptionMessage {
  openId: string
  template: string
  /** Page that a tap opens, with its query. */
  page: string
  /** Every key of the template. */
  values: Readonly<Record<string, string>>
}

/**
 * What became of a message.
 * - `sent`: WeChat took it.
 * - `noQuota`: the person accepts none, or no further one.
 * - `refused`: WeChat will never take it as it is: our mistake.
 * - `later`: WeChat did not take it and may do so later.
 * - `uncertain`: the request went out and no answer came back; it may have been sent.
 */
export type SendOutcome =
  | { outcome: 'sent'; message: string | undefined }
  | { outcome: 'noQuota' | 'refused' | 'later'; errcode: number }
  | { outcome: 'uncertain' }

/** What WeChat's content check says of a text; `unknown` when it could not be asked. */
export type TextVerdict = 'pass' | 'review' | 'risky' | 'unknown'

/** The port to WeChat. */
export abstract class Wechat {
  /** False when this server knows no mini program. */
  abstract readonly isConfigured: boolean
  /** Exchanges a login code (valid once, five minutes) for the person's identity; throws a `WechatFailure`. */
  abstract exchange(code: string): Promise<WechatIdentity>
  /** Sends once; whatever happens, it never throws and never sends twice. */
  abstract send(message: SubscriptionMessage): Promise<SendOutcome>
  /** Checks a text by somebody who used the app in the last two hours. */
  abstract checkText(openId: string, text: string): Promise<TextVerdict>
}
