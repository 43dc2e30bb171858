import { isPlainObject, show } from '../model/read-record.js'
import { Reader, say } from './reader.js'
import { MergedSource, type Path, type Source } from './source.js'
import { tables, type Table } from './vocabulary.js'

type Raw = Record<string, unknown>

/** Keys an edition replaces as a whole. */
const wholes = ['edition', 'title', 'minEngine', 'source', 'maximum', 'deductions', 'indicators', 'window', 'rating', 'groups'] // prettier-ignore
/** Lists an edition changes entry by entry: an entry of a known id is changed in what it states, another is added. */
const byId = ['due', 'settings', 'duties', 'stages']
/** Maps from id to what changed. */
const patches: Readonly<Record<string, Table>> = {
  sections: tables.editionSection,
  gates: tables.editionGate,
  items: tables.editionItem,
}

/**
 * A year's fine-tuning laid over the rubric it is based on: an edition file states only what changed.
 *
 * ```yaml
 * edition: '2019'
 * basedOn: '2018'
 * items: { '3.2': { clause: …, rule: … } }      # these keys of these items; null takes a key away
 * gates: { gate-inspection: { when: … } }
 * sections: { '3': { maximum: 190 } }
 * due: [{ id: full-report, default: 03-31 }]    # likewise settings, duties, stages
 * removed: ['7.1']                              # items, gates, sections, duties
 * added: [{ section: '9', after: '9.2', item: { id: '9.3', … } }, { gate: { … } }, { section: { id: '10', … } }]
 * maximum: 990                                  # and other top-level keys
 * ```
 * @returns the merged rubric as a source whose problems point into the edition file
 */
export function mergeEdition(source: Source, base: Source): Source {
  if (source.problems.length > 0) return source
  const reader = new Reader(source)
  const change = reader.object(source.value, [], tables.edition)
  if (!change) return source
  const original = base.value as Raw
  if (change.basedOn !== undefined && change.basedOn !== original.edition)
    reader.fail(
      'inconsistent',
      ['basedOn'],
      `依据的版本是 ${show(change.basedOn)}，而原标准是 ${show(original.edition)} 版${typeof change.basedOn === 'number' ? '；年份请加引号' : ''}`,
    )
  if (change.edition !== undefined && change.edition === original.edition)
    reader.fail('duplicate', ['edition'], `版本 ${show(change.edition)} 与原标准相同，请写新的版本`)
  const merged = JSON.parse(JSON.stringify(original)) as Raw
  for (const key of wholes) if (change[key] !== undefined) merged[key] = change[key]
  for (const key of byId)
    if (change[key] !== undefined) merged[key] = mergeList(reader, merged[key], change[key], [key])
  for (const [key, table] of Object.entries(patches)) patch(reader, change[key], key, listOf(merged, key), table)
  const changed = Object.keys(patches).flatMap((key) => (isPlainObject(change[key]) ? Object.keys(change[key]) : []))
  remove(reader, change.removed, merged, changed)
  add(reader, change.added, merged)
  // A section whose last item was removed is gone with it.
  merged.sections = rows(merged.sections).filter((section) => rows(section.items).length > 0)
  return source.problems.length > 0 ? source : new MergedSource(source, merged, (path) => trace(path, merged, change))
}

const rows = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(isPlainObject) : [])
const itemsOf = (merged: Raw): Raw[] => rows(merged.sections).flatMap((section) => rows(section.items))
const listOf = (merged: Raw, name: string): Raw[] => (name === 'items' ? itemsOf(merged) : rows(merged[name]))

function mergeList(reader: Reader, base: unknown, raw: unknown, path: Path): unknown[] {
  const list: unknown[] = rows(base)
  reader.list(raw, path).forEach((one) => {
    const known = isPlainObject(one) ? rows(list).find((other) => other.id === one.id) : undefined
    if (known) Object.assign(known, one)
    else list.push(one)
  })
  return list
}

function patch(reader: Reader, raw: unknown, name: string, targets: readonly Raw[], table: Table): void {
  if (raw === undefined) return
  if (!isPlainObject(raw)) {
    reader.fail('wrongType', [name], `应写成“编号: 改动”，这里${say(raw)}`)
    return
  }
  for (const id of Object.keys(raw)) {
    const target = targets.find((one) => one.id === id)
    const change = reader.object(raw[id], [name, id], table)
    if (!target) reader.fail('unknownItem', [name, id], `原标准没有 ${id}；改动只能写原有的编号，新增的写在 added`)
    else if (change) {
      // A rule stated anew replaces the readings of the old one, unless readings are stated too.
      if (change.rule !== undefined && change.readings === undefined) delete target.readings
      for (const key of Object.keys(change))
        if (change[key] === null) Reflect.deleteProperty(target, key)
        else target[key] = change[key]
    }
  }
}

/** @param changed ids that are changed as well */
function remove(reader: Reader, raw: unknown, merged: Raw, changed: readonly unknown[]): void {
  for (const [i, id] of reader.list(raw, ['removed']).entries()) {
    if (changed.includes(id)) reader.fail('inconsistent', ['removed', i], `${show(id)} 又改又删；请删去其中一处`)
    const items = rows(merged.sections).map((one) => one.items)
    const home = [merged.sections, merged.gates, merged.duties, ...items, merged.due, merged.settings].find((list) =>
      rows(list).some((one) => one.id === id),
    )
    if (Array.isArray(home))
      home.splice(
        home.findIndex((one) => isPlainObject(one) && one.id === id),
        1,
      )
    else
      reader.fail(
        'unknownItem',
        ['removed', i],
        `原标准没有 ${show(id)}；可删的是评价项、申报条件、部分、报送任务、期限、设置`,
      )
  }
}

function add(reader: Reader, raw: unknown, merged: Raw): void {
  for (const [i, one] of reader.list(raw, ['added']).entries()) {
    const at: Path = ['added', i]
    const entry = reader.object(one, at, tables.added)
    if (!entry) continue
    if (entry.gate !== undefined) insert(reader, (merged.gates ??= []), entry.gate, entry.after, at)
    else if (isPlainObject(entry.section)) insert(reader, merged.sections, entry.section, entry.after, at)
    else if (entry.item === undefined)
      reader.fail('missing', at, '新增的写 {section: 部分编号, item: …}、{gate: …} 或 {section: {id: …, items: …}}')
    else {
      const section = rows(merged.sections).find((other) => other.id === entry.section)
      if (section) insert(reader, section.items, entry.item, entry.after, at)
      else reader.fail('unknownItem', [...at, 'section'], `原标准没有部分 ${show(entry.section)}`)
    }
  }
}

function insert(reader: Reader, list: unknown, one: unknown, after: unknown, at: Path): void {
  if (!Array.isArray(list)) return
  const before =
    after === undefined ? list.length - 1 : list.findIndex((other) => isPlainObject(other) && other.id === after)
  if (after !== undefined && before < 0)
    reader.fail('unknownItem', [...at, 'after'], `没有 ${show(after)}，不知道加在哪里；删去 after 就加在最后`)
  list.splice(before + 1, 0, one)
}

/** Where in the edition file a path of the merged rubric was written; undefined where the base says it. */
function trace(path: Path, merged: Raw, change: Raw): Path | undefined {
  const [top, i, inner, j] = path
  if (typeof top !== 'string') return path
  if (top === 'sections' && typeof i === 'number') {
    const section = rows(merged.sections)[i]
    const item = inner === 'items' && typeof j === 'number' ? rows(section?.items)[j] : undefined
    if (item) return patched('items', item, path.slice(4), change) ?? addedAt(section, path.slice(2), change)
    return patched('sections', section, path.slice(2), change) ?? addedAt(section, path.slice(2), change)
  }
  if (top === 'gates' && typeof i === 'number') {
    const gate = rows(merged.gates)[i]
    return patched('gates', gate, path.slice(2), change)
  }
  if (byId.includes(top) && typeof i === 'number') {
    const id = rows(merged[top])[i]?.id
    const own = rows(change[top]).findIndex((one) => one.id === id)
    return own < 0 ? undefined : [top, own, ...path.slice(2)]
  }
  return change[top] === undefined ? undefined : path
}

/** In the patch of an entry, or in what was added. */
function patched(name: string, target: Raw | undefined, rest: Path, change: Raw): Path | undefined {
  const id = typeof target?.id === 'string' ? target.id : ''
  const patch = isPlainObject(change[name]) ? change[name][id] : undefined
  if (isPlainObject(patch) && (rest.length === 0 || String(rest[0]) in patch)) return [name, id, ...rest]
  const word = name === 'gates' ? 'gate' : 'item'
  const own = rows(change.added).findIndex((one) => isPlainObject(one[word]) && one[word].id === target?.id)
  return own < 0 ? undefined : ['added', own, word, ...rest]
}

function addedAt(section: Raw | undefined, rest: Path, change: Raw): Path | undefined {
  const own = rows(change.added).findIndex((one) => isPlainObject(one.section) && one.section.id === section?.id)
  return own < 0 ? undefined : ['added', own, 'section', ...rest]
}
