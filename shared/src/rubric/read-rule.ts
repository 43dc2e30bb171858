import type { Field } from '../model/catalog.js'
import type { CasesRule, Measure, Rule, RuleBase } from '../model/rubric.js'
import { isPlainObject } from '../model/read-record.js'
import { partId } from '../model/rubric-parts.js'
import { share } from './field-value.js'
import { checkThresholds } from './thresholds.js'
import type { ConditionReader } from './read-condition.js'
import { say, type Reader } from './reader.js'
import type { Path } from './source.js'
import { shapes, tables } from './vocabulary.js'

/** Reads one rule of the closed vocabulary. Keys come out in a fixed order, so that the same law has the same bytes. */
export function readRule(conditions: ConditionReader, raw: unknown, path: Path): Rule {
  const { reader } = conditions
  const nothing: Rule = { points: 0 }
  if (!isPlainObject(raw)) {
    reader.fail('wrongType', path, `规则应是 points、each、steps 等开头的一组键，这里${say(raw)}`)
    return nothing
  }
  const shape = Object.keys(shapes).find((key) => key in raw)
  const known = shape === undefined ? undefined : shapes[shape]
  if (shape === undefined || known === undefined) {
    reader.fail('missing', path, `看不出是哪种规则，应有 ${Object.keys(shapes).join('、')} 之一`)
    return nothing
  }
  const entry = reader.object(raw, path, { keys: [...tables.ruleBase.keys, ...known.keys], needed: known.needed }) ?? {}
  if (known.needed.some((key) => entry[key] === undefined)) return nothing
  if (shape === 'judged' && raw.needs === undefined) {
    reader.fail('missing', path, '缺少 needs（凭哪些记录评定），请补上；只认学会指定的记录时写 needs: null')
    return nothing
  }
  const base: RuleBase = {}
  if (raw.id !== undefined) base.id = reader.text(raw.id, [...path, 'id'])
  if (raw.label !== undefined) base.label = reader.text(raw.label, [...path, 'label'])
  if (raw.onlyWhen !== undefined) base.onlyWhen = conditions.condition(raw.onlyWhen, [...path, 'onlyWhen'])
  return { ...base, ...readShape(conditions, shape, raw, path) } as Rule
}

function readShape(conditions: ConditionReader, shape: string, raw: Record<string, unknown>, path: Path): Rule {
  const { reader } = conditions
  const at = (key: string): Path => [...path, key]
  const points = (key: string): number => reader.points(raw[key], at(key))
  const rules = (key: string): Rule[] => readParts(conditions, raw[key], at(key))
  const optional = (key: 'cap' | 'floor' | 'first'): Record<string, number> =>
    raw[key] === undefined ? {} : { [key]: points(key) }
  switch (shape) {
    case 'points': {
      if (raw.when !== undefined && raw.unless !== undefined)
        reader.fail('inconsistent', path, 'when 和 unless 只能写一个')
      return {
        points: points('points'),
        ...(raw.when === undefined ? {} : { when: conditions.condition(raw.when, at('when')) }),
        ...(raw.unless === undefined ? {} : { unless: conditions.condition(raw.unless, at('unless')) }),
        ...(raw.due === undefined ? {} : { due: conditions.named(raw.due, at('due'), conditions.names.due, '期限') }),
      }
    }
    case 'steps': {
      const of = conditions.number(raw.of, at('of'))
      return { steps: readSteps(conditions, raw.steps, at('steps'), of), of }
    }
    case 'each': {
      const each = points('each')
      if (each <= 0) reader.fail('badRange', at('each'), '每次的分数应大于 0')
      return { each, ...optional('first'), ...optional('cap'), of: conditions.number(raw.of, at('of')) }
    }
    case 'grade': {
      const inner = isPlainObject(raw.of) ? raw.of : {}
      const { field: innerField, ...rest } = inner
      const of = conditions.selector(rest, at('of'))
      const field = reader.text(raw.field ?? innerField, at('field'))
      const known = field === '' ? undefined : conditions.field(of.kind, field, at('field'))
      if (field === '') reader.fail('missing', path, 'grade 缺少 field（按哪个字段分级）')
      const grade = readGrades(conditions, raw.grade, at('grade'))
      if (known && known.type !== 'enum')
        reader.fail('inconsistent', at('field'), `“${known.label}”不是选项字段，不能分级；按数量分档请用 steps`)
      return { grade: known ? presentGrades(reader, grade, known, at('grade')) : grade, of, field: known?.id ?? field }
    }
    case 'judged': {
      const needs =
        raw.needs === null
          ? null
          : conditions.selector(
              isPlainObject(raw.needs) && 'count' in raw.needs ? raw.needs.count : raw.needs,
              at('needs'),
              true,
            )
      return {
        judged: points('judged'),
        needs,
        ...(raw.grades === undefined ? {} : { grades: readGrades(conditions, raw.grades, at('grades')) }),
      }
    }
    case 'sum':
      return { sum: rules('sum'), ...optional('cap'), ...optional('floor') }
    case 'best':
      return { best: rules('best') }
    case 'cases':
      return { cases: readCases(conditions, raw.cases, at('cases')) }
    case 'share': {
      const weight = points('share')
      if (weight <= 0) reader.fail('badRange', at('share'), '份额应大于 0')
      return { share: weight, when: conditions.condition(raw.when, at('when')) }
    }
    case 'full':
      return { full: points('full'), minus: rules('minus'), ...optional('floor') }
    default:
      return { list: conditions.selector(raw.list, at('list')) }
  }
}

/** Rules side by side. Their parts are named in reviews and explanations: no two alike. */
function readParts(conditions: ConditionReader, raw: unknown, path: Path): Rule[] {
  const { reader } = conditions
  const parts = reader.list(raw, path, 1).map((one, i) => readRule(conditions, one, [...path, i]))
  const ids = parts.map((part, i) => partId('', part, i).slice(1))
  ids.forEach((id, i) => {
    if (ids.indexOf(id) < i)
      reader.fail('duplicate', [...path, i], `这里有两个部分都叫 ${id}，请给它们各写一个不同的 id`)
  })
  return parts
}

function readSteps(
  conditions: ConditionReader,
  raw: unknown,
  path: Path,
  of: Measure,
): { min?: number; above?: number; points: number }[] {
  const { reader } = conditions
  return reader.list(raw, path, 1).map((one, i) => {
    const at = [...path, i]
    const entry = reader.object(one, at, tables.step) ?? {}
    if ((entry.min === undefined) === (entry.above === undefined))
      reader.fail('inconsistent', at, '每一档写 min（不少于）或 above（多于）之一')
    checkThresholds(reader, conditions.names.catalog, of, entry, at)
    const limit = (key: 'min' | 'above'): Record<string, number> =>
      entry[key] === undefined ? {} : { [key]: reader.number(share(entry[key]), [...at, key]) }
    return { ...limit('min'), ...limit('above'), points: reader.points(entry.points, [...at, 'points']) }
  })
}

function readGrades(conditions: ConditionReader, raw: unknown, path: Path): Record<string, number> {
  const grades: Record<string, number> = {}
  if (!isPlainObject(raw)) conditions.reader.fail('wrongType', path, `应写成“级别: 分数”，这里${say(raw)}`)
  else for (const key of Object.keys(raw)) grades[key] = conditions.reader.points(raw[key], [...path, key])
  return grades
}

/** Grades by the present ids of the field's options. */
function presentGrades(
  reader: Reader,
  grades: Record<string, number>,
  field: Field,
  path: Path,
): Record<string, number> {
  const present: Record<string, number> = {}
  const options = field.options ?? []
  for (const key of Object.keys(grades)) {
    const option = options.find((one) => one.id === key || one.aliases?.includes(key))
    if (option) present[option.id] = grades[key] ?? 0
    else if (options.length > 0)
      reader.fail('unknownOption', [...path, key], `没有选项 ${key}；可用：${options.map((one) => one.id).join('、')}`)
  }
  return present
}

/** A case carries its rule beside `when` / `else`, or under `rule`. */
function readCases(conditions: ConditionReader, raw: unknown, path: Path): CasesRule['cases'] {
  const { reader } = conditions
  const list = reader.list(raw, path, 1)
  return list.map((one, i) => {
    const at = [...path, i]
    if (!isPlainObject(one)) {
      reader.fail('wrongType', at, `应写成 {when: 条件, points: 分数}，这里${say(one)}`)
      return { else: true as const, rule: { points: 0 } }
    }
    const { when, else: otherwise, ...rest } = one
    const rule = readRule(conditions, 'rule' in rest ? rest.rule : rest, 'rule' in rest ? [...at, 'rule'] : at)
    if (otherwise === true && when === undefined) {
      if (i !== list.length - 1) reader.fail('inconsistent', at, 'else 之后的各项永远轮不到，请把 else 放到最后')
      return { else: true as const, rule }
    }
    if (when === undefined || otherwise !== undefined)
      reader.fail('missing', at, '每种情况写 when: 条件，最后一种写 else: true')
    return { when: conditions.condition(when ?? false, [...at, 'when']), rule }
  })
}
