import type { Compare, Condition, Selector } from '../model/rubric.js'
import { judge, latestOfYear, yearsAsked, yearsTold } from './evaluate.js'
import { onceFor } from './sparing.js'
import type { View } from './view.js'
import { oneOf, type Words } from './words.js'

const lacking = '没有符合要求的'

/** What is asked of a fact: one object for each condition, by which its words are known. */
const testIn = onceFor(({ fact: _fact, at: _at, ...test }: Extract<Condition, { fact: string }>): Compare => test)

/** What of a condition that does not hold stands in its way, in clause order; of alternatives, each. */
export function whyNot(view: View, words: Words, node: Condition): string[] {
  if (judge(view, node).all !== false) return []
  if ('all' in node) return each(node.all.flatMap((one) => whyNot(view, words, one)))
  if ('any' in node) {
    // What must not be so is but the premise where something else would do.
    const asked = node.any.filter((one) => !('none' in one))
    const ways = each((asked.length > 0 ? asked : node.any).map((one) => whyNot(view, words, one).join('，')))
    const told = ways.filter((way) => way !== '')
    if (told.length > 1 && told.every((way) => way.startsWith(lacking)))
      return [`${lacking}${oneOf(told.map((way) => way.slice(lacking.length)))}`]
    return told.length > 0 ? [told.join('，或')] : []
  }
  if ('none' in node) {
    const met = node.none.filter((one) => judge(view, one).all === true)
    return each(met.flatMap((one) => standing(view, words, one)))
  }
  if ('eachYear' in node) return failingYears(view, words, node)
  if ('fact' in node) {
    const { fact, at } = node
    if (fact.includes('.')) return [`${words.fact(fact)}要${words.factTest(fact, testIn(node))}`]
    const { record } = view.fact(fact, at).entry ?? {}
    return [record?.fields.holds === false ? `${words.fact(fact)}写的是“否”` : `${words.fact(fact)}已经到期`]
  }
  if ('filed' in node) {
    const { filed } = node.filed
    const what = ofYears(view, words, node.filed)
    return [`没有向${words.body(filed?.to ?? '')}报送${/^\d/.test(what) ? ' ' : ''}${what}`]
  }
  return named(view, words, node).map((what) => `${lacking}${what}`)
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

/** What had better not be so. */
function standing(view: View, words: Words, node: Condition): string[] {
  if ('fact' in node) {
    const { fact } = node
    return [`${words.fact(fact)}不能${words.factTest(fact, testIn(node))}`]
  }
  const isNow = view.program.slotOf(node)?.spec.selector.window === 'now'
  return named(view, words, node).map((what) => (isNow ? `${what}还没有结束` : `已登记${what}`))
}

/** Kinds with the years they are asked of, where they are yearly documents. */
export const ofYears = (view: View, words: Words, selector: Selector): string =>
  words.isYearly(selector) ? `${yearsTold(view, selector)} 年的${words.kinds(selector)}` : words.kinds(selector)

const each = (parts: string[]): string[] => (parts.length < 2 ? parts : [...new Set(parts)])

/** What a condition is about. */
function named(view: View, words: Words, node: Condition): string[] {
  if ('fact' in node) return [words.fact(node.fact)]
  if ('all' in node) return node.all.flatMap((one) => named(view, words, one))
  if ('any' in node) return node.any.flatMap((one) => named(view, words, one))
  const slot = view.program.slotOf(node)
  return slot ? [words.kinds(slot.spec.selector)] : []
}
