import { Injectable } from '@nestjs/common'
import { Between, LessThan } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { Grant, Quota, WechatEvent } from './quota.entity.js'

/** The phone and WeChat's callback tell of the same tap within this time. */
const sameTap = 10 * 60_000

@Injectable()
export class QuotaRepository {
  async left(store: Store, account: string, template: string): Promise<number> {
    return (await store.findOneBy(Quota, { account, template }))?.left ?? 0
  }

  /** Takes one acceptance; false when there is none. */
  async reserve(store: Store, account: string, template: string): Promise<boolean> {
    const row = await store.findOneBy(Quota, { account, template })
    if (!row || row.left === 0) return false
    await this.put(store, row, row.left - 1)
    return true
  }

  /** Gives one back that was not used. */
  async giveBack(store: Store, account: string, template: string): Promise<void> {
    await this.add(store, account, template)
  }

  /** The person refuses, or WeChat says that nothing is left. */
  async clear(store: Store, account: string, template: string): Promise<void> {
    const row = await store.findOneBy(Quota, { account, template })
    if (row && row.left > 0) await this.put(store, row, 0)
  }

  /**
   * One acceptance, told of by the phone or by WeChat. The same telling again adds nothing; nor does the other one's
   * telling of the same tap.
   */
  async grant(store: Store, grant: Omit<Grant, 'isMatched'>): Promise<void> {
    const { id, account, template, source, at } = grant
    if (await store.findOneBy(Grant, { id })) return
    const time = Date.parse(at)
    const near = Between(new Date(time - sameTap).toISOString(), new Date(time + sameTap).toISOString())
    const other = source === 'phone' ? ('callback' as const) : ('phone' as const)
    const where = { account, template, source: other, isMatched: false, at: near }
    const twin = await store.findOne(Grant, { where, order: { at: 'ASC' } })
    await store.insert(Grant, { ...grant, isMatched: twin !== null })
    if (!twin) return this.add(store, account, template)
    const { affected } = await store.update(Grant, { id: twin.id, isMatched: false }, { isMatched: true })
    if (affected !== 1) throw new Overtaken()
  }

  /** Notes a callback; false when it was taken before. */
  async takeEvent(store: Store, id: string, at: string): Promise<boolean> {
    if (await store.findOneBy(WechatEvent, { id })) return false
    await store.insert(WechatEvent, { id, at })
    return true
  }

  /** Forgets what can no longer come twice. */
  async forget(store: Store, before: string): Promise<void> {
    await store.delete(WechatEvent, { at: LessThan(before) })
    await store.delete(Grant, { at: LessThan(before) })
  }

  private async add(store: Store, account: string, template: string): Promise<void> {
    const row = await store.findOneBy(Quota, { account, template })
    if (row) await this.put(store, row, row.left + 1)
    else await store.insert(Quota, { account, template, left: 1, version: 0 })
  }

  private async put(store: Store, { account, template, version }: Quota, left: number): Promise<void> {
    const { affected } = await store.update(Quota, { account, template, version }, { left, version: version + 1 })
    if (affected !== 1) throw new Overtaken()
  }
}
