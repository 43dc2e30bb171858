import { isDay } from '../model/calendar.js'
import type { Field } from '../model/catalog.js'
import { isPlainObject, show } from '../model/read-record.js'
import type { Compare, FieldTest } from '../model/rubric.js'
import { nearest, say, type Reader } from './reader.js'
import type { Path } from './source.js'
import { tables } from './vocabulary.js'

/** `85%` is 0.85; anything else stays as it is. */
export function share(raw: unknown): unknown {
  const match = typeof raw === 'string' ? /^(\d+(?:\.\d+)?)%$/.exec(raw) : null
  // Read as a decimal, not divided: 33.3% is the very number that 333 / 1000 is.
  return match ? Number(`${match[1]}e-2`) : raw
}

/** What a field is held against: a value, one of several, or a comparison. */
export function readTest(reader: Reader, raw: unknown, path: Path, field: Field | undefined): FieldTest {
  if (Array.isArray(raw)) return raw.map((one: unknown) => readValue(reader, one, path, field) as string | number)
  if (!isPlainObject(raw)) return readValue(reader, raw, path, field)
  reader.object(raw, path, tables.fieldCompare)
  const compare = readCompare(reader, raw, path, field)
  if (raw.stated === undefined) return compare
  if (Object.keys(compare).length === 0)
    reader.fail('missing', path, 'stated 要和比较写在一起，如 {in: [host], stated: true}')
  return reader.flag(raw.stated, [...path, 'stated']) ? { ...compare, stated: true } : compare
}

/** A comparison; without a field it is of a count, a sum, a share or whether a fact holds. */
export function readCompare(
  reader: Reader,
  raw: Record<string, unknown>,
  path: Path,
  field: Field | undefined,
): Compare {
  const compare: Compare = {}
  for (const key of ['min', 'max', 'above', 'below'] as const) {
    if (raw[key] === undefined) continue
    const value = share(raw[key])
    if (!isOrdered(reader, [...path, key], field)) continue
    if (field?.type === 'day' ? isDay(value) : typeof value === 'number') compare[key] = value as number | string
    else
      reader.fail(
        'wrongType',
        [...path, key],
        field?.type === 'day'
          ? `应是 2018-12-31 这样的日期，这里${say(raw[key])}`
          : `应是数字或百分比，这里${say(raw[key])}`,
      )
  }
  if (raw.odd !== undefined && isOrdered(reader, [...path, 'odd'], field))
    compare.odd = reader.flag(raw.odd, [...path, 'odd'])
  if (raw.is !== undefined) compare.is = readValue(reader, raw.is, [...path, 'is'], field)
  if (raw.in !== undefined) {
    const at = [...path, 'in']
    compare.in = reader.list(raw.in, at, 1).map((one) => readValue(reader, one, at, field) as string | number)
  }
  return compare
}

function isOrdered(reader: Reader, path: Path, field: Field | undefined): boolean {
  if (!field || field.type === 'integer' || field.type === 'number' || field.type === 'day') return true
  const example = field.options?.[0]?.id ?? (field.type === 'boolean' ? 'true' : '文字')
  reader.fail('wrongType', path, `“${field.label}”不能比大小；请直接写值，如 ${field.id}: ${example}`)
  return false
}

/** One value of the field's type; an option by its present id. */
function readValue(reader: Reader, raw: unknown, path: Path, field: Field | undefined): string | number | boolean {
  const value = raw as string | number | boolean
  if (!field) return value
  const wrong = (want: string): typeof value => {
    reader.fail('wrongType', path, `“${field.label}”应是${want}，这里${say(raw)}`)
    return value
  }
  switch (field.type) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : wrong(' true 或 false')
    case 'integer':
    case 'number':
      return typeof raw === 'number' ? raw : wrong('数字，不加引号；要比大小写 {min: 30}')
    case 'day':
      return isDay(raw) ? raw : wrong('2018-12-31 这样的日期')
    case 'text':
      return typeof raw === 'string' ? raw : wrong('文字')
    case 'enum': {
      const option = field.options?.find((one) => one.id === raw || one.aliases?.includes(String(raw)))
      if (option) return option.id
      const known = (field.options ?? []).map((one) => one.id)
      reader.fail('unknownOption', path, `${field.label}没有选项 ${show(raw)}${nearest(String(raw), known)}`)
      return value
    }
  }
}
