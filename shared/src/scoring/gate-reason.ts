import type { Condition } from '../model/rubric.js'
import { judge, latestOfYear, yearsAsked } from './evaluate.js'
import type { View } from './view.js'
import type { Words } from './words.js'

/** What of a condition that does not hold stands in its way, in clause order; of alternatives, each. */
export function whyNot(view: View, words: Words, node: Condition): string[] {
  if (judge(view, node).all !== false) return []
  if ('all' in node) return each(node.all.flatMap((one) => whyNot(view, words, one)))
  if ('any' in node) {
    const ways = each(node.any.map((one) => whyNot(view, words, one).join('，')).filter((way) => way !== ''))
    return ways.length > 0 ? [ways.join('，或')] : []
  }
  if ('none' in node) {
    const met = node.none.filter((one) => judge(view, one).all === true)
    return each(met.flatMap((one) => named(view, words, one).map((what) => `已登记${what}`)))
  }
  if ('eachYear' in node) return failingYears(view, words, node)
  if ('fact' in node) {
    const { fact, at: _, ...test } = node
    return fact.includes('.') ? [`${words.fact(fact)}要${words.factTest(fact, test)}`] : [`没有${words.fact(fact)}`]
  }
  return named(view, words, node).map((what) => `没有符合要求的${what}`)
}

function failingYears(view: View, words: Words, node: Extract<Condition, { eachYear: unknown }>): string[] {
  const slot = view.slot(node)
  return yearsAsked(view, node.eachYear, node.since)
    .sort((a, b) => a - b)
    .flatMap((year) => {
      const { entry, passes, hasFailure } = latestOfYear(slot, year) ?? {}
      if (!entry || passes !== false) return []
      const { field, test } = hasFailure ?? {}
      const now = field === undefined ? undefined : entry.record.fields[field]
      if (field === undefined || test === undefined || now === undefined)
        return [`${year} 年的${words.kinds(node.eachYear)}不符合要求`]
      const { id } = entry.kind
      const asked = `${words.quotedField(id, field)}要${words.fieldTest(id, field, test)}`
      return [`${year} 年的${words.kinds(node.eachYear)}：${asked}，登记的是“${words.stated(id, field, now)}”`]
    })
}

const each = (parts: readonly string[]): string[] => [...new Set(parts)]

/** What a condition is about. */
function named(view: View, words: Words, node: Condition): string[] {
  if ('fact' in node) return [words.fact(node.fact)]
  if ('all' in node) return node.all.flatMap((one) => named(view, words, one))
  if ('any' in node) return node.any.flatMap((one) => named(view, words, one))
  const slot = view.program.slotOf(node)
  return slot ? [words.kinds(slot.spec.selector)] : []
}
