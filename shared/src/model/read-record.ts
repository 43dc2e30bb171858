import type { Catalog, Field, Kind } from './catalog.js'
import { isDay } from './calendar.js'
import { indexCatalog } from './catalog-index.js'
import type { Evidence, FieldValue, Filing, LedgerRecord } from './ledger.js'
import type { Problem, ProblemCode, Result } from './problem.js'

/** A record as it stands in a ledger file, on the wire and in the phone's store. */
export type FlatRecord = Record<string, unknown>

export const reservedKeys = [
  'id',
  'kind',
  'on',
  'from',
  'until',
  'year',
  'title',
  'note',
  'evidence',
  'filings',
] as const
const reserved: ReadonlySet<string> = new Set(reservedKeys)
const dateKeysOf = {
  event: { needed: 'on', allowed: ['on', 'until'] },
  period: { needed: 'from', allowed: ['from', 'until'] },
  statement: { needed: 'from', allowed: ['from', 'until'] },
  yearly: { needed: 'year', allowed: ['year', 'on'] },
} as const
const dateKeys = ['on', 'from', 'until', 'year'] as const
const longest = { id: 64, title: 200, note: 2000, text: 500, evidence: 100, filings: 50 }
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** Collects problems under a field path. */
export class ProblemList {
  readonly problems: Problem[] = []
  add(code: ProblemCode, path: string, message: string): void {
    this.problems.push({ code, path, message })
  }
}

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const show = (value: unknown): string => {
  const text = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
const join = (path: string, key: string): string => (path ? `${path}.${key}` : key)

/**
 * Validates one flat record against the catalog. Aliases of kinds, fields and options are resolved to the present ids.
 * @param path prefix of the field paths in problems, e.g. `records[3]`
 */
export function readRecord(raw: unknown, catalog: Catalog, path = ''): Result<LedgerRecord> {
  const list = new ProblemList()
  const record = parseRecord(raw, catalog, path, list)
  return record && list.problems.length === 0 ? { ok: true, value: record } : { ok: false, problems: list.problems }
}

function parseRecord(raw: unknown, catalog: Catalog, path: string, list: ProblemList): LedgerRecord | undefined {
  if (!isPlainObject(raw)) {
    list.add('wrongType', path, `记录应是一组“字段: 值”，这里是 ${show(raw)}`)
    return undefined
  }
  const id = readId(raw.id, join(path, 'id'), list)
  const kind = readKind(raw.kind, catalog, join(path, 'kind'), list)
  if (!kind) return undefined
  const record: LedgerRecord = {
    id,
    kind: kind.id,
    fields: readFields(raw, kind, catalog, path, list),
    evidence: readEvidence(raw.evidence, join(path, 'evidence'), list),
    filings: readFilings(raw.filings, catalog, join(path, 'filings'), list),
  }
  readDates(raw, kind, record, path, list)
  for (const key of ['title', 'note'] as const) {
    const text = readText(raw[key], join(path, key), longest[key], list)
    if (text !== undefined) record[key] = text
  }
  return record
}

function readId(raw: unknown, path: string, list: ProblemList): string {
  if (raw === undefined || raw === null || raw === '') list.add('missing', path, '缺少记录编号 id')
  else if (typeof raw !== 'string' && typeof raw !== 'number')
    list.add('wrongType', path, `记录编号应是文字，这里是 ${show(raw)}`)
  else if (String(raw).length > longest.id) list.add('tooLong', path, `记录编号最长 ${longest.id} 个字符`)
  else if (!idPattern.test(String(raw)))
    list.add('wrongType', path, `记录编号 ${show(raw)} 只能用英文字母、数字和 . _ -，且不以符号开头`)
  else return String(raw)
  return ''
}

function readKind(raw: unknown, catalog: Catalog, path: string, list: ProblemList): Kind | undefined {
  if (raw === undefined || raw === null || raw === '') {
    list.add('missing', path, '缺少记录种类 kind；可用的种类见 xingji catalog')
    return undefined
  }
  const kind = typeof raw === 'string' ? indexCatalog(catalog).kind(raw) : undefined
  if (!kind) list.add('unknownKind', path, `没有 ${show(raw)} 这种记录；可用的种类见 xingji catalog`)
  return kind
}

function readDates(raw: FlatRecord, kind: Kind, record: LedgerRecord, path: string, list: ProblemList): void {
  const rule = dateKeysOf[kind.time]
  for (const key of dateKeys) {
    const value = raw[key]
    if (value === undefined || value === null) {
      if (key === rule.needed) list.add('missing', join(path, key), `“${kind.label}”缺少日期 ${key}`)
      continue
    }
    if (!(rule.allowed as readonly string[]).includes(key)) {
      list.add('unknownKey', join(path, key), `“${kind.label}”不用 ${key}，它的日期写在 ${rule.allowed.join('、')}`)
    } else if (key === 'year') {
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1900 && value <= 2999) record.year = value
      else list.add('badDay', join(path, key), `年份应是四位数字，这里是 ${show(value)}`)
    } else if (isDay(value)) record[key] = value
    else list.add('badDay', join(path, key), `${show(value)} 不是有效日期，应写成 2018-03-05 这样`)
  }
  const start = record.on ?? record.from
  if (start && record.until && record.until < start)
    list.add('badRange', join(path, 'until'), `结束日期 ${record.until} 早于开始日期 ${start}`)
}

function readFields(
  raw: FlatRecord,
  kind: Kind,
  catalog: Catalog,
  path: string,
  list: ProblemList,
): Record<string, FieldValue> {
  const index = indexCatalog(catalog)
  const fields: Record<string, FieldValue> = {}
  for (const key of Object.keys(raw)) {
    if (reserved.has(key)) continue
    const value = raw[key]
    if (key === 'holds' && kind.time === 'statement') {
      if (typeof value === 'boolean') fields.holds = value
      else if (value !== null)
        list.add('wrongType', join(path, key), `holds 应是 true（有）或 false（没有），这里是 ${show(value)}`)
      continue
    }
    const field = index.field(kind, key)
    if (!field) list.add('unknownField', join(path, key), `“${kind.label}”没有字段 ${key}；可用字段见 xingji catalog`)
    else if (value !== undefined && value !== null) {
      const parsed = readField(value, field, join(path, key), list)
      if (parsed !== undefined) fields[field.id] = parsed
    }
  }
  for (const field of kind.fields) {
    const needed = field.required && (fields.holds !== false || kind.per?.includes(field.id))
    if (needed && fields[field.id] === undefined && !(field.id in raw))
      list.add('missing', join(path, field.id), `“${kind.label}”缺少${field.label}`)
    const limit = field.atMost === undefined ? undefined : fields[field.atMost]
    const value = fields[field.id]
    if (typeof limit === 'number' && typeof value === 'number' && value > limit) {
      const other = index.field(kind, field.atMost ?? '')
      list.add(
        'inconsistent',
        join(path, field.id),
        `${field.label} ${value} 多于${other?.label ?? field.atMost} ${limit}`,
      )
    }
  }
  return fields
}

/** One field's value in the type the catalog gives it, or undefined after reporting why not. */
export function readField(value: unknown, field: Field, path: string, list: ProblemList): FieldValue | undefined {
  const wrong = (want: string): undefined => {
    list.add('wrongType', path, `${field.label}应是${want}，这里是 ${show(value)}`)
    return undefined
  }
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong('是或否（true / false）')
    case 'integer':
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrong(field.type === 'integer' ? '整数' : '数字')
      if (field.type === 'integer' && !Number.isSafeInteger(value)) return wrong('整数')
      if (Math.abs(value) > 1e12) return wrong('合理大小的数字')
      const [min, max] = [field.min ?? -Infinity, field.max ?? Infinity]
      if (value >= min && value <= max) return value
      list.add('badRange', path, `${field.label} ${value} 超出范围（${value < min ? `至少 ${min}` : `至多 ${max}`}）`)
      return undefined
    }
    case 'enum': {
      if (typeof value !== 'string') return wrong('所列选项之一')
      const option = field.options?.find((one) => one.id === value || one.aliases?.includes(value))
      if (option) return option.id
      const known = (field.options ?? []).map((one) => `${one.id}（${one.label}）`).join('、')
      list.add('unknownOption', path, `${field.label}没有选项 ${show(value)}；可选：${known}`)
      return undefined
    }
    case 'day':
      if (isDay(value)) return value
      list.add('badDay', path, `${field.label} ${show(value)} 不是有效日期，应写成 2018-03-05 这样`)
      return undefined
    case 'text':
      return readText(value, path, longest.text, list)
  }
}

function readText(value: unknown, path: string, limit: number, list: ProblemList): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string' && typeof value !== 'number') {
    list.add('wrongType', path, `应是文字，这里是 ${show(value)}`)
    return undefined
  }
  const text = String(value)
  if (text.length <= limit) return text
  list.add('tooLong', path, `最长 ${limit} 个字，这里有 ${text.length} 个`)
  return undefined
}

function readEvidence(raw: unknown, path: string, list: ProblemList): Evidence[] {
  if (raw === undefined || raw === null) return []
  if (!Array.isArray(raw)) {
    list.add('wrongType', path, `佐证材料应是一个列表，这里是 ${show(raw)}`)
    return []
  }
  if (raw.length > longest.evidence) list.add('tooMany', path, `一条记录最多 ${longest.evidence} 份佐证材料`)
  return raw.map((one, i) => readOneEvidence(one, `${path}[${i}]`, list))
}

const evidenceKeys = ['file', 'link', 'title', 'hash', 'size', 'on'] as const
function readOneEvidence(raw: unknown, path: string, list: ProblemList): Evidence {
  if (typeof raw === 'string' && raw.trim() !== '') return /^https?:\/\//.test(raw) ? { link: raw } : { file: raw }
  if (!isPlainObject(raw)) {
    list.add('wrongType', path, `佐证材料应是文件名、网址或 {file / link, title}，这里是 ${show(raw)}`)
    return {}
  }
  const evidence: Evidence = {}
  for (const key of Object.keys(raw)) {
    if (!(evidenceKeys as readonly string[]).includes(key))
      list.add('unknownKey', join(path, key), `佐证材料没有 ${key} 这一项`)
  }
  for (const key of ['file', 'link', 'title'] as const) {
    const text = readText(raw[key], join(path, key), key === 'link' ? 2000 : longest.title, list)
    if (text !== undefined) evidence[key] = text
  }
  if (evidence.link !== undefined && !/^https?:\/\/[^\s]+$/.test(evidence.link))
    list.add('wrongType', join(path, 'link'), `${show(evidence.link)} 不是网址，应以 http:// 或 https:// 开头`)
  if (raw.hash !== undefined) {
    if (typeof raw.hash === 'string' && /^[0-9a-f]{64}$/.test(raw.hash)) evidence.hash = raw.hash
    else list.add('wrongType', join(path, 'hash'), '文件摘要应是 64 位小写十六进制 SHA-256')
  }
  if (raw.size !== undefined) {
    if (typeof raw.size === 'number' && Number.isInteger(raw.size) && raw.size >= 0) evidence.size = raw.size
    else list.add('wrongType', join(path, 'size'), '文件大小应是字节数')
  }
  if (raw.on !== undefined) {
    if (isDay(raw.on)) evidence.on = raw.on
    else list.add('badDay', join(path, 'on'), `${show(raw.on)} 不是有效日期，应写成 2018-03-05 这样`)
  }
  if (evidence.file === undefined && evidence.link === undefined && evidence.hash === undefined)
    list.add('missing', path, '佐证材料要有文件（file）或网址（link）')
  return evidence
}

function readFilings(raw: unknown, catalog: Catalog, path: string, list: ProblemList): Filing[] {
  if (raw === undefined || raw === null) return []
  if (!Array.isArray(raw)) {
    list.add('wrongType', path, `报送 / 备案应是一个列表，这里是 ${show(raw)}`)
    return []
  }
  if (raw.length > longest.filings) list.add('tooMany', path, `一条记录最多 ${longest.filings} 次报送`)
  const index = indexCatalog(catalog)
  const filings: Filing[] = []
  raw.forEach((one: unknown, i) => {
    const at = `${path}[${i}]`
    if (!isPlainObject(one)) {
      list.add('wrongType', at, `报送应写成 {to: 对象, on: 日期}，这里是 ${show(one)}`)
      return
    }
    for (const key of Object.keys(one))
      if (key !== 'to' && key !== 'on') list.add('unknownKey', join(at, key), `报送没有 ${key} 这一项`)
    const known = catalog.bodies.map((body) => `${body.id}（${body.label}）`).join('、')
    const body = typeof one.to === 'string' && index.hasBody(one.to) ? one.to : undefined
    if (body === undefined)
      list.add(
        one.to === undefined ? 'missing' : 'unknownBody',
        join(at, 'to'),
        one.to === undefined
          ? `缺少报送对象 to；可选：${known}`
          : `报送对象 ${show(one.to)} 不在名单里；可选：${known}`,
      )
    if (!isDay(one.on))
      list.add(
        one.on === undefined ? 'missing' : 'badDay',
        join(at, 'on'),
        one.on === undefined
          ? '缺少报送日期 on，应写成 2018-03-05 这样'
          : `报送日期 ${show(one.on)} 不是有效日期，应写成 2018-03-05 这样`,
      )
    else if (body !== undefined) filings.push({ to: body, on: one.on })
  })
  return filings
}

/** The flat form again, keys in schema order: what goes over the wire and into stores. */
export function writeRecord(record: LedgerRecord): FlatRecord {
  const flat: FlatRecord = { id: record.id, kind: record.kind }
  for (const key of ['on', 'from', 'until', 'year', 'title', 'note'] as const)
    if (record[key] !== undefined) flat[key] = record[key]
  for (const key of Object.keys(record.fields).sort()) flat[key] = record.fields[key]
  if (record.evidence.length > 0)
    flat.evidence = record.evidence.map((one) => {
      const copy: Record<string, unknown> = {}
      for (const key of evidenceKeys) if (one[key] !== undefined) copy[key] = one[key]
      return copy
    })
  if (record.filings.length > 0) flat.filings = record.filings.map(({ to, on }) => ({ to, on }))
  return flat
}
