import type { Rule } from '../model/rubric.js'
import { casePart, childRules, partId } from '../model/rubric-parts.js'

/** Ids of a rule's parts, and of the part it is itself; a rule written once may stand in several items. */
const known = new WeakMap<Rule, { part: string; ids: readonly string[] }>()

/** The ids of a rule's own parts, in order. */
export function partsOf(rule: Rule, part: string): readonly string[] {
  const last = known.get(rule)
  if (last?.part === part) return last.ids
  const ids = childRules(rule).map((one, i) => ('cases' in rule ? casePart(part, one) : partId(part, one, i)))
  known.set(rule, { part, ids })
  return ids
}
