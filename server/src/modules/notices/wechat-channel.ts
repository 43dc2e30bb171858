import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock.js'
import type { TemplateField, WechatTemplate } from '../../platform/config.js'
import { Database, type Store } from '../../platform/database/database.js'
import { Settings } from '../../platform/settings.js'
import { fit, kindOf } from '../../platform/wechat/fit.js'
import { Wechat } from '../../platform/wechat/wechat.js'
import { Account } from '../accounts/account.entity.js'
import type { Delivery } from './delivery-run.js'
import { DigestText, type Digest } from './digest-text.js'
import type { OutboxRow } from './outbox.entity.js'
import { OutboxRepository } from './outbox.repository.js'
import { QuotaRepository } from './quota.repository.js'

const page = 200
/** Without a callback for so long, an acceptance whose message is uncertain counts as used. */
const longestDoubt = 24 * 60 * 60_000
/** Replays and double tellings are known for so long. */
const memory = 7 * 24 * 60 * 60_000
/** The day's or the minute's quota of calls is used up. */
const rateLimited = 45009
const rateLimitPause = 60 * 60_000

/** Digests as WeChat subscription messages: at most once, each paid for with one acceptance. */
@Injectable()
export class WechatChannel {
  constructor(
    private readonly database: Database,
    private readonly quotas: QuotaRepository,
    private readonly outbox: OutboxRepository,
    private readonly text: DigestText,
    private readonly wechat: Wechat,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  get template(): WechatTemplate | undefined {
    return this.settings.config.wechat?.template
  }

  /** Takes one acceptance for a message; false when the person has given none. */
  async reserve(store: Store, account: string): Promise<boolean> {
    return this.template !== undefined && (await this.quotas.reserve(store, account, this.template.id))
  }

  async deliver(row: OutboxRow): Promise<Delivery> {
    const { template } = this
    const { openId, digest } = await this.database.read(async (store) => {
      const { identity } = await store.findOneByOrFail(Account, { id: row.account })
      return { openId: identity.replace(/^wechat:/, ''), digest: await this.text.read(store, row) }
    })
    if (!template || digest.entries.length === 0)
      return { settle: { state: 'refused', code: 'nothingToSend', quota: 'returned' } }
    const values = valuesOf(template, digest)
    const sent = await this.wechat.send({ openId, template: template.id, page: 'pages/inbox/index', values })
    switch (sent.outcome) {
      case 'sent':
        return { settle: { state: 'sent', message: sent.message ?? null, quota: 'used' } }
      case 'uncertain':
        return { settle: { state: 'uncertain', code: 'noAnswer' } }
      case 'noQuota':
        return { settle: { state: 'noQuota', code: String(sent.errcode), quota: 'used' } }
      case 'refused':
        return { settle: { state: 'refused', code: String(sent.errcode), quota: 'returned' } }
      case 'later': {
        const atLeast = sent.errcode === rateLimited ? { atLeast: rateLimitPause } : {}
        return { retry: { code: String(sent.errcode), ...atLeast, change: { quota: 'returned' } } }
      }
    }
  }

  /** Within the transaction that settles a row: what becomes of the acceptance it had reserved. */
  async settleQuota(store: Store, { account }: OutboxRow, delivery: Delivery): Promise<void> {
    const { template } = this
    if (!template) return
    const { quota, state } = 'settle' in delivery ? delivery.settle : { quota: 'returned', state: 'waiting' }
    if (state === 'noQuota') await this.quotas.clear(store, account, template.id)
    else if (quota === 'returned') await this.quotas.giveBack(store, account, template.id)
  }

  /** Ends doubts that no callback ended: better one reminder fewer than one that WeChat refuses. Forgets old events. */
  async reconcile(): Promise<void> {
    const now = this.clock.now().getTime()
    const before = new Date(now - longestDoubt).toISOString()
    const doubtful = await this.database.read((store) => this.outbox.reserved(store, before, page))
    for (const row of doubtful)
      await this.database.write((store) => this.outbox.change(store, row, { quota: 'used' }).then(() => undefined))
  }

  /** Forgets events and tellings that can no longer come twice. */
  forget(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - memory).toISOString()
    return this.database.write((store) => this.quotas.forget(store, before))
  }
}

/** Every key of the template, fitted: about the first thing due, and how many there are. */
function valuesOf({ fields }: WechatTemplate, { entries, names }: Digest): Record<string, string> {
  const [first] = entries
  const more = entries.length > 1 ? `等${entries.length}件` : ''
  const title = first?.title ?? ''
  const facts: Record<TemplateField, string> = {
    title: more
      ? `${Array.from(title)
          .slice(0, 18 - more.length)
          .join('')}${more}`
      : title,
    due: first?.due ?? '',
    stake: first?.body ?? '',
    organisation: names.get(first?.organisation ?? '') ?? '',
    count: String(entries.length),
  }
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fit(kindOf(key)!, facts[field])]))
}
