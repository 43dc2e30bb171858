import { indexCatalog } from '../model/catalog-index.js'
import type { Catalog, Field, Kind } from '../model/catalog.js'
import type { FieldTest, Selector } from '../model/rubric.js'
import { asCompare } from './compare.js'
import { parseFactPath } from './facts.js'
import { failuresOf } from './failures.js'
import type { Failure } from './match.js'
import type { Entry } from './entry.js'

/** A name in quotation marks; marks inside it become single ones. */
export const quoted = (name: string): string =>
  name.includes('“') || name.includes('”') ? `“${name.replace(/“/g, '‘').replace(/”/g, '’')}”` : `“${name}”`

/** `甲、乙或丙`. */
export const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}或${names[names.length - 1]}`

const made = new WeakMap<Catalog, Words>()

/** The words of a catalog. */
export function wordsOf(catalog: Catalog): Words {
  let words = made.get(catalog)
  if (!words) made.set(catalog, (words = new Words(catalog)))
  return words
}

/** Chinese for what scoring talks about: facts, fields, kinds, failures. One place, so that one thing has one name. */
export class Words {
  private readonly index
  private readonly facts = new Map<string, string>()
  private readonly kindLists = new WeakMap<Selector, string>()
  private readonly statings = new Map<string, string>()
  /** Labels of fields, quoted. */
  private readonly labels = new WeakMap<Field, string>()
  private readonly deeds = new WeakMap<Selector, Map<string, string>>()
  /** What a field must be, by test and field: tests that compare, and those that name one value. */
  private readonly tests = new WeakMap<object, Map<Field | undefined, string>>()
  private readonly plainTests = new Map<FieldTest, Map<Field | undefined, string>>()

  constructor(catalog: Catalog) {
    this.index = indexCatalog(catalog)
  }

  kind(id: string): string {
    return this.index.label(id)
  }

  kinds(selector: Selector): string {
    let text = this.kindLists.get(selector)
    if (text === undefined)
      this.kindLists.set(selector, (text = oneOf(selector.kind.map((id) => quoted(this.kind(id))))))
    return text
  }

  isYearly(selector: Selector): boolean {
    return this.index.kind(selector.kind[0] ?? '')?.time === 'yearly' && typeof selector.window !== 'object'
  }

  /** What a record of a selector must be besides its kind: `（党建）`, `（参加人数不少于 30 人）`; empty when nothing. */
  wanted(selector: Selector): string {
    const [first = selector] = selector.either ?? [selector]
    return this.wantedOf(first)
  }

  private wantedOf(selector: Selector): string {
    const kindId = selector.kind[0] ?? ''
    const tests = { ...selector.where, ...selector.any?.[0] }
    const parts = Object.keys(tests).map((id) => {
      const field = this.findField(kindId, id)
      const test = tests[id]
      if (test === true || test === undefined) return field?.label ?? id
      const only = typeof test === 'string' ? test : Array.isArray(test) ? test.map(String) : undefined
      if (only === undefined) return `${field?.label ?? id}${this.test(field, test)}`
      const labels = [only].flat().map((value) => field?.options?.find((option) => option.id === value)?.label ?? value)
      if (labels.length > 3) return `${labels.slice(0, 3).join('、')}等`
      return labels.length > 2 ? `${labels.join('、')}之一` : labels.join('或')
    })
    return parts.length > 0 ? `（${parts.join('，')}）` : ''
  }

  /** Kinds, each with what a record of it must be besides: `“学术交流活动”或“国际交流活动”（外宾人数不少于 3 人）`. */
  private kindsWanted(selector: Selector): string {
    if (!selector.either) return `${this.kinds(selector)}${this.wanted(selector)}`
    return oneOf(selector.either.map((one) => `${this.kinds(one)}${this.wantedOf(one)}`))
  }

  /**
   * What one does for so many more of a selector: hold activities, or state what is so.
   * @param isFurther there are some already
   * @param years of which years it is asked, where it is a yearly document
   */
  doing(selector: Selector, count: number, isFurther = false, years = ''): string {
    let made = this.deeds.get(selector)
    if (!made) this.deeds.set(selector, (made = new Map()))
    const key = `${isFurther ? '+' : ''}${count}/${years}`
    let text = made.get(key)
    if (text === undefined) made.set(key, (text = this.makeDoing(selector, count, isFurther, years)))
    return text
  }

  private makeDoing(selector: Selector, count: number, isFurther: boolean, years: string): string {
    const kind = this.index.kind(selector.kind[0] ?? '')
    const wanted = this.wanted(selector)
    if (kind?.time !== 'event' && kind?.time !== 'period')
      return `登记${years === '' ? '' : ` ${years} 年的`}${count > 1 ? ` ${count} 项` : ''}${this.kindsWanted(selector)}`
    const more = isFurther ? '再' : ''
    if (selector.kind.length > 1) return `${more}登记 ${count} 条${this.kindsWanted(selector)}`
    const { verb = '开展', unit = '次', thing = this.kinds(selector) } = kind.deed ?? {}
    return `${more}${verb} ${count} ${unit}${thing}${wanted}`
  }

  /** What one does to make a record of a kind: `获得表彰奖励`. */
  making(kindId: string): string {
    const kind = this.index.kind(kindId)
    const { verb = kind?.time === 'event' ? '开展' : '完成', thing = quoted(this.kind(kindId)) } = kind?.deed ?? {}
    return `${verb}${thing}`
  }

  /** What one does about a fact nobody stated: `登记“办公场所”（面积）`. */
  stating(path: string): string {
    let text = this.statings.get(path)
    if (text !== undefined) return text
    const { whole, kind, field } = parseFactPath(path)
    const stating = `登记${this.fact(whole)}`
    this.statings.set(path, (text = path.includes('.') ? `${stating}（${this.field(kind, field)}）` : stating))
    return text
  }

  /** What one does so that a fact that is not so becomes so: `建立“理事会党委”`. */
  bringing(path: string): string {
    const { kind, key } = parseFactPath(path)
    const { verb = '建立', thing } = this.index.kind(kind)?.deed ?? {}
    return `${verb}${key === undefined && thing !== undefined ? thing : this.fact(path)}`
  }

  body(id: string): string {
    return this.index.bodyLabel(id)
  }

  /** What a number counts, after a space: ` 人`; empty where it has no unit. */
  unit(kindId: string, fieldId: string): string {
    const unit = this.findField(kindId, fieldId)?.unit
    return unit === undefined ? '' : ` ${unit}`
  }

  /** What records of a kind are counted in: ` 篇`. */
  counting(kindId: string): string {
    const kind = this.index.kind(kindId)
    return ` ${kind?.deed?.unit ?? (kind?.time === 'event' ? '次' : '项')}`
  }

  quotedField(kindId: string, fieldId: string): string {
    return quoted(this.field(kindId, fieldId))
  }

  field(kindId: string, fieldId: string): string {
    return this.findField(kindId, fieldId)?.label ?? fieldId
  }

  private findField(kindId: string, fieldId: string): Field | undefined {
    const kind = this.index.kind(kindId)
    return kind && this.index.field(kind, fieldId)
  }

  /** `理事会党委·委员人数`; the kind alone where the fact is that it exists. */
  fact(path: string): string {
    let label = this.facts.get(path)
    if (label === undefined) this.facts.set(path, (label = this.makeFact(path)))
    return label
  }

  private makeFact(path: string): string {
    const { kind: kindId, key, field } = parseFactPath(path)
    const kind = this.index.kind(kindId)
    const name = kind && key !== undefined ? this.keyed(kind, key) : this.kind(kindId)
    return quoted(field === 'holds' ? name : `${name}·${this.field(kindId, field)}`)
  }

  private keyed(kind: Kind, key: string): string {
    const first = kind.fields.find((field) => field.id === kind.per?.[0])
    return first?.options?.find((option) => option.id === key)?.label ?? `${kind.label} ${key}`
  }

  /** What a field must be: `不少于 30 人`, `为“公开出版”`. */
  test(field: Field | undefined, test: FieldTest): string {
    let made = typeof test === 'object' ? this.tests.get(test) : this.plainTests.get(test)
    if (!made) {
      made = new Map()
      if (typeof test === 'object') this.tests.set(test, made)
      else this.plainTests.set(test, made)
    }
    let text = made.get(field)
    if (text === undefined) made.set(field, (text = this.makeTest(field, test)))
    return text
  }

  private makeTest(field: Field | undefined, test: FieldTest): string {
    const compare = asCompare(test)
    const unit = field?.unit === undefined ? '' : ` ${field.unit}`
    const option = (value: unknown): string => {
      if (value === true) return '是'
      if (value === false) return '否'
      return field?.options?.find((one) => one.id === value)?.label ?? String(value)
    }
    const parts: string[] = []
    if (compare.is !== undefined) parts.push(`为${quoted(option(compare.is))}`)
    const options = compare.in?.map((one) => quoted(option(one))) ?? []
    if (options.length > 0) parts.push(`为${options.length > 2 ? `${options.join('、')}之一` : options.join('或')}`)
    if (compare.min !== undefined) parts.push(`不少于 ${compare.min}${unit}`)
    if (compare.above !== undefined) parts.push(`多于 ${compare.above}${unit}`)
    if (compare.max !== undefined) parts.push(`不多于 ${compare.max}${unit}`)
    if (compare.below !== undefined) parts.push(`少于 ${compare.below}${unit}`)
    if (compare.odd !== undefined) parts.push(compare.odd ? '为单数' : '为双数')
    return parts.length > 0 ? parts.join('且') : '为“是”'
  }

  /** `参加人数 30 人`, `级别为国家级`: a field with a value. */
  stated(kindId: string, fieldId: string, value: string | number | boolean): string {
    const field = this.findField(kindId, fieldId)
    const option = field?.options?.find((one) => one.id === value)
    if (option) return option.label
    if (typeof value === 'boolean') return `${field?.label ?? fieldId}：${value ? '是' : '否'}`
    return `${field?.label ?? fieldId} ${value}${field?.unit === undefined ? '' : ` ${field.unit}`}`
  }

  fieldTest(kindId: string, fieldId: string, test: FieldTest): string {
    return this.test(this.findField(kindId, fieldId), test)
  }

  factTest(path: string, test: FieldTest): string {
    const { kind, field } = parseFactPath(path)
    return this.test(this.findField(kind, field), test)
  }

  /** What to do about all that stands in a record's way; empty where nothing can be done. */
  fix(entry: Entry, failure: Failure): string {
    if (!failure.also) return this.fixAlone(entry, failure)
    const fixes: string[] = []
    for (const one of failuresOf(failure)) {
      const fix = this.fixAlone(entry, one)
      if (fix !== '' && !fixes.includes(fix)) fixes.push(fix)
    }
    return fixes.join('；')
  }

  private quotedLabel(field: Field | undefined, id = ''): string {
    if (!field) return quoted(id)
    let label = this.labels.get(field)
    if (label === undefined) this.labels.set(field, (label = quoted(field.label)))
    return label
  }

  private fixAlone(entry: Entry, failure: Failure): string {
    const field = failure.field === undefined ? undefined : this.index.field(entry.kind, failure.field)
    const label = this.quotedLabel(field, failure.field)
    switch (failure.reason) {
      case 'afterAsOf':
        return `到 ${entry.day} 才计入`
      case 'fieldMissing':
        return `补填${label}`
      case 'fieldDiffers':
        if (field?.type === 'boolean' && failure.test === true) return `如确属${label}，在记录中标明`
        return failure.test === undefined ? '' : `本项要求${label}${this.test(field, failure.test)}，请核对`
      case 'belowMinimum': {
        const now = entry.record.fields[failure.field ?? '']
        const unit = field?.unit === undefined ? '' : ` ${field.unit}`
        return failure.test === undefined
          ? ''
          : `本项要求${label}${this.test(field, failure.test)}，现为 ${String(now)}${unit}`
      }
      case 'excluded':
        return `标为${label}的记录不计入本项`
      case 'notFiled':
        if (failure.later !== undefined) return `登记的报送日期是 ${failure.later}，到那天才计入`
        if (failure.isTooLate)
          return `没有在 ${failure.due ?? '规定日期'} 或以前向${this.body(failure.body ?? '')}备案，已经过期`
        if (failure.isFeedback) return `缺事后反馈：向${this.body(failure.body ?? '')}补报`
        return `缺备案：向${this.body(failure.body ?? '')}补报${failure.due === undefined ? '' : `（最晚 ${failure.due}）`}`
      case 'filedLate':
        return `备案晚于 ${failure.due ?? '规定日期'}`
      default:
        return ''
    }
  }
}
