import type { Rubric, RubricItem, Rule } from './rubric.js'

/** A part an expert scores. */
export interface JudgedPart {
  /** `6.1.judged`: item and part. */
  id: string
  item: string
  label?: string
  maximum: number
  grades?: Record<string, number>
  /** The item's id when this is its only judged part: it may be named so. */
  onlyOneOf?: string
}

/** The rule that applies under the chosen reading. */
export function ruleOf(item: RubricItem, chosen?: string): Rule {
  const id = chosen ?? item.readings?.default
  return item.readings?.choices.find((choice) => choice.id === id)?.rule ?? item.rule
}

/** Rules directly inside a rule, in order. */
export function childRules(rule: Rule): Rule[] {
  if ('sum' in rule) return rule.sum
  if ('best' in rule) return rule.best
  if ('cases' in rule) return rule.cases.map((one) => one.rule)
  if ('minus' in rule) return rule.minus
  return []
}

/** Id of a child part: its own, `judged` for a judged one, else its position counted from 1. */
export function partId(parent: string, child: Rule, position: number): string {
  return `${parent}.${child.id ?? ('judged' in child ? 'judged' : String(position + 1))}`
}

/** Part id of a case's rule: the cases' own, since one case applies at a time, unless it has an id or is judged. */
export function casePart(parent: string, rule: Rule): string {
  if (rule.id !== undefined) return `${parent}.${rule.id}`
  return 'judged' in rule ? `${parent}.judged` : parent
}

function collect(rule: Rule, id: string, item: RubricItem, into: JudgedPart[]): void {
  if ('judged' in rule && !into.some((part) => part.id === id)) {
    const part: JudgedPart = { id, item: item.id, maximum: rule.judged }
    if (rule.label !== undefined) part.label = rule.label
    if (rule.grades) part.grades = rule.grades
    into.push(part)
  }
  childRules(rule).forEach((child, i) =>
    collect(child, 'cases' in rule ? casePart(id, child) : partId(id, child, i), item, into),
  )
}

/** Every judged part of a rubric under any reading, in table order. A rule that is judged itself is `<item>.judged`. */
export function judgedParts(rubric: Rubric): JudgedPart[] {
  return rubric.sections.flatMap((section) =>
    section.items.flatMap((item) => {
      const parts: JudgedPart[] = []
      const rules = item.readings ? item.readings.choices.map((choice) => choice.rule) : [item.rule]
      for (const rule of rules) collect(rule, rootPart(item, rule), item, parts)
      return parts.length === 1 ? parts.map((part) => ({ ...part, onlyOneOf: item.id })) : parts
    }),
  )
}

/** The part id of an item's whole rule. */
export function rootPart(item: RubricItem, rule: Rule): string {
  return 'judged' in rule ? `${item.id}.judged` : item.id
}
