import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands for WeChat's code exchange: the codes `person-x-1`, `person-x-2` … belong to the person `x`, each once; any other is invalid. */
export class WechatStandIn {
  private readonly used = new Set<string>()

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {
    server.on('request', (request, response) => {
      const code = new URL(request.url ?? '/', address).searchParams.get('js_code') ?? ''
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(this.exchange(code)))
    })
  }

  static async start(): Promise<WechatStandIn> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new WechatStandIn(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  }

  /** What the server needs to know to ask here. */
  get settings(): Record<string, string> {
    return {
      XINGJI_WECHAT_APP_ID: 'wx0123456789abcdef',
      XINGJI_WECHAT_SECRET: 'stand-in',
      XINGJI_WECHAT_ADDRESS: this.address,
    }
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve))
  }

  private exchange(code: string): object {
    const [, person] = /^person-(\w+?)(?:-\d+)?$/.exec(code) ?? []
    if (!person) return { errcode: 40029, errmsg: 'invalid code' }
    if (this.used.has(code)) return { errcode: 40163, errmsg: 'code been used' }
    this.used.add(code)
    return { openid: `openid-${person}`, session_key: 'kept nowhere' }
  }
}
