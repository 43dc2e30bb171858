import type { Scorecard } from '@xingji/shared'
import { signed } from '../words'
import type { UseLine } from './record-view'

/** What a record earns, and where it could: the items of a scorecard that name it. */
export function usesOf(record: string, rubric: string, card: Scorecard): UseLine[] {
  return card.sections
    .flatMap((section) => section.items)
    .flatMap((item): UseLine[] => {
      const base = { rubric, item: item.id, title: `${item.id} ${item.title}` }
      const counted = item.counted.find((one) => one.record === record)
      if (counted) return [{ ...base, note: '已计入', figure: signed(counted.points) }]
      const missed = item.notCounted.find((one) => one.record === record)
      if (!missed) return []
      return [{ ...base, note: missed.fix || '没有计入', figure: missed.gain > 0 ? `可 ${signed(missed.gain)}` : '' }]
    })
}
