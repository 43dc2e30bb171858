import type { Compare, Condition, Measure, Rule } from '../model/rubric.js'
import { childRules } from '../model/rubric-parts.js'
import type { Extra } from './view.js'

/** Beyond this many records an exclusive slot is taken to gain nothing where its rule names no bound. */
export const unbounded = 64

/** What a slot is asked for at most: records it can use, and the number or grade that earns the most. */
export interface Aim {
  enough: number
  extra: Pick<Extra, 'value' | 'key'>
  /** The number is asked of one record, not of all together. */
  isSingle?: true
  /** Numbers of records that make a difference; undefined: any may. */
  thresholds: number[] | undefined
}

/** The aims of every slot used in a rule, by slot index, read off its thresholds. */
export function aimsOf(slotOf: ReadonlyMap<object, number>, rule: Rule): Map<number, Aim> {
  const aims = new Map<number, Aim>()
  const aim = (node: object): Aim | undefined => {
    const slot = slotOf.get(node)
    if (slot === undefined) return undefined
    let known = aims.get(slot)
    if (!known) aims.set(slot, (known = { enough: 1, extra: {}, thresholds: [] }))
    return known
  }
  /** @param steps the numbers that make a difference on the way; none: each does */
  const wants = (node: Measure, threshold: number, steps?: readonly number[]): void => {
    const one = aim(node)
    if (!one) return
    one.enough = Math.max(one.enough, threshold)
    if (steps) one.thresholds?.push(...steps)
    else one.thresholds = undefined
    if ('field' in node) one.extra.value = Math.max(one.extra.value ?? 0, threshold)
    if ('largest' in node) one.isSingle = true
  }
  const compare = (node: Measure, test: Compare): void => {
    const bounds = [test.min, test.above === undefined ? undefined : Number(test.above) + 1]
      .map(Number)
      .filter((one) => !Number.isNaN(one))
    const loose = [test.max, test.below, test.odd, test.is, test.in].some((one) => one !== undefined)
    if (loose) wants(node, unbounded)
    else wants(node, Math.max(1, ...bounds), bounds)
  }
  const condition = (node: Condition): void => {
    if ('all' in node) node.all.forEach(condition)
    else if ('any' in node) node.any.forEach(condition)
    else if ('none' in node) node.none.forEach(condition)
    else if ('tally' in node) node.tally.forEach(condition)
    else if ('count' in node || 'total' in node || 'distinct' in node) compare(node, node)
    else if ('largest' in node) compare(node, node)
    else if ('ratio' in node) node.ratio.forEach((one) => wants(one, unbounded))
  }
  const visit = (one: Rule): void => {
    if (one.onlyWhen) condition(one.onlyWhen)
    if ('points' in one) {
      if (one.when) condition(one.when)
      if (one.unless) condition(one.unless)
    } else if ('share' in one) condition(one.when)
    else if ('steps' in one) {
      const steps = one.steps.map((step) => step.min ?? Number(step.above) + 1)
      wants(one.of, Math.max(...steps), steps)
    } else if ('each' in one)
      wants(
        one.of,
        one.cap === undefined ? unbounded : Math.ceil(Math.max(0, one.cap - (one.first ?? one.each)) / one.each) + 1,
      )
    else if ('grade' in one) {
      const best = Object.keys(one.grade).sort((a, b) => (one.grade[b] ?? 0) - (one.grade[a] ?? 0))[0]
      const known = aim(one)
      if (known && best !== undefined) known.extra.key = best
    } else if ('cases' in one) for (const each of one.cases) if (each.when) condition(each.when)
    childRules(one).forEach(visit)
  }
  visit(rule)
  return aims
}
