import { Injectable } from '@nestjs/common'
import { IsNull, LessThanOrEqual } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { CountedPhone, HeadCount, HeadCountSetting } from './headcount.entity.js'

const atOnce = 20

@Injectable()
export class HeadCountRepository {
  async isOn(store: Store, organisation: string): Promise<boolean> {
    return (await store.findOneBy(HeadCountSetting, { organisation }))?.isOn === true
  }

  async setOn(store: Store, organisation: string, isOn: boolean): Promise<void> {
    if (await store.findOneBy(HeadCountSetting, { organisation }))
      await store.update(HeadCountSetting, { organisation }, { isOn })
    else await store.insert(HeadCountSetting, { organisation, isOn })
  }

  find(store: Store, id: string): Promise<HeadCount | null> {
    return store.findOneBy(HeadCount, { id })
  }

  findOpen(store: Store, organisation: string, record: string): Promise<HeadCount | null> {
    return store.findOneBy(HeadCount, { organisation, openRecord: record })
  }

  async add(store: Store, count: HeadCount): Promise<void> {
    await store.insert(HeadCount, count)
  }

  /** Open counts opened by an instant. */
  openBy(store: Store, instant: string): Promise<HeadCount[]> {
    return store.find(HeadCount, { where: { closedAt: IsNull(), openedAt: LessThanOrEqual(instant) }, take: atOnce })
  }

  /** Closes a count; nothing that told phones apart is left. */
  async close(store: Store, id: string, closedAt: string): Promise<void> {
    await store.update(HeadCount, { id, closedAt: IsNull() }, { closedAt, openRecord: null, salt: '' })
    await store.delete(CountedPhone, { headcount: id })
  }

  async isCounted(store: Store, headcount: string, phone: string): Promise<boolean> {
    return (await store.countBy(CountedPhone, { headcount, phone })) > 0
  }

  /** One head more, unless the count is closed or the minute is full; false then. Two at once are two. */
  async count(store: Store, id: string, phone: string, minute: string, most: number): Promise<boolean> {
    const { affected } = await store
      .createQueryBuilder()
      .update(HeadCount)
      .set({
        heads: () => 'heads + 1',
        // Before the minute itself: MySQL assigns from left to right.
        inMinute: () => 'CASE WHEN minute = :minute THEN inMinute + 1 ELSE 1 END',
        minute: () => ':minute',
      })
      .where('id = :id AND closedAt IS NULL AND (minute <> :minute OR inMinute < :most)', { id, minute, most })
      .execute()
    if (affected !== 1) return false
    await store.insert(CountedPhone, { headcount: id, phone })
    return true
  }
}
