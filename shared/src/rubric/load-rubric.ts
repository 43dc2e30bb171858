import type { Catalog } from '../model/catalog.js'
import type { Result } from '../model/problem.js'
import type {
  DueDate,
  Duty,
  Gate,
  Reading,
  Rubric,
  RubricItem,
  RubricSection,
  Setting,
  Stage,
} from '../model/rubric.js'
import { applyEdition } from './edition.js'
import { ConditionReader } from './read-condition.js'
import { readRule } from './read-rule.js'
import { Reader } from './reader.js'
import { Source, type Path } from './source.js'

/** The vocabulary this engine understands; a file asking for more is refused. */
export const engineVersion = 1

const rubricKeys = [
  'id', 'title', 'edition', 'minEngine', 'source', 'maximum', 'deductions', 'indicators', 'window', 'rating', 'due',
  'settings', 'gates', 'groups', 'sections', 'duties', 'stages',
] // prettier-ignore
const itemKeys = ['id', 'title', 'clause', 'maximum', 'deduction', 'bonus', 'future', 'reading', 'readings', 'rule']
const sectionKeys = ['id', 'title', 'maximum', 'apportioned', 'minimum', 'weights', 'items']

/** One rubric file, strictly read and brought to its canonical form. */
export function loadRubric(file: string, text: string, catalog: Catalog): Result<Rubric> {
  const source = new Source(file, text)
  if (source.problems.length > 0) return { ok: false, problems: source.problems }
  const rubric = new RubricReader(source, catalog).read()
  return source.problems.length > 0 ? { ok: false, problems: source.problems } : { ok: true, value: rubric }
}

/** An edition: what the file changes, laid over the text of the rubric it is based on. */
export function loadEdition(
  file: string,
  text: string,
  base: { file: string; text: string },
  catalog: Catalog,
): Result<Rubric> {
  const source = new Source(file, text)
  if (source.problems.length > 0) return { ok: false, problems: source.problems }
  const merged = applyEdition(new Source(base.file, base.text).value as Record<string, unknown>, source)
  if (!merged) return { ok: false, problems: source.problems }
  const whole = source.withValue(merged)
  const rubric = new RubricReader(whole, catalog).read()
  return whole.problems.length > 0 ? { ok: false, problems: whole.problems } : { ok: true, value: rubric }
}

class RubricReader {
  private readonly reader: Reader
  private conditions: ConditionReader

  constructor(
    private readonly source: Source,
    private readonly catalog: Catalog,
  ) {
    this.reader = new Reader(source)
    this.conditions = new ConditionReader(this.reader, { catalog, due: [], settings: [] })
  }

  read(): Rubric {
    const { reader } = this
    const raw =
      reader.object(this.source.value, [], rubricKeys, ['id', 'title', 'edition', 'source', 'maximum', 'sections']) ??
      {}
    const due = this.list(raw.due, ['due'], (one, at) => this.due(one, at))
    const settings = this.list(raw.settings, ['settings'], (one, at) => this.setting(one, at))
    this.conditions = new ConditionReader(reader, {
      catalog: this.catalog,
      due: due.map((one) => one.id),
      settings: settings.map((one) => one.id),
    })
    const minEngine = raw.minEngine === undefined ? 1 : reader.number(raw.minEngine, ['minEngine'])
    if (minEngine > engineVersion)
      reader.fail(
        'badRange',
        ['minEngine'],
        `本标准要求评分引擎 ${minEngine}，现在的版本是 ${engineVersion}；请先升级程序`,
      )
    const sections = reader.list(raw.sections, ['sections'], 1).map((one, i) => this.section(one, ['sections', i]))
    const indicators = reader.object(raw.indicators ?? {}, ['indicators'], ['first', 'second']) ?? {}
    const rubric: Rubric = {
      id: reader.text(raw.id, ['id']),
      title: reader.text(raw.title, ['title']),
      edition: reader.text(raw.edition, ['edition']),
      minEngine,
      source: this.sourceInfo(raw.source),
      maximum: reader.points(raw.maximum, ['maximum']),
      deductions: raw.deductions === undefined ? 0 : reader.points(raw.deductions, ['deductions']),
      indicators: {
        first:
          indicators.first === undefined ? sections.length : reader.number(indicators.first, ['indicators', 'first']),
        second:
          indicators.second === undefined
            ? sections.reduce((sum, section) => sum + section.items.length, 0)
            : reader.number(indicators.second, ['indicators', 'second']),
      },
      ...this.window(raw.window),
      ...this.rating(raw.rating),
      due,
      settings,
      gates: this.list(raw.gates, ['gates'], (one, at) => this.gate(one, at)),
      groups: this.list(raw.groups, ['groups'], (one, at) => this.group(one, at)),
      sections,
      duties: this.list(raw.duties, ['duties'], (one, at) => this.duty(one, at)),
      stages: this.list(raw.stages, ['stages'], (one, at) => this.stage(one, at)),
    }
    if (!/^[a-z0-9][a-z0-9-]*$/.test(rubric.id))
      reader.fail('wrongType', ['id'], `编号 ${rubric.id} 只用小写字母、数字和连字符`)
    reader.distinct(
      rubric.gates.map((one) => one.id),
      ['gates'],
      '申报条件',
    )
    reader.distinct(
      sections.map((one) => one.id),
      ['sections'],
      '部分',
    )
    sections.forEach((section, i) =>
      reader.distinct(
        section.items.map((one) => one.id),
        ['sections', i, 'items'],
        '评价项',
      ),
    )
    reader.distinct(
      sections.flatMap((section) => section.items.map((one) => one.id)),
      ['sections'],
      '评价项',
    )
    return rubric
  }

  private list<T>(raw: unknown, path: Path, read: (one: unknown, at: Path) => T): T[] {
    return this.reader.list(raw, path).map((one, i) => read(one, [...path, i]))
  }

  private texts(
    entry: Record<string, unknown> | undefined,
    path: Path,
    keys: readonly string[],
  ): Record<string, string> {
    const out: Record<string, string> = {}
    for (const key of keys) if (entry?.[key] !== undefined) out[key] = this.reader.text(entry[key], [...path, key])
    return out
  }

  private sourceInfo(raw: unknown): Rubric['source'] {
    const keys = ['title', 'number', 'issued', 'issuer']
    const entry = this.reader.object(raw ?? {}, ['source'], keys, ['title'])
    return { title: '', ...this.texts(entry, ['source'], keys) }
  }

  private window(raw: unknown): Pick<Rubric, 'window'> {
    if (raw === undefined || raw === null) return {}
    const entry = this.reader.object(raw, ['window'], ['from', 'to'], ['from', 'to'])
    return {
      window: {
        from: this.reader.day(entry?.from, ['window', 'from']),
        to: this.reader.day(entry?.to, ['window', 'to']),
      },
    }
  }

  private rating(raw: unknown): Pick<Rubric, 'rating'> {
    if (raw === undefined || raw === null) return {}
    const entry = this.reader.object(raw, ['rating'], ['per', 'max', 'bands'], ['per', 'max'])
    const bands = this.list(entry?.bands, ['rating', 'bands'], (one, at) => {
      const band = this.reader.object(one, at, ['min', 'label'], ['min', 'label'])
      return {
        min: this.reader.number(band?.min, [...at, 'min']),
        label: this.reader.text(band?.label, [...at, 'label']),
      }
    })
    return {
      rating: {
        per: this.reader.points(entry?.per, ['rating', 'per']),
        max: this.reader.number(entry?.max, ['rating', 'max']),
        bands: bands.sort((a, b) => b.min - a.min),
      },
    }
  }

  private due(raw: unknown, path: Path): DueDate {
    const entry = this.reader.object(raw, path, ['id', 'label', 'default'], ['id', 'label'])
    const given = entry?.default ?? null
    if (
      given !== null &&
      given !== 'cycle-end' &&
      !(typeof given === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(given))
    )
      this.reader.fail(
        'badDay',
        [...path, 'default'],
        'default 写 cycle-end（周期最后一天）、月-日（如 "03-31"）或 null（不设）',
      )
    return {
      id: this.reader.text(entry?.id, [...path, 'id']),
      label: this.reader.text(entry?.label, [...path, 'label']),
      default: typeof given === 'string' ? given : null,
    }
  }

  private setting(raw: unknown, path: Path): Setting {
    const entry = this.reader.object(raw, path, ['id', 'label', 'unit', 'default'], ['id', 'label', 'unit'])
    const given = entry?.default ?? null
    return {
      id: this.reader.text(entry?.id, [...path, 'id']),
      label: this.reader.text(entry?.label, [...path, 'label']),
      unit: this.reader.text(entry?.unit, [...path, 'unit']),
      default: given === null ? null : this.reader.number(given, [...path, 'default']),
    }
  }

  private gate(raw: unknown, path: Path): Gate {
    const entry = this.reader.object(
      raw,
      path,
      ['id', 'title', 'clause', 'when', 'due'],
      ['id', 'title', 'clause', 'when'],
    )
    const gate: Gate = {
      id: this.reader.text(entry?.id, [...path, 'id']),
      title: this.reader.text(entry?.title, [...path, 'title']),
      clause: this.reader.text(entry?.clause, [...path, 'clause']),
      when: this.conditions.condition(entry?.when, [...path, 'when']),
    }
    if (entry?.due !== undefined)
      gate.due = this.conditions.named(entry.due, [...path, 'due'], this.conditions.names.due, '期限')
    return gate
  }

  private group(raw: unknown, path: Path): Rubric['groups'][number] {
    const entry = this.reader.object(raw, path, ['title', 'sections', 'maximum'], ['title', 'sections', 'maximum'])
    return {
      title: this.reader.text(entry?.title, [...path, 'title']),
      sections: this.reader
        .list(entry?.sections, [...path, 'sections'], 1)
        .map((one, i) => this.reader.text(one, [...path, 'sections', i])),
      maximum: this.reader.points(entry?.maximum, [...path, 'maximum']),
    }
  }

  private section(raw: unknown, path: Path): RubricSection {
    const entry = this.reader.object(raw, path, sectionKeys, ['id', 'title', 'maximum', 'items']) ?? {}
    const apportioned =
      entry.apportioned === undefined ? false : this.reader.flag(entry.apportioned, [...path, 'apportioned'])
    const section: RubricSection = {
      id: this.reader.text(entry.id, [...path, 'id']),
      title: this.reader.text(entry.title, [...path, 'title']),
      maximum: this.reader.points(entry.maximum, [...path, 'maximum']),
      ...(apportioned ? { apportioned } : {}),
      ...(entry.minimum === undefined ? {} : { minimum: this.reader.points(entry.minimum, [...path, 'minimum']) }),
      ...(entry.weights === undefined ? {} : { weights: this.weights(entry.weights, [...path, 'weights']) }),
      items: this.reader
        .list(entry.items, [...path, 'items'], 1)
        .map((one, i) => this.item(one, [...path, 'items', i], apportioned)),
    }
    return section
  }

  private weights(raw: unknown, path: Path): Record<string, number> {
    const out: Record<string, number> = {}
    const entry = this.reader.object(raw, path, typeof raw === 'object' && raw !== null ? Object.keys(raw) : [])
    for (const key of Object.keys(entry ?? {})) out[key] = this.reader.points(entry?.[key], [...path, key])
    return out
  }

  private item(raw: unknown, path: Path, apportioned: boolean): RubricItem {
    const needed = ['id', 'title', 'clause', ...(apportioned ? [] : ['maximum'])]
    const entry = this.reader.object(raw, path, itemKeys, needed) ?? {}
    if (apportioned && entry.maximum !== undefined && entry.maximum !== null)
      this.reader.fail('inconsistent', [...path, 'maximum'], '本部分的分数由各项均分（apportioned），单项不写 maximum')
    const readings = this.readings(entry.readings, [...path, 'readings'])
    const chosen = readings?.choices.find((one) => one.id === readings.default)
    if (entry.rule === undefined && !chosen) this.reader.fail('missing', path, '缺少 rule（怎样计分），请补上')
    const item: RubricItem = {
      id: this.reader.text(entry.id, [...path, 'id']),
      title: this.reader.text(entry.title, [...path, 'title']),
      clause: this.reader.text(entry.clause, [...path, 'clause']),
      maximum: apportioned ? null : this.reader.points(entry.maximum, [...path, 'maximum']),
      deduction: entry.deduction === undefined ? 0 : this.reader.points(entry.deduction, [...path, 'deduction']),
      ...(entry.bonus === true ? { bonus: true } : {}),
      ...(entry.future === true ? { future: true } : {}),
      ...this.texts(entry, path, ['reading']),
      ...(readings ? { readings } : {}),
      rule: chosen
        ? chosen.rule
        : entry.rule === undefined
          ? { points: 0 }
          : readRule(this.conditions, entry.rule, [...path, 'rule']),
    }
    return item
  }

  private readings(raw: unknown, path: Path): RubricItem['readings'] {
    if (raw === undefined) return undefined
    const entry = this.reader.object(raw, path, ['default', 'choices'], ['default', 'choices'])
    const choices = this.list(entry?.choices, [...path, 'choices'], (one, at): Reading => {
      const choice = this.reader.object(one, at, ['id', 'label', 'rule'], ['id', 'label', 'rule'])
      return {
        id: this.reader.text(choice?.id, [...at, 'id']),
        label: this.reader.text(choice?.label, [...at, 'label']),
        rule: readRule(this.conditions, choice?.rule, [...at, 'rule']),
      }
    })
    const chosen = this.reader.text(entry?.default, [...path, 'default'])
    if (!choices.some((one) => one.id === chosen))
      this.reader.fail('unknownOption', [...path, 'default'], `没有读法 ${chosen}`)
    return { default: chosen, choices }
  }

  private duty(raw: unknown, path: Path): Duty {
    const keys = ['id', 'title', 'clause', 'item', 'due', 'action']
    const entry = this.reader.object(raw, path, keys, ['id', 'title', 'clause', 'item', 'action'])
    const duty = { id: '', title: '', clause: '', item: '', action: '', ...this.texts(entry, path, keys) }
    return duty
  }

  private stage(raw: unknown, path: Path): Stage {
    const entry = this.reader.object(raw, path, ['id', 'title', 'from', 'to'], ['id', 'title'])
    return { id: '', title: '', ...this.texts(entry, path, ['id', 'title', 'from', 'to']) }
  }
}
