import { columnRoles, type Catalog, type TableWords } from '../model/catalog.js'
import type { Problem } from '../model/problem.js'
import { isPlainObject } from '../model/read-record.js'
import { plainWord } from '../tables/text.js'
import type { Reader } from './reader.js'
import type { Path } from './source.js'
import { tables } from './vocabulary.js'

export const readIds = (reader: Reader, raw: unknown, path: Path): string[] =>
  reader.list(raw, path).map((one, i) => reader.text(one, [...path, i]))

/** How people word their tables: `tableWords` of catalog.yaml. */
export function readTableWords(reader: Reader, raw: unknown, path: Path): TableWords {
  const entry = reader.object(raw, path, tables.tableWords)
  const words: TableWords = { columns: {}, fields: {}, yes: [], no: [], nothing: [], totals: [], remarks: [] }
  if (!entry) return words
  for (const key of ['yes', 'no', 'nothing', 'totals', 'remarks'] as const)
    words[key] = readIds(reader, entry[key], [...path, key])
  const columns =
    entry.columns === undefined
      ? undefined
      : reader.object(entry.columns, [...path, 'columns'], { keys: columnRoles, needed: [] })
  for (const role of columnRoles)
    if (columns?.[role] !== undefined) words.columns[role] = readIds(reader, columns[role], [...path, 'columns', role])
  if (!isPlainObject(entry.fields)) reader.fail('wrongType', [...path, 'fields'], '应写成“字段编号: [表头]”')
  else
    words.fields = Object.fromEntries(
      Object.entries(entry.fields).map(([id, list]) => [id, readIds(reader, list, [...path, 'fields', id])]),
    )
  return words
}

/** Shared headings must be those of a field some kind has. */
export function unknownFields(catalog: Catalog, file: string): Problem[] {
  const known = new Set(catalog.kinds.flatMap((kind) => kind.fields.map((field) => field.id)))
  return Object.keys(catalog.tableWords?.fields ?? {})
    .filter((id) => !known.has(id))
    .map((id) => ({ code: 'unknownField', file, path: `tableWords.fields.${id}`, message: `没有一个种类有字段 ${id}` }))
}

/** A wording that names two kinds names neither: whoever adds it must choose. */
export function ambiguousWords(catalog: Catalog, definedIn: ReadonlyMap<string, string>): Problem[] {
  const problems: Problem[] = []
  const taken = new Map<string, string>()
  for (const kind of catalog.kinds)
    for (const word of [kind.label, ...(kind.words ?? [])]) {
      const plain = plainWord(word)
      const other = taken.get(plain)
      if (other !== undefined)
        problems.push({
          code: 'duplicate',
          file: definedIn.get(kind.id),
          path: `${kind.id}.words`,
          message: `“${word}”已经用来称呼种类 ${other}，请只留一处`,
        })
      taken.set(plain, kind.id)
    }
  return problems
}
