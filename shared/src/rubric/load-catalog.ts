import type { Body, Catalog, Deed, Field, Kind, Labelled, Option } from '../model/catalog.js'
import type { Problem, Result } from '../model/problem.js'
import { reservedKeys } from '../model/read-record.js'
import { Reader, nearest } from './reader.js'
import { Source, type Path } from './source.js'
import { ambiguousWords, readIds, readTableWords, unknownFields } from './table-words.js'
import { fieldTypes, tables, times } from './vocabulary.js'

/**
 * The record catalog from `catalog.yaml` and `kinds/*.yaml`.
 * @param files texts by path; paths end in the names above
 */
export function loadCatalog(files: Readonly<Record<string, string>>): Result<Catalog> {
  const problems: Problem[] = []
  const paths = Object.keys(files).sort()
  const mainPath = paths.find((path) => /(^|\/)catalog\.yaml$/.test(path))
  if (mainPath === undefined)
    return {
      ok: false,
      problems: [
        { code: 'missing', path: '', message: '没有找到 catalog.yaml（记录种类目录），它应在 catalog 文件夹里' },
      ],
    }
  const main = new Source(mainPath, files[mainPath] ?? '')
  const reader = new Reader(main)
  const top = main.problems.length > 0 ? undefined : reader.object(main.value, [], tables.catalog)
  const catalog: Catalog = {
    version: reader.text(top?.version, ['version']),
    groups: readLabelled(reader, top?.groups, ['groups']),
    bodies: readBodies(reader, top?.bodies),
    kinds: [],
  }
  if (!top) return { ok: false, problems: main.problems }
  if (top.tableWords !== undefined) catalog.tableWords = readTableWords(reader, top.tableWords, ['tableWords'])
  problems.push(...main.problems)
  const definedIn = new Map<string, string>()
  for (const path of paths) {
    if (path === mainPath) continue
    const source = new Source(path, files[path] ?? '')
    const own = new Reader(source)
    if (source.problems.length === 0) {
      own.list(source.value, []).forEach((raw, i) => {
        const kind = readKind(own, raw, [i], catalog)
        if (!kind) return
        for (const id of [kind.id, ...(kind.aliases ?? [])]) {
          const other = definedIn.get(id)
          if (other !== undefined) own.fail('duplicate', [i, 'id'], `种类 ${id} 已在 ${other} 定义，请改名`)
          definedIn.set(id, path)
        }
        catalog.kinds.push(kind)
      })
    }
    problems.push(...source.problems)
  }
  if (problems.length === 0) problems.push(...ambiguousWords(catalog, definedIn), ...unknownFields(catalog, mainPath))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: catalog }
}

function readLabelled(reader: Reader, raw: unknown, path: Path): Labelled[] {
  const list = reader.list(raw, path).map((one, i) => {
    const entry = reader.object(one, [...path, i], tables.labelled)
    return { id: reader.text(entry?.id, [...path, i, 'id']), label: reader.text(entry?.label, [...path, i, 'label']) }
  })
  reader.distinct(
    list.map((one) => one.id),
    path,
    '编号',
  )
  return list
}

function readBodies(reader: Reader, raw: unknown): Body[] {
  const bodies = reader.list(raw, ['bodies']).map((one, i): Body => {
    const entry = reader.object(one, ['bodies', i], tables.body)
    const body: Body = {
      id: reader.text(entry?.id, ['bodies', i, 'id']),
      label: reader.text(entry?.label, ['bodies', i, 'label']),
    }
    if (entry?.words !== undefined) body.words = readIds(reader, entry.words, ['bodies', i, 'words'])
    return body
  })
  reader.distinct(
    bodies.map((one) => one.id),
    ['bodies'],
    '编号',
  )
  return bodies
}

function readKind(reader: Reader, raw: unknown, path: Path, catalog: Catalog): Kind | undefined {
  const entry = reader.object(raw, path, tables.kind)
  if (!entry) return undefined
  const kind: Kind = {
    id: reader.text(entry.id, [...path, 'id']),
    label: reader.text(entry.label, [...path, 'label']),
    group: reader.text(entry.group, [...path, 'group']),
    time: reader.oneOf(entry.time, [...path, 'time'], times) ?? 'event',
    fields: reader
      .list(entry.fields, [...path, 'fields'])
      .flatMap((one, i) => readField(reader, one, [...path, 'fields', i]) ?? []),
  }
  if (!/^[a-z][a-z0-9-]*$/.test(kind.id))
    reader.fail('wrongType', [...path, 'id'], `种类编号 ${kind.id} 只用小写字母、数字和连字符`)
  if (!catalog.groups.some((group) => group.id === kind.group))
    reader.fail(
      'unknownOption',
      [...path, 'group'],
      `没有分组 ${kind.group}${nearest(
        kind.group,
        catalog.groups.map((one) => one.id),
      )}`,
    )
  reader.distinct(
    kind.fields.map((field) => field.id),
    [...path, 'fields'],
    '字段',
  )
  if (entry.help !== undefined) kind.help = reader.text(entry.help, [...path, 'help'])
  if (entry.deed !== undefined) kind.deed = readDeed(reader, entry.deed, [...path, 'deed'])
  for (const key of ['aliases', 'words'] as const)
    if (entry[key] !== undefined) kind[key] = readIds(reader, entry[key], [...path, key])
  if (entry.bodies !== undefined) {
    kind.bodies = readIds(reader, entry.bodies, [...path, 'bodies'])
    for (const body of kind.bodies)
      if (!catalog.bodies.some((one) => one.id === body))
        reader.fail(
          'unknownBody',
          [...path, 'bodies'],
          `没有报送对象 ${body}${nearest(
            body,
            catalog.bodies.map((one) => one.id),
          )}`,
        )
  }
  if (entry.per !== undefined) {
    kind.per = readIds(reader, entry.per, [...path, 'per'])
    if (kind.time !== 'statement') reader.fail('inconsistent', [...path, 'per'], 'per 只用于 time: statement 的种类')
    checkFields(reader, kind, kind.per, [...path, 'per'])
  }
  for (const field of kind.fields) {
    if (field.atMost !== undefined) checkFields(reader, kind, [field.atMost], [...path, 'fields'])
    for (const option of field.options ?? [])
      if (option.named !== undefined) checkFields(reader, kind, [option.named], [...path, 'fields'])
  }
  return kind
}

function readDeed(reader: Reader, raw: unknown, path: Path): Deed {
  const entry = reader.object(raw, path, tables.deed)
  const deed: Deed = { verb: reader.text(entry?.verb, [...path, 'verb']) }
  for (const key of ['unit', 'thing'] as const)
    if (entry?.[key] !== undefined) deed[key] = reader.text(entry[key], [...path, key])
  return deed
}

function checkFields(reader: Reader, kind: Kind, ids: readonly string[], path: Path): void {
  for (const id of ids)
    if (!kind.fields.some((field) => field.id === id))
      reader.fail(
        'unknownField',
        path,
        `“${kind.label}”没有字段 ${id}${nearest(
          id,
          kind.fields.map((one) => one.id),
        )}`,
      )
}

function readField(reader: Reader, raw: unknown, path: Path): Field | undefined {
  const entry = reader.object(raw, path, tables.field)
  if (!entry) return undefined
  const field: Field = {
    id: reader.text(entry.id, [...path, 'id']),
    label: reader.text(entry.label, [...path, 'label']),
    type: reader.oneOf(entry.type, [...path, 'type'], fieldTypes) ?? 'text',
  }
  if (!/^[a-z][A-Za-z0-9]*$/.test(field.id))
    reader.fail('wrongType', [...path, 'id'], `字段编号 ${field.id} 以小写字母开头，只用字母和数字`)
  if ((reservedKeys as readonly string[]).includes(field.id) || field.id === 'holds')
    reader.fail('duplicate', [...path, 'id'], `${field.id} 是每条记录都有的，不能再作字段编号`)
  const isNumber = field.type === 'integer' || field.type === 'number'
  if (entry.unit !== undefined) field.unit = reader.text(entry.unit, [...path, 'unit'])
  else if (isNumber) reader.fail('missing', path, `数字字段 ${field.id} 缺少 unit（单位），请补上`)
  for (const key of ['min', 'max'] as const)
    if (entry[key] !== undefined) field[key] = reader.number(entry[key], [...path, key])
  if (entry.audience !== undefined) {
    field.audience = reader.flag(entry.audience, [...path, 'audience'])
    if (field.type !== 'integer')
      reader.fail('inconsistent', [...path, 'audience'], 'audience（到场人数）只用于 type: integer 的字段')
  }
  if (entry.usual !== undefined) field.usual = readUsual(reader, entry.usual, field, [...path, 'usual'])
  if (field.type === 'enum' && entry.options === undefined)
    reader.fail('missing', path, `字段 ${field.id} 缺少 options（有哪些选项），请补上`)
  else if (field.type === 'enum') field.options = readOptions(reader, entry.options, [...path, 'options'])
  else if (entry.options !== undefined)
    reader.fail('inconsistent', [...path, 'options'], 'options 只用于 type: enum 的字段')
  if (entry.required !== undefined) field.required = reader.flag(entry.required, [...path, 'required'])
  for (const key of ['atMost', 'help'] as const)
    if (entry[key] !== undefined) field[key] = reader.text(entry[key], [...path, key])
  if (entry.assume !== undefined) {
    const { assume } = entry
    const fits = isNumber
      ? typeof assume === 'number'
      : field.type === 'boolean'
        ? typeof assume === 'boolean'
        : typeof assume === 'string'
    if (fits) field.assume = assume as string | number | boolean
    else reader.fail('wrongType', [...path, 'assume'], `默认值与字段类型 ${field.type} 不符`)
  }
  for (const key of ['aliases', 'words'] as const)
    if (entry[key] !== undefined) field[key] = readIds(reader, entry[key], [...path, key])
  return field
}

/** Numbers to tap: each possible, from small to large. */
function readUsual(reader: Reader, raw: unknown, field: Field, path: Path): number[] {
  if (field.type !== 'integer' && field.type !== 'number')
    reader.fail('inconsistent', path, 'usual（常用数）只用于数字字段')
  const { min = -Infinity, max = Infinity, type } = field
  const numbers = reader.list(raw, path, 1).map((one, i) => reader.number(one, [...path, i]))
  numbers.forEach((number, i) => {
    if (type === 'integer' && !Number.isInteger(number)) reader.fail('wrongType', [...path, i], '常用数应是整数')
    if (number < min || number > max) reader.fail('badRange', [...path, i], `常用数 ${number} 超出了字段的范围`)
    if (i > 0 && number <= numbers[i - 1]!) reader.fail('inconsistent', [...path, i], '常用数应从小到大，不能重复')
  })
  return numbers
}

function readOptions(reader: Reader, raw: unknown, path: Path): Option[] {
  const options = reader.list(raw, path, 1).map((one, i): Option => {
    const entry = reader.object(one, [...path, i], tables.option)
    const option: Option = {
      id: reader.text(entry?.id, [...path, i, 'id']),
      label: reader.text(entry?.label, [...path, i, 'label']),
    }
    if (entry?.named !== undefined) option.named = reader.text(entry.named, [...path, i, 'named'])
    for (const key of ['aliases', 'words'] as const)
      if (entry?.[key] !== undefined) option[key] = readIds(reader, entry[key], [...path, i, key])
    return option
  })
  reader.distinct(
    options.map((one) => one.id),
    path,
    '选项',
  )
  return options
}
