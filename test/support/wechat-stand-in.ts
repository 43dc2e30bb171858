import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How WeChat is to answer to a code: an openid, or one of its documented errors. */
export type WechatReply = { openid: string } | { errcode: number; errmsg: string } | 'hang-up' | 'not-json'

/** WeChat's login endpoint, with the replies of its documentation. */
export class WechatStandIn {
  readonly requests: URLSearchParams[] = []
  private readonly replies = new Map<string, WechatReply[]>()

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  /** What the server needs to know to ask here. */
  get settings(): Record<string, string> {
    return {
      XINGJI_WECHAT_APP_ID: 'wx-test',
      XINGJI_WECHAT_SECRET: 'test-secret',
      XINGJI_WECHAT_ADDRESS: this.address,
    }
  }

  static async start(): Promise<WechatStandIn> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const standIn = new WechatStandIn(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '', standIn.address)
      if (request.method !== 'GET' || url.pathname !== '/sns/jscode2session') return response.writeHead(404).end()
      standIn.requests.push(url.searchParams)
      const reply = standIn.next(url.searchParams)
      if (reply === 'hang-up') return request.socket.destroy()
      // WeChat labels its JSON as text.
      response.writeHead(200, { 'content-type': 'text/plain' })
      return response.end(reply === 'not-json' ? '<html>502</html>' : JSON.stringify(reply))
    })
    return standIn
  }

  /** What a code gets, request by request; the last reply stays. */
  on(code: string, ...replies: WechatReply[]): void {
    this.replies.set(code, replies)
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private next(query: URLSearchParams): WechatReply {
    if (query.get('appid') !== 'wx-test' || query.get('secret') !== 'test-secret')
      return { errcode: 40013, errmsg: 'invalid appid' }
    const replies = this.replies.get(query.get('js_code') ?? '')
    if (!replies) return { errcode: 40029, errmsg: 'invalid code' }
    const reply = replies.length > 1 ? replies.shift()! : replies[0]!
    return typeof reply === 'object' && 'openid' in reply
      ? ({ ...reply, session_key: 'c2Vzc2lvbg==' } as WechatReply)
      : reply
  }
}
