import { yearsTold } from './evaluate.js'
import type { Case } from './explain.js'
import type { Slot } from './slot.js'
import type { Words } from './words.js'

/** So many further records of a slot in words: `再开展 1 次“会议”（单次达到 100 人）`. */
export function holding({ view, words }: Case, slot: Slot, count: number): string {
  const { selector, field } = slot.spec
  const [kind = ''] = selector.kind
  const { value, key } = slot.aim?.extra ?? {}
  const filed = selector.filed ? `并向${words.body(selector.filed.to)}备案` : ''
  const grade = key === undefined || field === undefined ? '' : `（${words.stated(kind, field, key)}）`
  const unit = field === undefined ? '' : words.unit(kind, field)
  const size = value === undefined ? grade : `（${slot.aim?.isSingle ? '单次' : '合计'}达到 ${value}${unit}）`
  const years = words.isYearly(selector) ? yearsTold(view, selector) : ''
  const doing = words.doing(selector, count, slot.counted.size > 0, years)
  return `${beside(beside(doing, size), apartTold(words, slot, count))}${filed}`
}

/** What is counted apart has to be another one: `（另一季度）`, `（另外 3 种“制度内容”）`. */
function apartTold(words: Words, { spec, byKey }: Slot, count: number): string {
  const { by, selector } = spec
  if (by === undefined) return ''
  const isFurther = byKey.size > 0
  const unit = calendarUnits[by]
  if (unit !== undefined) {
    if (count > 1) return isFurther ? `（在另外 ${count} 个${unit}）` : `（在 ${count} 个不同的${unit}）`
    return isFurther ? `（在另一个${unit}）` : ''
  }
  const field = words.quotedField(selector.kind[0] ?? '', by)
  if (count > 1) return `（${field}${isFurther ? '与已有的也' : ''}各不相同）`
  return isFurther ? `（${field}与已有的不同）` : `（写明${field}）`
}

const calendarUnits: Readonly<Record<string, string | undefined>> = { month: '月份', quarter: '季度', year: '年度' }

/** Two remarks in parentheses as one. */
const beside = (text: string, remark: string): string =>
  remark !== '' && text.endsWith('）') ? `${text.slice(0, -1)}，${remark.slice(1)}` : `${text}${remark}`
