import { addDays, type FieldTest, type FiledTest, type Selector } from '@xingji/shared'
import { fieldTestVariants } from './compare.js'
import { nextOf, testedFields, type Names } from './names.js'
import { inKey, inList, steps, variant, without, withoutEach, lift, type Variant } from './variant.js'

type Tests = Record<string, FieldTest>

/**
 * Every change of a selector.
 * @param more fields that are read of the selected records beside those tested
 */
export function selectorVariants(selector: Selector, names: Names, more: readonly string[] = []): Variant<Selector>[] {
  if (selector.either) return eitherVariants(selector.either, names)
  const tests = (one: Tests): Variant<Tests>[] => testsVariants(one, selector.kind, names)
  return [
    ...kindVariants(selector, names, more),
    ...inKey(selector, 'where', tests),
    ...without(selector, 'where'),
    ...inKey(selector, 'not', tests),
    ...without(selector, 'not'),
    ...inKey(selector, 'any', (list) => [...inList(list, tests), ...withoutEach(list)]),
    ...without(selector, 'any'),
    ...inKey(selector, 'filed', (filed) => filedVariants(filed, names)),
    ...without(selector, 'filed'),
    ...windowVariants(selector, names),
    ...yearVariants(selector, names),
    ...without(selector, 'exclusive'),
  ]
}

function eitherVariants(either: Selector[], names: Names): Variant<Selector>[] {
  const lists = [...inList(either, (one) => selectorVariants(one, names)), ...withoutEach(either)]
  return lift(lists, '.either', (list) => ({ kind: [...new Set(list.flatMap((one) => one.kind))], either: list }))
}

function kindVariants(selector: Selector, names: Names, more: readonly string[]): Variant<Selector>[] {
  const fields = [...testedFields(selector), ...more]
  return inKey(selector, 'kind', (kinds) => [
    ...withoutEach(kinds),
    ...inList(kinds, (kind) => {
      const other = names.otherKind(kind, fields, kinds)
      return other === undefined ? [] : [variant(`${kind} -> ${other}`, other)]
    }),
  ])
}

/** Field tests: each changed, put to another field of the type, or (where others are left) dropped. */
export function testsVariants(tests: Tests, kinds: readonly string[], names: Names): Variant<Tests>[] {
  return Object.keys(tests).flatMap((field) => {
    const { [field]: test, ...rest } = tests
    if (test === undefined) return []
    return [
      ...lift(fieldTestVariants(test, names.options(kinds, field)), `.${field}`, (value) => ({
        ...tests,
        [field]: value,
      })),
      ...names
        .otherFields(kinds, field)
        .filter((other) => !(other in tests))
        .map((other) => variant(`-> ${other}`, { ...rest, [other]: test }, `.${field}`)),
      ...(Object.keys(rest).length > 0 ? without(tests, field) : []),
    ]
  })
}

/** Another body, no due day, no limit of days. */
export function filedVariants(filed: FiledTest, names: Names): Variant<FiledTest>[] {
  return [...inKey(filed, 'to', (to) => bodyVariants(to, names)), ...without(filed, 'by'), ...without(filed, 'within')]
}

export function bodyVariants(to: string, names: Names): Variant<string>[] {
  const bodies = names.catalog.bodies.map((body) => body.id)
  const other = nextOf(bodies, to)
  return other === undefined ? [] : [variant(`${to} -> ${other}`, other)]
}

function windowVariants(selector: Selector, names: Names): Variant<Selector>[] {
  const { window } = selector
  const as = (value: NonNullable<Selector['window']>, change: string): Variant<Selector> =>
    variant(change, { ...selector, window: value }, '.window')
  if (window === undefined) {
    const time = selector.kind[0] === undefined ? 'yearly' : names.kind(selector.kind[0]).time
    return time === 'yearly' ? [] : [as('any', 'default -> any'), ...(time === 'period' ? [as('now', 'default -> now')] : [])] // prettier-ignore
  }
  const dropped = without(selector, 'window')
  if (window === 'any') return dropped
  if (window === 'now') return [...dropped, as('any', 'now -> any')]
  if ('years' in window)
    return [...dropped, ...steps(window.years).map((one) => as({ years: one.value }, `years ${one.change}`))]
  const { from, to } = window
  return [
    ...dropped,
    ...[-1, 1].map((by) => as({ from: addDays(from, by), to }, `from ${from} -> ${addDays(from, by)}`)),
    ...[-1, 1].map((by) => as({ from, to: addDays(to, by) }, `to ${to} -> ${addDays(to, by)}`)),
  ]
}

/** Each year asked for moved by one or, where others are left, dropped. */
function yearVariants(selector: Selector, names: Names): Variant<Selector>[] {
  const isYearly = selector.kind.some((kind) => names.kind(kind).time === 'yearly')
  if (!isYearly) return []
  const years = selector.year ?? [0]
  const moved = inList(years, (year) => steps(year).filter((one) => !years.includes(one.value)))
  return lift([...moved, ...withoutEach(years)], '.year', (year) => ({ ...selector, year }))
}
