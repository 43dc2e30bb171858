import { randomInt } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../../http/caller.js'
import { refuse, refuseInput } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { Mailer } from '../../platform/mail/mailer.js'
import type { Preference } from './preference.entity.js'
import { PreferencesRepository } from './preferences.repository.js'
import { QuotaRepository } from './quota.repository.js'
import { WechatChannel } from './wechat-channel.js'

const codeMinutes = 30
const mostTries = 5

/** A person's channels and quiet hours, and what this server has. */
export interface PreferencesView {
  wechat: { on: boolean; available: boolean; template: string | null; left: number }
  mail: { on: boolean; available: boolean; address: string | null; pending: string | null }
  quiet: { from: string; to: string }
  workdaysOnly: boolean
}
export interface PreferencesChange {
  wechat?: boolean
  mail?: boolean
  quietFrom?: string
  quietTo?: string
  workdaysOnly?: boolean
}

@Injectable()
export class PreferencesService {
  constructor(
    private readonly database: Database,
    private readonly preferences: PreferencesRepository,
    private readonly quotas: QuotaRepository,
    private readonly channel: WechatChannel,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  view({ account }: Caller): Promise<PreferencesView> {
    const template = this.channel.template?.id ?? null
    return this.database.read(async (store) => {
      const one = await this.preferences.find(store, account)
      const left = template === null ? 0 : await this.quotas.left(store, account, template)
      return {
        wechat: { on: one.wechat, available: template !== null, template, left },
        mail: {
          on: one.mail,
          available: this.mailer.isConfigured,
          address: one.mailAddress,
          pending: one.mailPending,
        },
        quiet: { from: one.quietFrom, to: one.quietTo },
        workdaysOnly: one.workdaysOnly,
      }
    })
  }

  async change(caller: Caller, change: PreferencesChange): Promise<PreferencesView> {
    for (const field of ['quietFrom', 'quietTo'] as const)
      if (change[field] !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(change[field]))
        throw refuseInput([{ code: 'wrongType', path: field, message: '时间应写成 21:00 这样。' }])
    await this.database.write((store) => this.preferences.change(store, caller.account, change))
    return this.view(caller)
  }

  /** Sends a code to an address; mail goes there once the code was typed. */
  async offerAddress(caller: Caller, address: string): Promise<PreferencesView> {
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(address))
      throw refuseInput([{ code: 'wrongType', path: 'address', message: '邮箱地址不对，请核对。' }])
    if (!this.mailer.isConfigured) throw refuse('mailUnconfigured', { field: 'address' })
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const pending: Partial<Preference> = {
      mailPending: address,
      mailCodeHash: this.hash(caller, code),
      mailCodeUntil: new Date(this.clock.now().getTime() + codeMinutes * 60_000).toISOString(),
      mailTries: 0,
    }
    await this.database.write((store) => this.preferences.change(store, caller.account, pending))
    const text = `您的验证码是 ${code}，${codeMinutes} 分钟内有效。如果不是您本人操作，请不用理会这封邮件。`
    const messageId = `${sha256(JSON.stringify(pending))}@xingji.invalid`
    const { outcome } = await this.mailer.send({ to: address, subject: '星迹：确认您的邮箱', text, messageId })
    if (outcome !== 'sent') throw refuse('mailUnavailable', { field: 'address', retryAfter: 60 })
    return this.view(caller)
  }

  /** Confirms the address with its code, and turns mail on. */
  async confirmAddress(caller: Caller, code: string): Promise<PreferencesView> {
    const { account } = caller
    const isRight = await this.database.write(async (store) => {
      const { mailPending, mailCodeHash, mailCodeUntil, mailTries } = await this.preferences.find(store, account)
      if (mailPending === null || mailTries >= mostTries || (mailCodeUntil ?? '') < this.clock.stamp()) return false
      const isRight = mailCodeHash === this.hash(caller, code)
      const settled = {
        mailAddress: mailPending,
        mail: true,
        mailPending: null,
        mailCodeHash: null,
        mailCodeUntil: null,
      }
      await this.preferences.change(store, account, isRight ? settled : { mailTries: mailTries + 1 })
      return isRight
    })
    if (!isRight) throw refuse('mailCodeInvalid', { field: 'code' })
    return this.view(caller)
  }

  /** Forgets the address. */
  async forgetAddress(caller: Caller): Promise<PreferencesView> {
    const none = { mail: false, mailAddress: null, mailPending: null, mailCodeHash: null, mailCodeUntil: null }
    await this.database.write((store) => this.preferences.change(store, caller.account, none))
    return this.view(caller)
  }

  private hash({ account }: Caller, code: string): string {
    return sha256(`${account} ${code}`)
  }
}
