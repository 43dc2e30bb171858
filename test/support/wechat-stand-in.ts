import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How WeChat is to answer to a code: an openid, or one of its documented errors. */
export type WechatReply = { openid: string } | WechatError | 'hang-up' | 'not-json'
export interface WechatError {
  errcode: number
  errmsg: string
}
/** How a message fares: `ok`; an error; no answer before (`hang-up`) or after (`lost-answer`) it was sent; slowly. */
export type SendReply = 'ok' | WechatError | 'hang-up' | 'lost-answer' | 'not-json' | { delay: number }

export interface SentMessage {
  openId: string
  template: string
  page: string
  values: Record<string, string>
  message: string
}

const appId = 'wx-test'
const secret = 'test-secret'
const token = 'callback-token'
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
/** Our template: every key must come, and fit. */
const template = { id: 'duty-template', keys: { thing1: 20, date2: 20, thing3: 20 } as Record<string, number> }
const tokenSeconds = 7200

type Body = Record<string, unknown>

/** WeChat's server side, with the answers, error codes and limits of its documentation. */
export class WechatStandIn {
  /** Queries of the sign-in requests. */
  readonly requests: URLSearchParams[] = []
  /** Messages that reached people. */
  readonly sent: SentMessage[] = []
  /** How often a token was asked for, and how often a message was to be sent. */
  tokenRequests = 0
  sendRequests = 0
  /** Calls to the message interface it takes a minute; more are answered with 45009. */
  sendsPerMinute = Infinity
  private readonly replies = new Map<string, WechatReply[]>()
  private readonly sendReplies = new Map<string, SendReply[]>()
  private readonly accepted = new Map<string, number>()
  private tokens: { value: string; isGood: boolean }[] = []
  private minute: number[] = []
  private count = 0

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  /** What the server needs to know to ask here. */
  get settings(): Record<string, string> {
    return { XINGJI_WECHAT_APP_ID: appId, XINGJI_WECHAT_SECRET: secret, XINGJI_WECHAT_ADDRESS: this.address }
  }
  /** The same with messages and callbacks. */
  get messageSettings(): Record<string, string> {
    return {
      ...this.settings,
      XINGJI_WECHAT_TOKEN: token,
      XINGJI_WECHAT_AES_KEY: aesKey,
      XINGJI_WECHAT_TEMPLATE: `${template.id}:thing1=title,date2=due,thing3=stake`,
    }
  }
  get template(): string {
    return template.id
  }

  static async start(): Promise<WechatStandIn> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const standIn = new WechatStandIn(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    // A caller that is killed in the middle of a request gets no answer.
    server.on('request', (request, response) => void standIn.answer(request, response).catch(() => response.destroy()))
    return standIn
  }

  /** What a code gets, request by request; the last reply stays. */
  on(code: string, ...replies: WechatReply[]): void {
    this.replies.set(code, replies)
  }

  /** How messages to a person fare, one by one; afterwards as usual. */
  onSend(openId: string, ...replies: SendReply[]): void {
    this.sendReplies.set(openId, replies)
  }

  /** The person accepts so many further messages. */
  accept(openId: string, times = 1): void {
    this.accepted.set(openId, (this.accepted.get(openId) ?? 0) + times)
  }

  /** Makes every token given out so far worthless. */
  expireTokens(): void {
    for (const one of this.tokens) one.isGood = false
  }

  /** The address and body of a callback as WeChat would make it, for a fetch. */
  callback(
    event: Body,
    { timestamp = Math.floor(Date.now() / 1000), nonce = randomBytes(4).toString('hex') } = {},
  ): {
    path: string
    body: Body
  } {
    const encrypted = encrypt(JSON.stringify({ ToUserName: 'gh_test', ...event }))
    const signature = sha1(token, String(timestamp), nonce, encrypted)
    const path = `wechat/callback?timestamp=${timestamp}&nonce=${nonce}&encrypt_type=aes&msg_signature=${signature}`
    return { path, body: { ToUserName: 'gh_test', Encrypt: encrypted } }
  }

  /** The address with which WeChat checks that it is ours. */
  proof(echo: string, signedWith = token): string {
    return `wechat/callback?timestamp=1&nonce=n&echostr=${echo}&signature=${sha1(signedWith, '1', 'n')}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.address)
    const reply = await this.route(request.method ?? '', url, request)
    if (reply === undefined) return void response.writeHead(404).end()
    if (reply === 'hang-up') return void request.socket.destroy()
    // WeChat labels its JSON as text.
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.end(reply === 'not-json' ? '<html>502</html>' : JSON.stringify(reply))
  }

  private async route(
    method: string,
    url: URL,
    request: IncomingMessage,
  ): Promise<object | 'hang-up' | 'not-json' | undefined> {
    const place = `${method} ${url.pathname}`
    if (place === 'GET /sns/jscode2session') {
      this.requests.push(url.searchParams)
      return this.login(url.searchParams)
    }
    const body = await readBody(request)
    if (place === 'POST /cgi-bin/stable_token') return this.stableToken(body)
    const refusal = this.checkToken(url.searchParams.get('access_token'))
    if (place === 'POST /cgi-bin/message/subscribe/send') return refusal ?? this.send(body)
    if (place === 'POST /wxa/msg_sec_check') return refusal ?? checkText(body)
    return undefined
  }

  private login(query: URLSearchParams): WechatReply {
    if (query.get('appid') !== appId || query.get('secret') !== secret)
      return { errcode: 40013, errmsg: 'invalid appid' }
    const replies = this.replies.get(query.get('js_code') ?? '')
    if (!replies) return { errcode: 40029, errmsg: 'invalid code' }
    const reply = replies.length > 1 ? replies.shift()! : replies[0]!
    return typeof reply === 'object' && 'openid' in reply
      ? ({ ...reply, session_key: 'c2Vzc2lvbg==' } as WechatReply)
      : reply
  }

  /** The same token to everybody while it is good; `force_refresh` is not for servers that share it. */
  private stableToken({ grant_type, appid, secret: given, force_refresh }: Body): object {
    this.tokenRequests++
    if (appid !== appId || given !== secret) return { errcode: 40125, errmsg: 'invalid appsecret' }
    if (grant_type !== 'client_credential' || force_refresh === true)
      return { errcode: 40002, errmsg: 'invalid grant_type' }
    const good = this.tokens.find(({ isGood }) => isGood)
    const current = good ?? { value: randomBytes(12).toString('hex'), isGood: true }
    if (!good) this.tokens.push(current)
    return { access_token: current.value, expires_in: tokenSeconds }
  }

  private checkToken(value: string | null): WechatError | undefined {
    const known = this.tokens.find((one) => one.value === value)
    if (!known) return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' }
    return known.isGood ? undefined : { errcode: 42001, errmsg: 'access_token expired' }
  }

  private async send({ touser, template_id, page, data }: Body): Promise<object | 'hang-up' | 'not-json'> {
    this.sendRequests++
    const openId = String(touser)
    const reply = this.sendReplies.get(openId)?.shift() ?? 'ok'
    if (reply === 'hang-up' || reply === 'not-json') return reply
    if (typeof reply === 'object' && 'errcode' in reply) return reply
    if (typeof reply === 'object') await new Promise((resolve) => setTimeout(resolve, reply.delay))
    const now = Date.now()
    this.minute = [...this.minute.filter((at) => at > now - 60_000), now]
    if (this.minute.length > this.sendsPerMinute) return { errcode: 45009, errmsg: 'reach max api daily quota limit' }
    if (template_id !== template.id) return { errcode: 40037, errmsg: 'invalid template_id' }
    if (typeof page !== 'string' || page.startsWith('/')) return { errcode: 41030, errmsg: 'invalid page' }
    const values = valuesOf(data)
    const wrong = Object.entries(template.keys).find(([key, length]) => !fits(values[key], length))
    if (wrong) return { errcode: 47003, errmsg: `argument invalid! data.${wrong[0]}.value invalid` }
    const left = this.accepted.get(openId) ?? 0
    if (left === 0) return { errcode: 43101, errmsg: 'user refuse to accept the msg' }
    this.accepted.set(openId, left - 1)
    const message = String(9_000_000 + ++this.count)
    this.sent.push({ openId, template: template.id, page, values, message })
    return reply === 'lost-answer' ? 'hang-up' : { errcode: 0, errmsg: 'ok', msgid: Number(message) }
  }
}

const fits = (value: string | undefined, length: number): boolean =>
  value !== undefined && value !== '' && !/[\r\n]/.test(value) && Array.from(value).length <= length

function valuesOf(data: unknown): Record<string, string> {
  const entries = Object.entries((data ?? {}) as Record<string, { value?: unknown }>)
  return Object.fromEntries(entries.map(([key, { value }]) => [key, String(value)]))
}

/** Version 2: a text with 特违 in it is risky. */
function checkText({ openid, version, content, scene }: Body): object {
  if (version !== 2 || typeof scene !== 'number' || !openid) return { errcode: 47001, errmsg: 'data format error' }
  if (Array.from(String(content)).length > 2500) return { errcode: 40011, errmsg: 'content size out of limit' }
  const suggest = String(content).includes('特违') ? 'risky' : 'pass'
  return { errcode: 0, errmsg: 'ok', result: { suggest, label: suggest === 'pass' ? 100 : 20001 }, trace_id: 't' }
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as Body
  } catch {
    return {}
  }
}

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex')

/** As in WeChat's documentation: 16 random bytes, the length, the text, the mini program's id, padded to 32. */
function encrypt(text: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(text))
  const plain = Buffer.concat([randomBytes(16), length, Buffer.from(text), Buffer.from(appId)])
  const padding = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}
