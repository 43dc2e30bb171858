import type { NotCountedRecord, Rubric, Scorecard } from '@xingji/shared'
import { signed } from '../words'

export interface RubricCard {
  reference: string
  rubric: Rubric
  card: Scorecard
}

/** What a saved record did to the scores, in a sentence; where it did nothing, what would make it count. */
export function gainWords(record: string, before: readonly RubricCard[], after: readonly RubricCard[]): string {
  const moved = after.flatMap(({ reference, rubric, card }) => {
    const old = before.find((one) => one.reference === reference)
    const change = old ? card.total.estimate - old.card.total.estimate : 0
    return Math.abs(change) < 0.005 ? [] : [`《${rubric.title}》预估 ${signed(change)}`]
  })
  if (moved.length > 0) return `已记在本机。${moved.join('，')}`
  const fix = after.map(({ card }) => bestFix(record, card)).find(Boolean)
  return fix ? `已记在本机，暂时不加分：${fix}` : '已记在本机，暂时不加分'
}

function bestFix(record: string, card: Scorecard): string | undefined {
  const all = card.sections.flatMap((section) => section.items).flatMap((item) => item.notCounted)
  const own = all.filter((one: NotCountedRecord) => one.record === record && one.fix !== '')
  return own.sort((a, b) => b.gain - a.gain)[0]?.fix
}
