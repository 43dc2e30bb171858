import type { Condition, Measure } from '@xingji/shared'
import { conditionVariants } from './condition.js'
import { nextOf, type Names } from './names.js'
import { selectorVariants } from './select.js'
import { inKey, inList, lift, variant, without, withoutEach, type Variant } from './variant.js'

/** Every change of a measure. */
export function measureVariants(measure: Measure, names: Names): Variant<Measure>[] {
  if ('count' in measure) return inKey(measure, 'count', (one) => selectorVariants(one, names))
  if ('total' in measure) {
    const { total, field } = measure
    return [
      ...inKey(measure, 'total', (one) => selectorVariants(one, names, [field])),
      ...inKey(measure, 'field', (one) => otherFields(total.kind, one, names)),
      variant('total -> largest', { largest: total, field }),
    ]
  }
  if ('largest' in measure) {
    const { largest, field } = measure
    return [
      ...inKey(measure, 'largest', (one) => selectorVariants(one, names, [field])),
      ...inKey(measure, 'field', (one) => otherFields(largest.kind, one, names)),
      variant('largest -> total', { total: largest, field }),
    ]
  }
  if ('distinct' in measure) {
    const { distinct, by } = measure
    const units = ['month', 'quarter', 'year']
    const read = units.includes(by) ? [] : [by]
    return [
      ...inKey(measure, 'distinct', (one) => selectorVariants(one, names, read)),
      ...inKey(measure, 'by', (one) => [
        ...units.filter((unit) => unit !== one).map((unit) => variant(`${one} -> ${unit}`, unit)),
        ...names.kind(distinct.kind[0] ?? '').fields.filter((f) => f.id !== one).map((f) => variant(`${one} -> ${f.id}`, f.id)), // prettier-ignore
      ]),
      variant('distinct -> count', { count: distinct }),
    ]
  }
  if ('fact' in measure)
    return [
      ...inKey(measure, 'fact', (path) => factVariants(path, names)),
      ...(measure.at === undefined
        ? [variant<Measure>('default -> asOf', { ...measure, at: 'asOf' }, '.at')]
        : without(measure, 'at')),
    ]
  if ('ratio' in measure) {
    const [part, whole] = measure.ratio
    return [
      ...lift(measureVariants(part, names), '.ratio[0]', (one): Measure => ({ ratio: [one, whole] })),
      ...lift(measureVariants(whole, names), '.ratio[1]', (one): Measure => ({ ratio: [part, one] })),
      variant('turned over', { ratio: [whole, part] }, '.ratio'),
    ]
  }
  return inKey(measure, 'tally', (list: Condition[]) => [
    ...inList(list, (one) => conditionVariants(one, names)),
    ...withoutEach(list),
  ])
}

const otherFields = (kinds: readonly string[], field: string, names: Names): Variant<string>[] =>
  names.otherFields(kinds, field).map((other) => variant(`${field} -> ${other}`, other))

/** A standing fact mistaken for another field of its kind, for another of several, or for another kind. */
export function factVariants(path: string, names: Names): Variant<string>[] {
  const [head = '', field = 'holds'] = path.split('.')
  const [kindId = '', key] = head.split('/')
  const kind = names.kind(kindId)
  const isFlag = field === 'holds' || names.field(kindId, field)?.type === 'boolean'
  const flags = ['holds', ...kind.fields.filter((one) => one.type === 'boolean').map((one) => one.id)]
  const fields = isFlag ? flags.filter((one) => one !== field) : names.otherFields([kindId], field)
  const otherKind = key === undefined ? names.otherKind(kindId, field === 'holds' ? [] : [field], []) : undefined
  const otherKey = key === undefined ? undefined : nextOf(names.options([kindId], kind.per?.[0] ?? ''), key)
  const to = (one: string): Variant<string> => variant(`${path} -> ${one}`, one)
  const withField = (one: string, name: string): string => (name === 'holds' ? one : `${one}.${name}`)
  return [
    ...fields.map((one) => to(withField(head, one))),
    ...(otherKind === undefined ? [] : [to(withField(otherKind, field))]),
    ...(otherKey === undefined ? [] : [to(withField(`${kindId}/${otherKey}`, field))]),
  ]
}
