import type { Condition, Measure, Rule } from '../model/rubric.js'
import { childRules } from '../model/rubric-parts.js'
import { judge } from './evaluate.js'
import { onceFor } from './sparing.js'
import type { View } from './view.js'

type Empty = Condition & { emptyNeeds: string }
type Years = Extract<Condition, { eachYear: unknown }>

interface Share {
  readonly ratio: readonly [string, string]
  readonly min: number
  readonly of: Measure
}

/** What explaining a rule asks of its text: read once. */
export interface Outline {
  /** Paths of the facts and nodes of the measures it asks for, each with the alternatives it is one of, outermost first. */
  readonly asked: readonly { readonly what: string | object; readonly oneOf: readonly Condition[] }[]
  /** Conditions over each of several years. */
  readonly years: readonly Years[]
  /** Sets that may be empty, if that is stated. */
  readonly empty: readonly Empty[]
  /** Shares of two facts that must reach so much. */
  readonly shares: readonly Share[]
  readonly hasAlternatives: boolean
}

export const outlineOf = onceFor((node: Rule | Condition): Outline => {
  const asked: { what: string | object; oneOf: readonly Condition[] }[] = []
  const years: Years[] = []
  const empty: Empty[] = []
  const shares: Share[] = []
  const condition = (one: Condition, oneOf: readonly Condition[]): void => {
    if ('all' in one) for (const each of one.all) condition(each, oneOf)
    else if ('any' in one) for (const each of one.any) condition(each, [...oneOf, one])
    else if ('none' in one) for (const each of one.none) condition(each, oneOf)
    else if ('eachYear' in one) {
      years.push(one)
      asked.push({ what: one, oneOf })
    } else if ('every' in one) {
      if (one.emptyNeeds !== undefined) empty.push(one as Empty)
      asked.push({ what: one, oneOf })
    } else if (!('always' in one)) measure(one, oneOf)
  }
  const measure = (one: Measure | Condition, oneOf: readonly Condition[]): void => {
    if ('fact' in one) asked.push({ what: one.fact, oneOf })
    else if ('tally' in one) for (const each of one.tally) condition(each, oneOf)
    else if ('ratio' in one) {
      const [part, whole] = one.ratio
      if ('min' in one && typeof one.min === 'number' && 'fact' in part && 'fact' in whole)
        shares.push({ ratio: [part.fact, whole.fact], min: one.min, of: one })
      for (const each of one.ratio) measure(each, oneOf)
    }
    if (!('fact' in one || 'tally' in one || 'ratio' in one)) asked.push({ what: one, oneOf })
  }
  const rule = (one: Rule): void => {
    if (one.onlyWhen) condition(one.onlyWhen, [])
    if ('points' in one) for (const each of [one.when, one.unless]) if (each) condition(each, [])
    if ('share' in one) condition(one.when, [])
    if ('steps' in one || 'each' in one) measure(one.of, [])
    if ('grade' in one || 'judged' in one || 'list' in one) asked.push({ what: one, oneOf: [] })
    if ('cases' in one) for (const each of one.cases) if (each.when) condition(each.when, [])
    for (const child of childRules(one)) rule(child)
  }
  if (isRule(node)) rule(node)
  else condition(node, [])
  return { asked, years, empty, shares, hasAlternatives: asked.some(({ oneOf }) => oneOf.length > 0) }
})

const ruleShapes = ['points', 'share', 'steps', 'each', 'grade', 'judged', 'list', 'cases', 'sum', 'best', 'full']
const isRule = (node: Rule | Condition): node is Rule => ruleShapes.some((shape) => shape in node)

/** Is a fact or a measure asked for only beside alternatives of which one is met already? */
export function isNeedless(view: View, node: Rule | Condition, is: (what: string | object) => boolean): boolean {
  const { asked, hasAlternatives } = outlineOf(node)
  if (!hasAlternatives) return false
  const own = asked.filter(({ what }) => is(what))
  return own.length > 0 && own.every(({ oneOf }) => oneOf.some((one) => judge(view, one).all === true))
}
