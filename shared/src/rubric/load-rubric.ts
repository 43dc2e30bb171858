import { engineVersion } from '../model/engine.js'
import { isDay } from '../model/calendar.js'
import { isDayCount } from '../model/cycle.js'
import type { Catalog } from '../model/catalog.js'
import { isPlainObject } from '../model/read-record.js'
import type { Result } from '../model/problem.js'
import type { DueDate, Gate, Reading, Rubric, RubricItem, RubricSection, Setting, Stage } from '../model/rubric.js'
import { mergeEdition } from './edition.js'
import { share } from './field-value.js'
import { ConditionReader } from './read-condition.js'
import { readDuty } from './read-duty.js'
import { readRule } from './read-rule.js'
import { Reader, say } from './reader.js'
import { Source, type Path } from './source.js'
import { tables } from './vocabulary.js'

/** One rubric file, strictly read and brought to its canonical form. */
export const loadRubric = (file: string, text: string, catalog: Catalog): Result<Rubric> =>
  readRubric(new Source(file, text), catalog)

/** An edition: what the file changes, laid over the text of the rubric it is based on. */
export function loadEdition(
  file: string,
  text: string,
  base: { file: string; text: string },
  catalog: Catalog,
): Result<Rubric> {
  const source = mergeEdition(new Source(file, text), new Source(base.file, base.text))
  return readRubric(source, catalog)
}

/** The rubric a source holds; problems are noted in the source. */
export function readRubric(source: Source, catalog: Catalog): Result<Rubric> {
  const rubric = source.problems.length > 0 ? undefined : new RubricReader(source, catalog).read()
  return rubric && source.problems.length === 0 ? { ok: true, value: rubric } : { ok: false, problems: source.problems }
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

  /** Undefined where the file holds no rubric at all: nothing further is worth saying then. */
  read(): Rubric | undefined {
    const { reader } = this
    const raw = reader.object(this.source.value, [], tables.rubric)
    if (!raw) return undefined
    const due = this.list(raw.due, ['due'], (one, at) => this.due(one, at))
    const settings = this.list(raw.settings, ['settings'], (one, at) => this.setting(one, at))
    this.conditions = new ConditionReader(reader, {
      catalog: this.catalog,
      due: due.map((one) => one.id).filter((id) => id !== ''),
      settings: settings.map((one) => one.id).filter((id) => id !== ''),
    })
    const minEngine = raw.minEngine === undefined ? 1 : reader.number(raw.minEngine, ['minEngine'])
    if (minEngine > engineVersion)
      reader.fail(
        'badRange',
        ['minEngine'],
        `本标准要求评分引擎 ${minEngine}，现在的版本是 ${engineVersion}；请先升级程序`,
      )
    const sections = reader.list(raw.sections, ['sections'], 1).map((one, i) => this.section(one, ['sections', i]))
    const indicators = reader.object(raw.indicators ?? {}, ['indicators'], tables.indicators) ?? {}
    const rubric: Rubric = {
      id: reader.id(raw.id, ['id']),
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
      duties: this.list(raw.duties, ['duties'], (one, at) => readDuty(this.conditions, one, at)),
      stages: this.list(raw.stages, ['stages'], (one, at) => this.stage(one, at)),
    }
    if (!/^[a-z0-9][a-z0-9-]*$/.test(rubric.id))
      reader.fail('wrongType', ['id'], `编号 ${rubric.id} 只用小写字母、数字和连字符`)
    this.checkIds(rubric)
    return rubric
  }

  /** Gates and items are named alike by duties, claims and reviews: one id, one of them. */
  private checkIds(rubric: Rubric): void {
    const ids = (list: readonly { id: string }[]): string[] => list.map((one) => one.id)
    this.reader.distinct(ids(rubric.due), ['due'], '期限')
    this.reader.distinct(ids(rubric.settings), ['settings'], '设置')
    this.reader.distinct(ids(rubric.duties), ['duties'], '报送任务')
    this.reader.distinct(ids(rubric.stages), ['stages'], '阶段')
    this.reader.distinct(ids(rubric.sections), ['sections'], '部分')
    const items = rubric.sections.flatMap((section, i) =>
      section.items.map((item, j) => ({ id: item.id, at: ['sections', i, 'items', j] })),
    )
    this.reader.distinctAt([...rubric.gates.map((gate, i) => ({ id: gate.id, at: ['gates', i] })), ...items], '编号')
    for (const { id, at } of items)
      if (id === 'none') this.reader.fail('duplicate', at, '评价项不能叫 none：它在台账里表示“哪一项也不算”')
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
    const entry = raw === undefined ? undefined : this.reader.object(raw, ['source'], tables.source)
    return { title: '', ...this.texts(entry, ['source'], tables.source.keys) }
  }

  private window(raw: unknown): Pick<Rubric, 'window'> {
    if (raw === undefined || raw === null) return {}
    const entry = this.reader.object(raw, ['window'], tables.window)
    const window = {
      from: this.reader.day(entry?.from, ['window', 'from']),
      to: this.reader.day(entry?.to, ['window', 'to']),
    }
    if (window.to !== '' && window.to < window.from)
      this.reader.fail('badRange', ['window'], `结束日期 ${window.to} 早于开始日期 ${window.from}，请对调`)
    return { window }
  }

  private rating(raw: unknown): Pick<Rubric, 'rating'> {
    if (raw === undefined || raw === null) return {}
    const entry = this.reader.object(raw, ['rating'], tables.rating)
    const max = this.above(entry?.max, ['rating', 'max'])
    const bands = this.list(entry?.bands, ['rating', 'bands'], (one, at) => {
      const band = this.reader.object(one, at, tables.band)
      const min = this.reader.number(band?.min, [...at, 'min'])
      if (max > 0 && min > max)
        this.reader.fail('unreachable', [...at, 'min'], `最多 ${max} 星，到不了 ${min} 星这一档；请改其中一个`)
      return { min, label: this.reader.text(band?.label, [...at, 'label']) }
    })
    return {
      rating: {
        per: this.above(entry?.per, ['rating', 'per']),
        max,
        bands: bands.sort((a, b) => b.min - a.min),
      },
    }
  }

  private above(raw: unknown, path: Path): number {
    const value = this.reader.points(raw, path)
    if (raw !== undefined && value <= 0) this.reader.fail('badRange', path, `应大于 0，这里是 ${value}`)
    return value
  }

  private due(raw: unknown, path: Path): DueDate {
    const entry = this.reader.object(raw, path, tables.due)
    const given = entry?.default ?? null
    if (given !== null && given !== 'cycle-end' && !(typeof given === 'string' && isDay(`2000-${given}`)))
      this.reader.fail(
        'badDay',
        [...path, 'default'],
        `default 写 cycle-end（周期最后一天）、月-日（如 03-31）或 null（不设），这里${say(given)}`,
      )
    return {
      id: this.reader.id(entry?.id, [...path, 'id']),
      label: this.reader.text(entry?.label, [...path, 'label']),
      default: typeof given === 'string' ? given : null,
    }
  }

  private setting(raw: unknown, path: Path): Setting {
    const entry = this.reader.object(raw, path, tables.setting)
    const given = entry?.default ?? null
    if (given !== null && !isDayCount(given))
      this.reader.fail(
        'badRange',
        [...path, 'default'],
        `default 写天数（0 到 36500 的整数）或 null（不设），这里${say(given)}`,
      )
    return {
      id: this.reader.id(entry?.id, [...path, 'id']),
      label: this.reader.text(entry?.label, [...path, 'label']),
      unit: this.reader.text(entry?.unit, [...path, 'unit']),
      default: isDayCount(given) ? given : null,
    }
  }

  private gate(raw: unknown, path: Path): Gate {
    const entry = this.reader.object(raw, path, tables.gate)
    const gate: Gate = {
      id: this.reader.id(entry?.id, [...path, 'id']),
      title: this.reader.text(entry?.title, [...path, 'title']),
      clause: this.reader.text(entry?.clause, [...path, 'clause']),
      when: entry?.when === undefined ? { always: false } : this.conditions.condition(entry.when, [...path, 'when']),
    }
    if (entry?.due !== undefined)
      gate.due = this.conditions.named(entry.due, [...path, 'due'], this.conditions.names.due, '期限')
    return gate
  }

  private group(raw: unknown, path: Path): Rubric['groups'][number] {
    const entry = this.reader.object(raw, path, tables.group)
    return {
      title: this.reader.text(entry?.title, [...path, 'title']),
      sections: this.reader
        .list(entry?.sections, [...path, 'sections'], 1)
        .map((one, i) => this.reader.text(one, [...path, 'sections', i])),
      maximum: this.reader.points(entry?.maximum, [...path, 'maximum']),
    }
  }

  private section(raw: unknown, path: Path): RubricSection {
    const entry = this.reader.object(raw, path, tables.section) ?? {}
    const apportioned =
      entry.apportioned === undefined ? false : this.reader.flag(entry.apportioned, [...path, 'apportioned'])
    const section: RubricSection = {
      id: this.reader.id(entry.id, [...path, 'id']),
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
    if (!isPlainObject(raw))
      this.reader.fail('wrongType', path, `应写成“类别: 权重”，如 {学术类: 60%}，这里${say(raw)}`)
    else
      for (const key of Object.keys(raw)) {
        out[key] = this.reader.points(share(raw[key]), [...path, key])
        if ((out[key] ?? 0) < 0) this.reader.fail('badRange', [...path, key], `权重不能为负，这里是 ${out[key]}`)
      }
    return out
  }

  private item(raw: unknown, path: Path, apportioned: boolean): RubricItem {
    const needed = [...tables.item.needed, ...(apportioned ? [] : ['maximum'])]
    const entry = this.reader.object(raw, path, { keys: tables.item.keys, needed }) ?? {}
    if (apportioned && entry.maximum !== undefined && entry.maximum !== null)
      this.reader.fail('inconsistent', [...path, 'maximum'], '本部分的分数由各项均分（apportioned），单项不写 maximum')
    if (apportioned && entry.bonus === true)
      this.reader.fail(
        'inconsistent',
        [...path, 'bonus'],
        '均分的部分里不能有加分项；请把加分项放到另一部分，写明 maximum',
      )
    const readings = this.readings(entry.readings, [...path, 'readings'])
    const chosen = readings?.choices.find((one) => one.id === readings.default)
    if (isPlainObject(raw) && entry.rule === undefined && !chosen)
      this.reader.fail('missing', path, '缺少 rule（怎样计分），请补上')
    const item: RubricItem = {
      id: this.reader.id(entry.id, [...path, 'id']),
      title: this.reader.text(entry.title, [...path, 'title']),
      clause: this.reader.text(entry.clause, [...path, 'clause']),
      maximum: apportioned ? null : this.reader.points(entry.maximum, [...path, 'maximum']),
      deduction: entry.deduction === undefined ? 0 : this.reader.points(entry.deduction, [...path, 'deduction']),
      ...(entry.bonus !== undefined && this.reader.flag(entry.bonus, [...path, 'bonus']) ? { bonus: true } : {}),
      ...(entry.future !== undefined && this.reader.flag(entry.future, [...path, 'future']) ? { future: true } : {}),
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
    const entry = this.reader.object(raw, path, tables.readings)
    const choices = this.list(entry?.choices, [...path, 'choices'], (one, at): Reading => {
      const choice = this.reader.object(one, at, tables.choice)
      return {
        id: this.reader.id(choice?.id, [...at, 'id']),
        label: this.reader.text(choice?.label, [...at, 'label']),
        rule: readRule(this.conditions, choice?.rule, [...at, 'rule']),
      }
    })
    const chosen = this.reader.text(entry?.default, [...path, 'default'])
    this.reader.distinct(
      choices.map((one) => one.id),
      [...path, 'choices'],
      '读法',
    )
    if (chosen !== '' && !choices.some((one) => one.id === chosen))
      this.reader.fail(
        'unknownOption',
        [...path, 'default'],
        `没有读法 ${chosen}；可用：${choices.map((one) => one.id).join('、')}`,
      )
    return { default: chosen, choices }
  }

  private stage(raw: unknown, path: Path): Stage {
    const entry = this.reader.object(raw, path, tables.stage)
    const days = Object.fromEntries(
      ['from', 'to']
        .filter((key) => entry?.[key] !== undefined)
        .map((key) => [key, this.reader.day(entry?.[key], [...path, key])]),
    )
    return { id: '', title: '', ...this.texts(entry, path, ['id', 'title']), ...days }
  }
}
