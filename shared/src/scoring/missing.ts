import { societyRecordId } from '../model/read-ledger.js'
import type { Condition, Rule } from '../model/rubric.js'
import { supports } from './attribution.js'
import type { Credited } from './credited.js'
import { isStatedEmpty, latestOfYear, yearsAsked, yearsTold } from './evaluate.js'
import type { Case } from './explain.js'
import { isNeedless, outlineOf } from './outline.js'
import type { Member, Slot } from './slot.js'
import type { View } from './view.js'
import { quoted, type Words } from './words.js'

/** What is unknown or absent and stands in the way of points. */
export function missingParts(input: Case, credited: Credited): string[] {
  const { worth, words, rule } = input
  const missing: string[] = []
  const outline = outlineOf(rule)
  const isDone = worth.estimate >= input.maximum && worth.worst === worth.loss && worth.loss === 0
  if (worth.notApplicable !== true && !isDone) {
    noteFacts(input, missing)
    if (outline.years.length > 0) noteYears(input.view, words, rule, missing)
    noteKinds(input, missing)
    if (worth.awaitsReview) noteAssessments(input, missing)
  }
  if (worth.secured < worth.estimate) {
    const bare = credited
      .first(Infinity)
      .filter(({ entry }) => !entry.hasEvidence && entry.id !== societyRecordId).length
    if (bare > 0) missing.push(`${bare} 条计分记录没有佐证材料`)
    else noteGrounds(input, missing)
    for (const one of outline.empty)
      if (isUnproven(input.view, one)) missing.push(`没有佐证：要登记${words.fact(one.emptyNeeds)}并附材料`)
  }
  return missing.length > 1 ? [...new Set(missing)] : missing
}

function noteFacts({ facts, view, words, rule }: Case, missing: string[]): void {
  for (const { value, entry, condition } of facts)
    if (value === undefined && !isNeedless(view, rule, (what) => what === condition.path))
      missing.push(`${entry ? '未填写' : '尚未登记'}${words.fact(condition.path)}`)
}

/** Years nobody stated anything about, and the day from which on they are asked for. */
export function missingYears(view: View, words: Words, node: Rule | Condition): string[] {
  const missing: string[] = []
  noteYears(view, words, node, missing)
  return missing
}

function noteYears(view: View, words: Words, node: Rule | Condition, missing: string[]): void {
  for (const one of outlineOf(node).years) {
    const slot = view.slot(one)
    const { eachYear, since } = one
    const absent = yearsAsked(view, eachYear, since).filter((year) => !latestOfYear(slot, year))
    if (absent.length === 0 || isNeedless(view, node, (what) => what === one)) continue
    const years = absent.sort((a, b) => a - b).join('、')
    missing.push(`尚未登记 ${years} 年的${words.kinds(eachYear)}`)
    if (since !== undefined && view.fact(since).value === undefined) missing.push(`尚未登记${words.fact(since)}`)
  }
}

function noteKinds({ slots, view, words, rule }: Case, missing: string[]): void {
  for (const slot of slots) {
    const { spec } = slot
    if (!spec.wanted || spec.has || spec.selector.kind.length === 0) continue
    const when = absence(slot, view)
    if (when === undefined) continue
    const kinds = words.kinds(spec.selector)
    if (missing.includes(`尚未登记${kinds}`)) continue
    if (!isNeedless(view, rule, (what) => typeof what === 'object' && view.slot(what) === slot))
      missing.push(`${when}${kinds}的记录`)
  }
}

/** How it is said that a slot has no record of its kinds, or none of its time; undefined where it has one. */
function absence(slot: Slot, view: View): string | undefined {
  if (slot.size === 0) return '还没有'
  const isPast = ({ failure }: Member): boolean => failure?.reason === 'outsideWindow'
  if (slot.counted.size > 0 || slot.doubtful.size > 0 || !slot.failed.items.every(isPast)) return undefined
  const { selector } = slot.spec
  if (slot.failed.items[0]?.entry.kind.time !== 'yearly') return '评价期内还没有'
  if (selector.year === undefined && selector.window !== undefined) return '还没有要求年度的'
  return `还没有 ${yearsTold(view, selector)} 年的`
}

/** Parts an expert scores for which the society has given itself nothing. */
function noteAssessments({ worth, scale }: Case, missing: string[]): void {
  for (const { shape, rule, worth: own } of worth.leaves) {
    if (shape !== 'judged' || !own.awaitsReview || own.estimate > 0) continue
    const part = rule.label === undefined ? '' : `“${rule.label}”的`
    missing.push(`还没有填${part}自评分（最多 ${scale.toFigure(own.potential)} 分）`)
  }
}

/** Records that points were reached by, though they bring none. */
function noteGrounds({ worth, view, members, words }: Case, missing: string[]): void {
  const grounds = worth.leaves.flatMap((leaf) => leaf.grounds.flatMap((one) => supports(view, one, members)))
  const bare = grounds.filter(({ hasEvidence, id }) => !hasEvidence && id !== societyRecordId)
  if (bare.length > 0)
    missing.push(`所依据的${[...new Set(bare.map(({ kind }) => quoted(words.kind(kind.id))))].join('、')}没有佐证材料`)
}

/** A set that is empty, though nobody stated so with evidence. */
const isUnproven = (view: View, node: Condition & { emptyNeeds: string }): boolean => {
  const slot = view.slot(node)
  return slot.count.all === 0 && slot.doubtful.size === 0 && !isStatedEmpty(view, node, node.emptyNeeds)
}
