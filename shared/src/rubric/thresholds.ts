import { indexCatalog } from '../model/catalog-index.js'
import type { Catalog, Field } from '../model/catalog.js'
import type { Measure, Selector } from '../model/rubric.js'
import { parseFactPath } from '../scoring/facts.js'
import { share } from './field-value.js'
import type { Reader } from './reader.js'
import type { Path } from './source.js'

type Raw = Readonly<Record<string, unknown>>

/** Refuses what a measure is compared with where it means nothing: always reached, never reached, a share of no ratio. */
export function checkThresholds(reader: Reader, catalog: Catalog, of: Measure, raw: Raw, path: Path): void {
  for (const key of ['min', 'above', 'max', 'below'] as const) {
    const value = share(raw[key])
    if (typeof value !== 'number') continue
    const at = [...path, key]
    if (typeof raw[key] === 'string' && !('ratio' in of))
      reader.fail('inconsistent', at, '百分比只和 ratio（比例）比；次数、人数直接写数字')
    else if (key === 'max' || key === 'below' || 'fact' in of) continue
    else if (key === 'min' ? value <= 0 : value < 0)
      reader.fail(
        'unreachable',
        at,
        `门槛 ${String(raw[key])} 什么都不做也达到；${'ratio' in of ? '有一点就算写 above: 0%' : '从 1 起写'}`,
      )
    else if ((key === 'min' ? value > 1 : value >= 1) && isPartOfWhole(catalog, of))
      reader.fail('unreachable', at, `部分不会多过全体，达不到 ${String(raw[key])}；百分数要写 %，如 60%`)
  }
}

/** Refuses to count by a fact that is no number. */
export function checkNumeric(reader: Reader, catalog: Catalog, of: Measure, path: Path): void {
  if (!('fact' in of) || of.fact === '') return
  const field = fieldOf(catalog, of.fact)
  if (field?.type === 'integer' || field?.type === 'number') return
  if (field === undefined && of.fact.includes('.')) return
  const name = field?.label ?? indexCatalog(catalog).label(parseFactPath(of.fact).kind)
  reader.fail('inconsistent', path, `“${name}”不是数字字段，不能分档、按数计分或算比例；有没有请用 points 和 when`)
}

function fieldOf(catalog: Catalog, path: string): Field | undefined {
  const { kind: kindId, field } = parseFactPath(path)
  return indexCatalog(catalog)
    .kind(kindId)
    ?.fields.find((one) => one.id === field)
}

function isPartOfWhole(catalog: Catalog, of: Measure): boolean {
  if (!('ratio' in of)) return false
  const [part, whole] = of.ratio
  if ('fact' in part && 'fact' in whole) {
    const [one, other] = [parseFactPath(part.fact), parseFactPath(whole.fact)]
    return one.kind === other.kind && one.key === other.key && fieldOf(catalog, part.fact)?.atMost === other.field
  }
  return 'count' in part && 'count' in whole && isWithin(part.count, whole.count)
}

/** Only what the whole counts, and of it only some. */
function isWithin(part: Selector, whole: Selector): boolean {
  const { kind, window, year, ...more } = whole
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
  return (
    Object.keys(more).length === 0 &&
    part.kind.every((one) => kind.includes(one)) &&
    same(part.window, window) &&
    same(part.year, year)
  )
}
