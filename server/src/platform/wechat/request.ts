const timeout = 5_000

/** An answer of WeChat's: `errcode` 0 or absent is success. */
export interface WechatAnswer {
  errcode?: number
  errmsg?: string
  [key: string]: unknown
}

/**
 * How a request ended: with an answer in WeChat's form; certainly without having reached it; or with nothing to tell
 * whether it was acted upon.
 */
export type Exchange = { kind: 'answer'; answer: WechatAnswer } | { kind: 'unreached' } | { kind: 'unknown' }

/** Nobody listened, so nothing was sent. */
const unreached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** One request; with a body it is a POST. Never throws. */
export async function askWechat(url: URL, body?: unknown): Promise<Exchange> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(timeout),
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const answer: unknown = response.ok ? await response.json() : undefined
    return typeof answer === 'object' && answer !== null
      ? { kind: 'answer', answer: answer as WechatAnswer }
      : { kind: 'unknown' }
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; errors?: { code?: string }[] } }
    const code = cause?.code ?? cause?.errors?.[0]?.code ?? ''
    return { kind: unreached.has(code) ? 'unreached' : 'unknown' }
  }
}
