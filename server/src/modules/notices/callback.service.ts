import { Injectable } from '@nestjs/common'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { sha256 } from '../../platform/ids.js'
import { Settings } from '../../platform/settings.js'
import { decryptCallback, isSigned, type CallbackKeys, type CallbackQuery } from '../../platform/wechat/callback.js'
import { AccountsRepository } from '../accounts/accounts.repository.js'
import { OutboxRepository } from './outbox.repository.js'
import { QuotaRepository } from './quota.repository.js'
import { WechatChannel } from './wechat-channel.js'

/** A call is taken within this time of its own stamp; inside it, each only once. */
const window = 10 * 60_000

interface Told {
  TemplateId?: string
  SubscribeStatusString?: string
  MsgID?: string | number
  MsgId?: string | number
  ErrorCode?: string | number
}
interface CallbackEvent {
  FromUserName?: string
  CreateTime?: number
  Event?: string
  /** An object for one, an array for several. */
  List?: Told | Told[]
  [key: string]: unknown
}

/** WeChat's own calls: what people accepted, took back, and what became of messages. */
@Injectable()
export class CallbackService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly quotas: QuotaRepository,
    private readonly outbox: OutboxRepository,
    private readonly channel: WechatChannel,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** WeChat's question whether this address is ours. */
  prove(query: CallbackQuery, echo: string): string {
    const { token } = this.keys()
    if (!isSigned(token, query)) throw refuse('callbackInvalid')
    return echo
  }

  /** An encrypted event: signed over its content, recent, and new. */
  async take(query: CallbackQuery, encrypted: string): Promise<void> {
    const keys = this.keys()
    const age = Math.abs(this.clock.now().getTime() - Number(query.timestamp) * 1000)
    if (!isSigned(keys.token, query, encrypted) || !(age <= window)) throw refuse('callbackInvalid')
    const text = decryptCallback(keys, encrypted)
    if (text === undefined) throw refuse('callbackInvalid')
    const event = readEvent(text)
    // Sent again by WeChat with another nonce, it is still the same event; a replay of the same bytes is, too.
    await this.database.write(async (store) => {
      if (await this.quotas.takeEvent(store, sha256(text), this.clock.stamp()))
        await this.act(store, event, sha256(text))
    })
  }

  private async act(store: Store, event: CallbackEvent, id: string): Promise<void> {
    const openId = event.FromUserName ?? ''
    const account = await this.accounts.findIdentity(store, `wechat:${openId}`)
    if (!account) return
    const at =
      typeof event.CreateTime === 'number' ? new Date(event.CreateTime * 1000).toISOString() : this.clock.stamp()
    for (const [index, told] of listOf(event).entries()) {
      const template = told.TemplateId ?? ''
      if (template !== this.channel.template?.id) continue
      if (event.Event === 'subscribe_msg_popup_event' && told.SubscribeStatusString === 'accept')
        await this.quotas.grant(store, {
          id: sha256(`${id} ${index}`),
          account: account.id,
          template,
          source: 'callback',
          at,
        })
      if (event.Event === 'subscribe_msg_change_event' && told.SubscribeStatusString === 'reject')
        await this.quotas.clear(store, account.id, template)
      if (event.Event === 'subscribe_msg_sent_event') await this.settle(store, account.id, told)
    }
  }

  /** What WeChat says of a message settles it: also one that was uncertain, which it names by its number alone. */
  private async settle(store: Store, account: string, told: Told): Promise<void> {
    const message = told.MsgID ?? told.MsgId
    const known = message === undefined ? null : await this.outbox.findMessage(store, String(message))
    const row = known ?? (await this.outbox.uncertain(store, account))
    if (!row || row.account !== account) return
    const code = String(told.ErrorCode ?? '0')
    const settledAt = this.clock.stamp()
    const number = message === undefined ? {} : { message: String(message) }
    const state = code === '0' ? ('sent' as const) : ('refused' as const)
    const settled = { state, code: code === '0' ? null : code, quota: 'used' as const, settledAt, ...number }
    if (!(await this.outbox.change(store, row, settled))) throw new Overtaken()
  }

  private keys(): CallbackKeys {
    const { wechat } = this.settings.config
    if (!wechat?.callback) throw refuse('routeUnknown')
    return { appId: wechat.appId, ...wechat.callback }
  }
}

function readEvent(text: string): CallbackEvent {
  try {
    return (JSON.parse(text) as CallbackEvent | null) ?? {}
  } catch {
    throw refuse('callbackInvalid')
  }
}

/** The list stands in the event itself, or under a key named like it, as in WeChat's XML. */
function listOf(event: CallbackEvent): Told[] {
  const names = {
    subscribe_msg_popup_event: 'SubscribeMsgPopupEvent',
    subscribe_msg_change_event: 'SubscribeMsgChangeEvent',
    subscribe_msg_sent_event: 'SubscribeMsgSentEvent',
  }
  const nested = event[names[event.Event as keyof typeof names] ?? ''] as { List?: Told | Told[] } | undefined
  const list = event.List ?? nested?.List
  return list === undefined ? [] : Array.isArray(list) ? list : [list]
}
