import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.js'
import type { WechatConfig } from '../config.js'
import type { Database } from '../database/database.js'
import { AccessToken } from './access-token.entity.js'
import { askWechat } from './request.js'

/** A token is replaced this long before it ends, so that no call carries one that ends on the way. */
const margin = 5 * 60_000
/** Longest that one process may take to fetch a token before another tries. */
const lease = 15_000
const waitStep = 50
const waits = 40
const never = new Date(0).toISOString()

/**
 * The stable access token. One process at a time fetches it: whoever wins the row's version holds the lease, the others
 * wait for what it stores. WeChat answers the same token to everybody until it nears its end, so a holder that dies and
 * is replaced does no harm.
 */
export class AccessTokens {
  constructor(
    private readonly config: WechatConfig | undefined,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A token that is good for a while; undefined when WeChat gives none. */
  async current(): Promise<string | undefined> {
    if (!this.config) return undefined
    for (let wait = 0; wait < waits; wait++) {
      const row = await this.row(this.config.appId)
      const now = this.clock.now().getTime()
      if (Date.parse(row.expiresAt) - margin > now) return row.token
      if (Date.parse(row.leasedUntil) > now) await sleep(waitStep)
      else if (await this.change(row, { leasedUntil: new Date(now + lease).toISOString() }))
        return this.fetch(this.config, { ...row, version: row.version + 1 })
    }
    return undefined
  }

  /** Another token than one WeChat refused: the one somebody stored since, or a new one. */
  async instead(refused: string): Promise<string | undefined> {
    if (!this.config) return undefined
    const row = await this.row(this.config.appId)
    if (row.token === refused) await this.change(row, { expiresAt: never })
    return this.current()
  }

  private async fetch({ address, appId, secret }: WechatConfig, row: AccessToken): Promise<string | undefined> {
    const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: false }
    const exchange = await askWechat(new URL('/cgi-bin/stable_token', address), body)
    const { access_token: token, expires_in: seconds } = exchange.kind === 'answer' ? exchange.answer : {}
    if (typeof token !== 'string' || typeof seconds !== 'number') {
      await this.change(row, { leasedUntil: never })
      return undefined
    }
    const expiresAt = new Date(this.clock.now().getTime() + seconds * 1000).toISOString()
    // Overtaken by another holder after a long pause: this token is as good as the other one.
    await this.change(row, { token, expiresAt, leasedUntil: never })
    return token
  }

  /** The row, made empty the first time. */
  private async row(app: string): Promise<AccessToken> {
    const found = await this.database.read((store) => store.findOneBy(AccessToken, { app }))
    if (found) return found
    return this.database.write(async (store) => {
      const known = await store.findOneBy(AccessToken, { app })
      if (known) return known
      const row = { app, token: '', expiresAt: never, leasedUntil: never, version: 0 }
      await store.insert(AccessToken, row)
      return row
    })
  }

  /** False when another process changed the row first. */
  private change({ app, version }: AccessToken, change: Partial<AccessToken>): Promise<boolean> {
    return this.database.write(async (store) => {
      const { affected } = await store.update(AccessToken, { app, version }, { ...change, version: version + 1 })
      return affected === 1
    })
  }
}
