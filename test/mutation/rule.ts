import type { CasesRule, Rule, RuleBase, StepsRule } from '@xingji/shared'
import { comparedBy, conditionVariants } from './condition.js'
import { measureVariants } from './measure.js'
import type { Names } from './names.js'
import { selectorVariants } from './select.js'
import { inKey, inList, inMap, lift, steps, variant, without, withoutEach, type Variant } from './variant.js'

/** Every change of a rule. */
export function ruleVariants(rule: Rule, names: Names): Variant<Rule>[] {
  return [
    ...inKey<Rule, 'onlyWhen'>(rule, 'onlyWhen', (one) => conditionVariants(one, names)),
    ...without<Rule>(rule, 'onlyWhen'),
    ...shapeVariants(rule, names),
  ]
}

const number = (value: number): Variant<number>[] => steps(value)

function shapeVariants(rule: Rule, names: Names): Variant<Rule>[] {
  const rules = (list: Rule[]): Variant<Rule[]>[] => [
    ...inList(list, (one) => ruleVariants(one, names)),
    ...withoutEach(list),
  ]
  const base = baseOf(rule)
  if ('points' in rule) {
    const { when, unless, ...rest } = rule
    return [
      ...inKey(rule, 'points', number),
      ...inKey(rule, 'when', (one) => conditionVariants(one, names)),
      ...inKey(rule, 'unless', (one) => conditionVariants(one, names)),
      ...without(rule, 'when'),
      ...without(rule, 'unless'),
      ...(when ? [variant<Rule>('when -> unless', { ...rest, unless: when })] : []),
      ...(unless ? [variant<Rule>('unless -> when', { ...rest, when: unless })] : []),
      ...without(rule, 'due'),
    ]
  }
  if ('steps' in rule)
    return [
      ...inKey(rule, 'steps', (list) => stepsVariants(list, comparedBy(rule.of, names).step)),
      ...inKey(rule, 'of', (one) => measureVariants(one, names)),
    ]
  if ('each' in rule)
    return [
      ...inKey(rule, 'each', number),
      ...inKey(rule, 'first', number),
      ...without(rule, 'first'),
      ...inKey(rule, 'cap', number),
      ...without(rule, 'cap'),
      ...inKey(rule, 'of', (one) => measureVariants(one, names)),
    ]
  if ('grade' in rule)
    return [
      ...inKey(rule, 'grade', (grade) => gradeVariants(grade, names.options(rule.of.kind, rule.field))),
      ...inKey(rule, 'of', (one) => selectorVariants(one, names, [rule.field])),
    ]
  if ('judged' in rule)
    return [
      ...inKey(rule, 'judged', number),
      ...inKey(rule, 'grades', (grades) => inMap(grades, number)),
      ...inKey(rule, 'needs', (one) => selectorVariants(one, names)),
      ...(rule.needs ? [variant<Rule>('dropped', { ...rule, needs: null }, '.needs')] : []),
    ]
  if ('sum' in rule)
    return [
      ...inKey(rule, 'sum', rules),
      ...inKey(rule, 'cap', number),
      ...without(rule, 'cap'),
      ...inKey(rule, 'floor', number),
      ...without(rule, 'floor'),
      ...(rule.sum.length > 1 ? [variant<Rule>('sum -> best', { ...base, best: rule.sum })] : []),
    ]
  if ('best' in rule) return [...inKey(rule, 'best', rules), variant<Rule>('best -> sum', { ...base, sum: rule.best })]
  if ('cases' in rule) return inKey(rule, 'cases', (cases) => casesVariants(cases, names))
  if ('share' in rule)
    return [...inKey(rule, 'share', number), ...inKey(rule, 'when', (one) => conditionVariants(one, names))]
  if ('full' in rule)
    return [
      ...inKey(rule, 'full', number),
      ...inKey(rule, 'minus', rules),
      ...inKey(rule, 'floor', number),
      ...without(rule, 'floor'),
    ]
  return inKey(rule, 'list', (one) => selectorVariants(one, names))
}

const baseOf = ({ id, label, onlyWhen }: RuleBase): RuleBase => ({
  ...(id === undefined ? {} : { id }),
  ...(label === undefined ? {} : { label }),
  ...(onlyWhen === undefined ? {} : { onlyWhen }),
})

type Step = StepsRule['steps'][number]

function stepsVariants(list: Step[], step: number | undefined): Variant<Step[]>[] {
  const ofStep = ({ min, above, points }: Step): Variant<Step>[] => [
    ...(min === undefined ? [] : boundVariants('min', 'above', min, points, step)),
    ...(above === undefined ? [] : boundVariants('above', 'min', above, points, step)),
    ...inKey<Step, 'points'>({ min, above, points }, 'points', number),
  ]
  return [...inList(list, ofStep), ...withoutEach(list)]
}

function boundVariants(
  key: 'min' | 'above',
  other: 'min' | 'above',
  bound: number,
  points: number,
  step: number | undefined,
): Variant<Step>[] {
  // prettier-ignore
  return [
    ...lift(steps(bound, step), `.${key}`, (one): Step => ({ [key]: one, points })),
    variant(`${key} -> ${other}`, { [other]: bound, points }, `.${key}`),
  ]
}

/** Points moved, a grade left out, a grade worth something that is not listed. */
function gradeVariants(grade: Record<string, number>, options: readonly string[]): Variant<Record<string, number>>[] {
  const keys = Object.keys(grade)
  const least = Math.min(...Object.values(grade))
  return [
    ...inMap(grade, number),
    ...(keys.length > 1 ? keys.flatMap((key) => without(grade, key)) : []),
    ...options.filter((one) => !(one in grade)).map((one) => variant(`gains ${one}`, { ...grade, [one]: least })),
  ]
}

type Case = CasesRule['cases'][number]

function casesVariants(cases: Case[], names: Names): Variant<Case[]>[] {
  const ofCase = (one: Case): Variant<Case>[] => [
    ...inKey(one, 'when', (when) => conditionVariants(when, names)),
    ...inKey(one, 'rule', (rule) => ruleVariants(rule, names)),
    ...(one.else && !isNothing(one.rule)
      ? [variant<Case>('else -> nothing', { else: true, rule: { points: 0 } })]
      : []),
  ]
  const dropped = cases.flatMap((one, i) =>
    one.else ? [] : [variant('dropped', cases.filter((other) => other !== one), `[${i}]`)],
  ) // prettier-ignore
  const turned = cases.slice(1).flatMap((one, i) => {
    const before = cases[i]
    if (one.else || !before) return []
    const order = cases.map((other, at) => (at === i ? one : at === i + 1 ? before : other))
    return [variant('before the case above it', order, `[${i + 1}]`)]
  })
  return [...inList(cases, ofCase), ...dropped, ...turned]
}

const isNothing = (rule: Rule): boolean => 'points' in rule && rule.points === 0
