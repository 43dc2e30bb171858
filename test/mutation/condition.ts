import type { Compare, Condition, Measure, Requirement, Selector } from '@xingji/shared'
import { compareVariants, type Compared } from './compare.js'
import { factVariants, measureVariants } from './measure.js'
import type { Names } from './names.js'
import { bodyVariants, filedVariants, selectorVariants, testsVariants } from './select.js'
import { inKey, inList, lift, variant, without, withoutEach, type Variant } from './variant.js'

type List = Condition[]

/** Every change of a condition. */
export function conditionVariants(condition: Condition, names: Names): Variant<Condition>[] {
  const inner = (list: List): Variant<List>[] => [
    ...inList(list, (one) => conditionVariants(one, names)),
    ...withoutEach(list),
  ]
  if ('all' in condition)
    return [
      ...inKey(condition, 'all', inner),
      ...(condition.all.length > 1 ? [variant<Condition>('all -> any', { any: condition.all })] : []),
      variant('all -> none', { none: condition.all }),
    ]
  if ('any' in condition)
    return [
      ...inKey(condition, 'any', inner),
      ...(condition.any.length > 1 ? [variant<Condition>('any -> all', { all: condition.any })] : []),
      variant('any -> none', { none: condition.any }),
    ]
  if ('none' in condition) return [...inKey(condition, 'none', inner), variant('none -> all', { all: condition.none })]
  if ('always' in condition) return [variant(`${condition.always} -> ${!condition.always}`, { always: !condition.always }, '.always')] // prettier-ignore
  if ('filed' in condition) return filedConditionVariants(condition.filed, names)
  if ('every' in condition) return everyVariants(condition, names)
  if ('eachYear' in condition) return eachYearVariants(condition, names)
  return measuredVariants(condition, names)
}

function filedConditionVariants(selector: Selector, names: Names): Variant<Condition>[] {
  return selectorVariants(selector, names).map((one) => {
    const value: Condition = one.value.filed ? { filed: one.value } : { count: one.value, min: 1 }
    return { ...one, path: `.filed${one.path}`, value }
  })
}

type Every = Extract<Condition, { every: Selector }>

function everyVariants(condition: Every, names: Names): Variant<Condition>[] {
  const { every, has } = condition
  const some: Selector = { ...every, ...(has.filed ? { filed: has.filed } : {}), where: { ...every.where, ...has.where } } // prettier-ignore
  return [
    ...inKey(condition, 'every', (one) => selectorVariants(one, names)),
    ...inKey(condition, 'has', (one) => requirementVariants(one, every.kind, names)),
    ...inKey(condition, 'emptyNeeds', (path) => factVariants(path, names)),
    ...without(condition, 'emptyNeeds'),
    variant('every -> some', { count: some, min: 1 }),
  ]
}

type EachYear = Extract<Condition, { eachYear: Selector }>

function eachYearVariants(condition: EachYear, names: Names): Variant<Condition>[] {
  const { eachYear } = condition
  const years = eachYear.year ?? [0]
  const anyYear: Condition = { any: years.map((year) => ({ ...condition, eachYear: { ...eachYear, year: [year] } })) }
  return [
    ...inKey(condition, 'eachYear', (one) => selectorVariants(one, names)),
    ...inKey(condition, 'has', (one) => requirementVariants(one, eachYear.kind, names)),
    ...inKey(condition, 'since', (path) => factVariants(path, names)),
    ...without(condition, 'since'),
    ...(years.length > 1 ? [variant('each year -> some year', anyYear)] : []),
  ]
}

function requirementVariants(has: Requirement, kinds: readonly string[], names: Names): Variant<Requirement>[] {
  return [
    ...inKey(has, 'where', (tests) => testsVariants(tests, kinds, names)),
    ...without(has, 'where'),
    ...inKey(has, 'filed', (filed) => filedVariants(filed, names)),
    ...without(has, 'filed'),
    ...inKey(has, 'filings', ({ to }) => lift(bodyVariants(to, names), '.to', (value) => ({ to: value }))),
    ...without(has, 'filings'),
  ]
}

const compareKeys = ['min', 'max', 'above', 'below', 'odd', 'is', 'in']

function measuredVariants(condition: Measure & Compare, names: Names): Variant<Condition>[] {
  const entries = Object.entries(condition)
  const measure = Object.fromEntries(entries.filter(([key]) => !compareKeys.includes(key))) as unknown as Measure
  const compare = Object.fromEntries(entries.filter(([key]) => compareKeys.includes(key))) as Compare
  return [
    ...lift(measureVariants(measure, names), '', (one): Condition => ({ ...one, ...compare })),
    ...lift(compareVariants(compare, comparedBy(measure, names)), '', (one): Condition => ({ ...measure, ...one })),
  ]
}

/** What a measure's figure can be: its step, its options. */
export function comparedBy(measure: Measure, names: Names): Compared {
  if ('ratio' in measure) return { options: [], step: 0.01 }
  if (!('fact' in measure)) return { options: [] }
  const [head = '', field = 'holds'] = measure.fact.split('.')
  return { options: names.options([head.split('/')[0] ?? ''], field) }
}
