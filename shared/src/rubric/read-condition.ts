import type { Catalog, Kind } from '../model/catalog.js'
import { indexCatalog } from '../model/catalog-index.js'
import type { Condition, FieldTest, FiledTest, Measure, Requirement, Selector } from '../model/rubric.js'
import { isPlainObject, show } from '../model/read-record.js'
import { parseFactPath } from '../scoring/facts.js'
import { readCompare, readTest } from './field-value.js'
import { nearest, Reader, say } from './reader.js'
import type { Path } from './source.js'
import { checkNumeric, checkThresholds } from './thresholds.js'
import { calendarUnits, measureKeys, tables, type Table } from './vocabulary.js'

/** What a rubric file may name: kinds of the catalog, its own due dates and settings. */
export interface Names {
  catalog: Catalog
  due: readonly string[]
  settings: readonly string[]
}

const compareKeys: readonly string[] = tables.compare.keys

/** Reads selectors, measures and conditions of the closed vocabulary, checking every name against the catalog. */
export class ConditionReader {
  constructor(
    readonly reader: Reader,
    readonly names: Names,
  ) {}

  condition(raw: unknown, path: Path): Condition {
    if (typeof raw === 'string') return { fact: this.factPath(raw, path) }
    if (typeof raw === 'boolean') return { always: raw }
    if (!isPlainObject(raw)) {
      this.reader.fail('wrongType', path, `条件应是一个事实的名称，或 all、any、count 等开头的一组键，这里${say(raw)}`)
      return { always: false }
    }
    for (const key of ['all', 'any', 'none'] as const)
      if (key in raw) {
        this.reader.object(raw, path, tables[key])
        const inner = this.reader
          .list(raw[key], [...path, key], 1)
          .map((one, i) => this.condition(one, [...path, key, i]))
        return { [key]: inner } as Condition
      }
    if ('always' in raw) {
      this.reader.object(raw, path, tables.always)
      return { always: this.reader.flag(raw.always, [...path, 'always']) }
    }
    if ('filed' in raw) return this.filedCondition(raw, path)
    if ('every' in raw) {
      if (!this.whole(raw, path, tables.every)) return { always: false }
      const every = this.selector(raw.every, [...path, 'every'])
      const has = this.requirement(raw.has, [...path, 'has'], every.kind)
      return raw.emptyNeeds === undefined
        ? { every, has }
        : { every, has, emptyNeeds: this.factPath(raw.emptyNeeds, [...path, 'emptyNeeds']) }
    }
    if ('eachYear' in raw) {
      if (!this.whole(raw, path, tables.eachYear)) return { always: false }
      const eachYear = this.selector(raw.eachYear, [...path, 'eachYear'])
      this.onlyYearly(eachYear.kind, [...path, 'eachYear', 'kind'], 'eachYear')
      const has = this.requirement(raw.has, [...path, 'has'], eachYear.kind)
      return raw.since === undefined
        ? { eachYear, has }
        : { eachYear, has, since: this.factPath(raw.since, [...path, 'since']) }
    }
    return this.comparison(raw, path)
  }

  /** An object that has all the keys it needs. */
  private whole(raw: unknown, path: Path, table: Table): boolean {
    const entry = this.reader.object(raw, path, table)
    return entry !== undefined && table.needed.every((key) => entry[key] !== undefined)
  }

  private onlyYearly(kinds: readonly string[], path: Path, word: string): void {
    const index = indexCatalog(this.names.catalog)
    const others = kinds.flatMap((id) => index.kind(id) ?? []).filter((kind) => kind.time !== 'yearly')
    if (others.length > 0)
      this.reader.fail(
        'inconsistent',
        path,
        `${word} 只用于年度材料（time: yearly），“${others[0]?.label ?? ''}”不是；按日期请写 window`,
      )
  }

  private comparison(raw: Record<string, unknown>, path: Path): Condition {
    const largest = isPlainObject(raw.max)
    const rest: Record<string, unknown> = {}
    const head: Record<string, unknown> = {}
    for (const key of Object.keys(raw)) {
      const isCompare = compareKeys.includes(key) && !(key === 'max' && largest)
      ;(isCompare ? rest : head)[key] = raw[key]
    }
    const measured = this.measure(head, path)
    const field = 'fact' in measured ? this.factField(measured.fact) : undefined
    const compare = readCompare(this.reader, rest, path, field)
    checkThresholds(this.reader, this.names.catalog, measured, rest, path)
    if (!('fact' in measured) && Object.keys(compare).length === 0)
      this.reader.fail('missing', path, '缺少比较，如 min: 1（至少 1）')
    return { ...measured, ...compare }
  }

  private filedCondition(raw: Record<string, unknown>, path: Path): Condition {
    this.reader.object(raw, path, tables.filedCondition)
    const at = [...path, 'filed']
    if (!isPlainObject(raw.filed)) {
      this.reader.fail('wrongType', at, `应写成 {kind: 种类, to: 报送对象}，这里${say(raw.filed)}`)
      return { always: false }
    }
    const { to, by, within, ...rest } = raw.filed
    const selector = this.selector(rest, at)
    const filed: Record<string, unknown> = { to }
    if (by !== undefined) filed.by = by
    if (within !== undefined) filed.within = within
    return { filed: { ...selector, filed: this.filed(filed, at) } }
  }

  /** A measure by whose number points are given. */
  number(raw: unknown, path: Path): Measure {
    const measure = this.measure(raw, path)
    checkNumeric(this.reader, this.names.catalog, measure, path)
    return measure
  }

  measure(raw: unknown, path: Path): Measure {
    if (typeof raw === 'string') return { fact: this.factPath(raw, path) }
    const entry = isPlainObject(raw) ? raw : {}
    const keys = [...measureKeys, 'max', ...tables.measureExtra.keys]
    if (!this.reader.object(raw, path, { keys, needed: [] })) return { fact: '' }
    if ('count' in entry) return { count: this.selector(entry.count, [...path, 'count'], true) }
    if ('total' in entry) {
      const [selector, field] = this.measured(entry, 'total', path)
      return { total: selector, field }
    }
    if ('max' in entry || 'largest' in entry) {
      const [selector, field] = this.measured(entry, 'max' in entry ? 'max' : 'largest', path)
      return { largest: selector, field }
    }
    if ('distinct' in entry) {
      const inner = isPlainObject(entry.distinct) ? entry.distinct : {}
      const { by: innerBy, ...rest } = inner
      const distinct = this.selector(rest, [...path, 'distinct'])
      const by = this.reader.text(entry.by ?? innerBy, [...path, 'by'])
      if (by === '') this.reader.fail('missing', path, 'distinct 缺少 by（按哪个字段区分，或 month、quarter、year）')
      const isUnit = by === '' || (calendarUnits as readonly string[]).includes(by)
      return { distinct, by: (isUnit ? undefined : this.field(distinct.kind, by, [...path, 'by'])?.id) ?? by }
    }
    if ('fact' in entry) {
      const fact = this.factPath(entry.fact, [...path, 'fact'])
      if (entry.at === undefined) return { fact }
      this.reader.oneOf(entry.at, [...path, 'at'], ['asOf'])
      return { fact, at: 'asOf' }
    }
    if ('ratio' in entry) {
      const parts = this.reader
        .list(entry.ratio, [...path, 'ratio'], 2)
        .map((one, i) => this.measure(one, [...path, 'ratio', i]))
      if (parts.length > 2) this.reader.fail('tooMany', [...path, 'ratio'], '比例只写两项：[部分, 全体]')
      parts.forEach((one, i) => checkNumeric(this.reader, this.names.catalog, one, [...path, 'ratio', i]))
      const [part, whole] = parts
      return { ratio: [part ?? { fact: '' }, whole ?? { fact: '' }] }
    }
    if ('tally' in entry)
      return {
        tally: this.reader
          .list(entry.tally, [...path, 'tally'], 1)
          .map((one, i) => this.condition(one, [...path, 'tally', i])),
      }
    this.reader.fail('missing', path, `缺少度量，应是 ${measureKeys.join('、')} 之一`)
    return { fact: '' }
  }

  /** A selector with a field to sum or maximise, written beside it or inside. */
  private measured(entry: Record<string, unknown>, key: string, path: Path): [Selector, string] {
    const inner = isPlainObject(entry[key]) ? (entry[key] as Record<string, unknown>) : {}
    const { field: innerField, ...rest } = inner
    const selector = this.selector(rest, [...path, key])
    const field = this.reader.text(entry.field ?? innerField, [...path, 'field'])
    if (field === '') this.reader.fail('missing', path, `${key} 缺少 field（哪个数字字段）`)
    else {
      const known = this.field(selector.kind, field, [...path, 'field'])
      if (known && known.type !== 'integer' && known.type !== 'number')
        this.reader.fail('inconsistent', [...path, 'field'], `${known.label}不是数字字段，不能用于 ${key}`)
      if (known) return [selector, known.id]
    }
    return [selector, field]
  }

  /** @param isCounted records are counted one by one, so that they can be assigned to one of several items */
  selector(raw: unknown, path: Path, isCounted = false): Selector {
    if (Array.isArray(raw)) {
      const either = this.reader.list(raw, path, 1).map((one, i) => this.selector(one, [...path, i], isCounted))
      if (either.some((one) => one.exclusive !== undefined || one.either !== undefined))
        this.reader.fail('inconsistent', path, '几组并列时每组只写一层，也不能写 exclusive；请拆开写')
      return { kind: [...new Set(either.flatMap((one) => one.kind))], either }
    }
    const entry = this.reader.object(raw, path, tables.selector) ?? {}
    const kind = (Array.isArray(entry.kind) ? entry.kind : entry.kind === undefined ? [] : [entry.kind]).map(
      (one: unknown, i) => this.kindId(one, Array.isArray(entry.kind) ? [...path, 'kind', i] : [...path, 'kind']),
    )
    const selector: Selector = { kind }
    if (entry.where !== undefined) selector.where = this.tests(entry.where, [...path, 'where'], kind)
    if (entry.not !== undefined) selector.not = this.tests(entry.not, [...path, 'not'], kind)
    if (entry.any !== undefined)
      selector.any = this.reader
        .list(entry.any, [...path, 'any'], 1)
        .map((one, i) => this.tests(one, [...path, 'any', i], kind))
    if (entry.filed !== undefined) selector.filed = this.filed(entry.filed, [...path, 'filed'])
    if (entry.window !== undefined) selector.window = this.window(entry.window, [...path, 'window'])
    if (entry.year !== undefined) {
      const years: unknown[] = Array.isArray(entry.year) ? entry.year : [entry.year]
      selector.year = years.map((one) =>
        this.integer(one, [...path, 'year'], '年份写相对本周期的整数：0 今年、-1 去年'),
      )
      this.onlyYearly(kind, [...path, 'year'], 'year')
      if (selector.window !== undefined) this.reader.fail('inconsistent', path, 'year 和 window 只能写一个')
    }
    if (entry.exclusive !== undefined) {
      selector.exclusive = this.reader.text(entry.exclusive, [...path, 'exclusive'])
      if (!isCounted)
        this.reader.fail(
          'inconsistent',
          [...path, 'exclusive'],
          'exclusive 只用于按次数计分（count）和评审（judged 的 needs）；请删去，或改用 count',
        )
    }
    return selector
  }

  private window(raw: unknown, path: Path): NonNullable<Selector['window']> {
    if (raw === 'any' || raw === 'now') return raw
    const entry = this.reader.object(raw, path, tables.selectorWindow)
    if (!entry) return 'any'
    if (entry.years !== undefined) {
      const years = this.integer(entry.years, [...path, 'years'], '近几年，如 {years: 3}')
      if (years < 1) this.reader.fail('badRange', [...path, 'years'], `年数至少是 1，这里是 ${years}`)
      return { years }
    }
    if (entry.from === undefined || entry.to === undefined)
      this.reader.fail('missing', path, 'window 写 {years: 3}、{from: 日期, to: 日期}、any 或 now')
    const window = {
      from: this.reader.day(entry.from, [...path, 'from']),
      to: this.reader.day(entry.to, [...path, 'to']),
    }
    if (window.to !== '' && window.to < window.from)
      this.reader.fail('badRange', path, `结束日期 ${window.to} 早于开始日期 ${window.from}，请对调`)
    return window
  }

  private integer(raw: unknown, path: Path, want: string): number {
    const value = this.reader.number(raw, path)
    if (typeof raw !== 'number') return 1
    if (!Number.isInteger(value)) this.reader.fail('badRange', path, `${want}，这里是 ${value}`)
    return value
  }

  requirement(raw: unknown, path: Path, kinds: readonly string[]): Requirement {
    const entry = this.reader.object(raw, path, tables.requirement) ?? {}
    const requirement: Requirement = {}
    if (entry.where !== undefined) requirement.where = this.tests(entry.where, [...path, 'where'], kinds)
    if (entry.filed !== undefined) requirement.filed = this.filed(entry.filed, [...path, 'filed'])
    if (entry.filings !== undefined) {
      const filings = this.reader.object(entry.filings, [...path, 'filings'], tables.filings)
      requirement.filings = { to: this.body(filings?.to, [...path, 'filings', 'to']) }
    }
    return requirement
  }

  filed(raw: unknown, path: Path): FiledTest {
    const entry = this.reader.object(raw, path, tables.filed) ?? {}
    const filed: FiledTest = { to: this.body(entry.to, [...path, 'to']) }
    if (entry.by !== undefined) filed.by = this.named(entry.by, [...path, 'by'], this.names.due, '期限')
    if (entry.within !== undefined)
      filed.within = this.named(entry.within, [...path, 'within'], this.names.settings, '设置')
    return filed
  }

  named(raw: unknown, path: Path, known: readonly string[], what: string): string {
    const id = this.reader.text(raw, path)
    if (id !== '' && !known.includes(id)) this.reader.fail('unknownKey', path, `没有${what} ${id}${nearest(id, known)}`)
    return id
  }

  private tests(raw: unknown, path: Path, kinds: readonly string[]): Record<string, FieldTest> {
    const out: Record<string, FieldTest> = {}
    if (!isPlainObject(raw)) {
      this.reader.fail('wrongType', path, `应写成“字段: 值”，这里${say(raw)}`)
      return out
    }
    for (const key of Object.keys(raw)) {
      const field = this.field(kinds, key, [...path, key])
      out[field?.id ?? key] = readTest(this.reader, raw[key], [...path, key], field)
    }
    return out
  }

  private kindId(raw: unknown, path: Path): string {
    if (raw === undefined) return ''
    const index = indexCatalog(this.names.catalog)
    const kind = typeof raw === 'string' ? index.kind(raw) : undefined
    if (kind) return kind.id
    this.reader.fail(
      'unknownKind',
      path,
      `目录里没有种类 ${show(raw)}${nearest(
        String(raw),
        this.names.catalog.kinds.map((one) => one.id),
      )}`,
    )
    return String(raw)
  }

  private body(raw: unknown, path: Path): string {
    const id = this.reader.text(raw, path)
    const known = this.names.catalog.bodies.map((one) => one.id)
    if (id !== '' && !known.includes(id))
      this.reader.fail('unknownBody', path, `目录里没有报送对象 ${id}${nearest(id, known)}`)
    return id
  }

  /** The field in every one of the kinds, or a problem. */
  field(kinds: readonly string[], id: string, path: Path): Kind['fields'][number] | undefined {
    const index = indexCatalog(this.names.catalog)
    let found: Kind['fields'][number] | undefined
    for (const kindId of kinds) {
      const kind = index.kind(kindId)
      if (!kind) continue
      const field = index.field(kind, id)
      if (!field)
        this.reader.fail(
          'unknownField',
          path,
          `“${kind.label}”没有字段 ${id}${nearest(
            id,
            kind.fields.map((one) => one.id),
          )}`,
        )
      // Over several kinds an option may belong to any of them.
      if (found && field?.options) found = { ...found, options: [...(found.options ?? []), ...field.options] }
      found ??= field
    }
    return found
  }

  factPath(raw: unknown, path: Path): string {
    const text = this.reader.text(raw, path)
    if (text === '') return text
    const { kind: kindId, key, field } = parseFactPath(text)
    const kind = indexCatalog(this.names.catalog).kind(kindId)
    if (!kind) {
      this.reader.fail(
        'unknownKind',
        path,
        `目录里没有种类 ${kindId}${nearest(
          kindId,
          this.names.catalog.kinds.map((one) => one.id),
        )}`,
      )
      return text
    }
    if (kind.time !== 'statement')
      this.reader.fail('inconsistent', path, `“${kind.label}”不是常设情况（time: statement），不能当事实读`)
    const known = field === 'holds' ? undefined : (this.field([kind.id], field, path)?.id ?? field)
    const which = key === undefined ? '' : `/${this.factKey(kind, key, path)}`
    return `${kind.id}${which}${known === undefined ? '' : `.${known}`}`
  }

  /** Which of several standing facts of a kind, by the present ids of its options. */
  private factKey(kind: Kind, key: string, path: Path): string {
    const options = kind.fields.find((one) => one.id === kind.per?.[0])?.options
    const [first = '', ...rest] = key.split('/')
    const option = options?.find((one) => one.id === first || one.aliases?.includes(first))
    if (!kind.per) this.reader.fail('inconsistent', path, `“${kind.label}”没有 per，不能写 /${key}`)
    else if (options && !option) {
      const known = options.map((one) => one.id)
      this.reader.fail('unknownOption', path, `没有 ${key}${nearest(key, known)}`)
    }
    return [option?.id ?? first, ...rest].join('/')
  }

  private factField(text: string): Kind['fields'][number] | undefined {
    const { kind: kindId, field } = parseFactPath(text)
    const kind = indexCatalog(this.names.catalog).kind(kindId)
    return kind && kind.fields.find((one) => one.id === field)
  }
}
