import type { Rubric, RubricSection, Rule } from '../model/rubric.js'
import { childRules, ruleOf } from '../model/rubric-parts.js'

/**
 * Exact points: whole numbers of a unit chosen so that every share, weight and two-decimal figure of the rubric is a
 * whole number of units.
 */
export interface Scale {
  /** Units in one point. */
  perPoint: number
  toUnits(points: number): number
  /** Points, rounded half up to two decimals. */
  toFigure(units: number): number
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
const lcm = (a: number, b: number): number => (a / gcd(a, b)) * b

/** Sum of the share weights of one item's rule. */
export function shareOf(rule: Rule): number {
  return 'share' in rule ? rule.share : childRules(rule).reduce((sum, child) => sum + shareOf(child), 0)
}

/** Shares a section's points are divided into: those of its items that count. */
export const sharesOf = (section: RubricSection, readings: Readonly<Record<string, string>>): number =>
  section.items.reduce((sum, item) => (item.future ? sum : sum + shareOf(ruleOf(item, readings[item.id]))), 0)

/** What a section weighs in the total for a class of organisation, in hundredths. */
export const weightOf = (section: RubricSection, className: string | undefined): number =>
  Math.round((section.weights?.[className ?? ''] ?? 1) * 100)

/** Units of an item as they enter the total. Exact: the scale of a rubric with weights is a multiple of 10,000. */
export const weighted = (units: number, hundredths: number): number => (units * hundredths) / 100

export function scaleOf(rubric: Rubric, readings: Readonly<Record<string, string>>): Scale {
  let perPoint = 100
  for (const section of rubric.sections) {
    if (section.weights) perPoint = lcm(perPoint, 10000)
    if (!section.apportioned) continue
    const shares = sharesOf(section, readings)
    if (shares > 0) perPoint = lcm(perPoint, 100 * Math.round(shares * 100))
  }
  return {
    perPoint,
    toUnits: (points) => Math.round(points * perPoint),
    toFigure: (units) => Math.floor((units * 200 + perPoint) / (2 * perPoint)) / 100,
  }
}
