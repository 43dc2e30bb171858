import { addDays, type Compare, type FieldTest } from '@xingji/shared'
import { inKey, steps, variant, without, type Variant } from './variant.js'

/** What a comparison is about. */
export interface Compared {
  /** Options of the enum field compared; empty for other fields. */
  options: readonly string[]
  /** One step of the number compared. */
  step?: number
}

const swaps = { min: 'above', above: 'min', max: 'below', below: 'max' } as const
type Bound = keyof typeof swaps

/** Every change of a comparison: bounds moved by one step or made strict, options changed, keys dropped. */
export function compareVariants(compare: Compare, about: Compared): Variant<Compare>[] {
  const keys = Object.keys(compare)
  if (keys.length === 0) return [variant('true -> false', { is: false })]
  const bounds = (Object.keys(swaps) as Bound[]).filter((key) => compare[key] !== undefined)
  return [
    ...bounds.flatMap((key) => [
      ...inKey(compare, key, (bound) => boundVariants(bound, about.step)),
      ...swapped(compare, key),
    ]),
    ...inKey(compare, 'odd', (odd) => [variant(`${odd} -> ${!odd}`, !odd)]),
    ...isVariants(compare, about),
    ...inKey(compare, 'in', (list) => listVariants(list, about.options)),
    ...(keys.length > 1 ? (keys as (keyof Compare)[]).flatMap((key) => without(compare, key)) : []),
  ]
}

function boundVariants(bound: number | string, step: number | undefined): Variant<number | string>[] {
  if (typeof bound === 'number') return steps(bound, step)
  return [-1, 1].map((by) => variant(`${bound} -> ${addDays(bound, by)}`, addDays(bound, by)))
}

function swapped(compare: Compare, key: Bound): Variant<Compare>[] {
  const other = swaps[key]
  const { [key]: bound, ...rest } = compare
  return [variant(`${key} -> ${other}`, { ...rest, [other]: bound }, `.${key}`)]
}

function isVariants(compare: Compare, { options }: Compared): Variant<Compare>[] {
  const { is, ...rest } = compare
  if (is === undefined) return []
  return valueVariants(is, options).map((one) => {
    const value: Compare = Array.isArray(one.value) ? { ...rest, in: one.value } : { ...rest, is: one.value }
    return variant(one.change, value, '.is')
  })
}

/** A value changed to each other option, or widened by it; a flag turned; a number moved. */
function valueVariants(
  value: string | number | boolean,
  options: readonly string[],
): Variant<string | number | boolean | (string | number)[]>[] {
  if (typeof value === 'boolean') return [variant(`${value} -> ${!value}`, !value)]
  if (typeof value === 'number') return steps(value)
  return options
    .filter((option) => option !== value)
    .flatMap((option) => [
      variant<string | string[]>(`${value} -> ${option}`, option),
      variant<string | string[]>(`${value} or ${option}`, [value, option]),
    ])
}

function listVariants(list: (string | number)[], options: readonly string[]): Variant<(string | number)[]>[] {
  const fewer = list.length < 2 ? [] : list.map((one) => variant(`loses ${one}`, list.filter((other) => other !== one))) // prettier-ignore
  const more = options.filter((one) => !list.includes(one)).map((one) => variant(`gains ${one}`, [...list, one]))
  return [...fewer, ...more]
}

/** Every change of what a record's field must be. */
export function fieldTestVariants(test: FieldTest, options: readonly string[]): Variant<FieldTest>[] {
  if (Array.isArray(test)) return listVariants(test, options)
  if (typeof test === 'object') return compareVariants(test, { options })
  return valueVariants(test, options)
}
