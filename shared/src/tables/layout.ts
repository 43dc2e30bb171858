import type { ColumnRole, Kind } from '../model/catalog.js'
import { cellText, MergeIndex, type Sheet } from './grid.js'
import { bracketed, plainText } from './text.js'
import type { Vocabulary } from './vocabulary.js'

/** What a column is: a role, a field a person chose, or whatever field each row's kind has under this heading. */
export type Target = { role: ColumnRole } | { field: string } | { fields: Readonly<Record<string, string>> }

export interface Column {
  column: number
  heading: string
  /** Unit the heading names, such as `万元`. */
  unit: string
  target: Target
  /** Nothing in the catalog goes by this heading; the column is left out until a person chooses. */
  unknown?: true
}

/** A table found in a sheet: its columns and where its rows are. Rows are counted from 0, the last one is not in it. */
export interface TableLayout {
  /** What stands above: the title, the reporting unit. */
  titles: string[]
  headerRow: number
  firstRow: number
  endRow: number
  columns: Column[]
  /** The kind the title or the sheet's name speaks of, for rows that name none. */
  kind?: string
  year?: { value: number; source: string }
}

const searched = 30

/**
 * The tables of a sheet: wherever a row of headings begins a new one. What a column is comes from the catalog's wordings;
 * a person may change it.
 */
export function layoutSheet(sheet: Sheet, vocabulary: Vocabulary, source = ''): TableLayout[] {
  const merges = new MergeIndex(sheet.merges)
  const headers: { row: number; end: number; headings: string[] }[] = []
  for (let row = 0; row < sheet.rows.length; row += 1) {
    if (headers.length === 0 && row > searched) break
    const header = headerAt(sheet, merges, row, vocabulary)
    if (!header) continue
    const same = headers[headers.length - 1]?.headings.join('\n') === header.headings.join('\n')
    if (!same) headers.push({ row, ...header })
    row = header.end - 1
  }
  if (headers.length === 0) return withoutHeader(sheet, vocabulary, source)
  return headers.map((header, i) => {
    const titles = titlesIn(sheet, titlesAbove(sheet, headers[i - 1]?.end ?? 0, header.row), header.row)
    const next = headers[i + 1]
    const endRow = next ? titlesAbove(sheet, header.end, next.row) : sheet.rows.length
    const { headings, row, end } = header
    return finish(sheet, vocabulary, { titles, headings, headerRow: row, firstRow: end, endRow }, source)
  })
}

/** The first of the rows right above a header that hold a title or nothing. */
function titlesAbove(sheet: Sheet, from: number, header: number): number {
  let row = header
  while (row > from && distinctTexts(sheet, row - 1).length <= (from === 0 ? 3 : 1)) row -= 1
  return row
}

interface Found {
  titles: string[]
  headings: string[]
  headerRow: number
  firstRow: number
  endRow: number
}

function finish(sheet: Sheet, vocabulary: Vocabulary, found: Found, source: string): TableLayout {
  const { titles, headings, headerRow, firstRow, endRow } = found
  const places = [
    ...titles.map((text) => ({ text, name: '标题' })),
    { text: sheet.name, name: '表名' },
    { text: source, name: '文件名' },
  ]
  const kind = places.map(({ text }) => vocabulary.kindOf(withoutYear(text))?.kind).find((one) => one !== undefined)
  const year = places.map(({ text, name }) => yearIn(text, name)).find((one) => one !== undefined)
  const columns = proposeColumns(sheet, vocabulary, headings, firstRow, endRow, kind)
  return {
    titles,
    headerRow,
    firstRow,
    endRow,
    columns,
    ...(kind === undefined ? {} : { kind: kind.id }),
    ...(year === undefined ? {} : { year }),
  }
}

/** A row is a header when most of its cells are headings, two at least. Sub-headings in the next row belong to it. */
function headerAt(
  sheet: Sheet,
  merges: MergeIndex,
  row: number,
  vocabulary: Vocabulary,
): { end: number; headings: string[] } | undefined {
  const own = textsOf(sheet, row)
  const filled = own.filter((text) => text !== '')
  const known = own.filter((text) => isHeading(text, vocabulary)).length
  if (known < 2 || known * 2 < filled.length || filled.some(looksLikeData)) return undefined
  const below = textsOf(sheet, row + 1)
  const filledBelow = below.filter((text) => text !== '')
  const vertical = sheet.merges.some((merge) => merge.row === row && merge.rows === 2)
  const group = own.some(
    (text, column) => text !== '' && (own[column + 1] ?? '') === '' && (below[column + 1] ?? '') !== '',
  )
  const two =
    (vertical || group) &&
    filledBelow.length > 0 &&
    filledBelow.length < filled.length + own.filter((text) => text === '').length + 1 &&
    !filledBelow.some(looksLikeData) &&
    below.some((text, column) => text !== '' && ((own[column] ?? '') === '' || isHeading(text, vocabulary)))
  if (!two) return { end: row + 1, headings: own }
  const width = Math.max(own.length, below.length)
  let above = ''
  const headings = Array.from({ length: width }, (_, column) => {
    const top = own[column] ?? ''
    const sub = below[column] ?? ''
    if (top !== '') above = top
    const merge = merges.at(row, column)
    const over = merge && merge.columns > 1 ? (own[merge.column] ?? '') : top === '' && sub !== '' ? above : top
    if (sub === '') return top
    // “院士” under “参加人数” may be one wording or two.
    return isHeading(sub, vocabulary) || over === '' ? sub : `${over}${sub}`
  })
  return { end: row + 2, headings }
}

const textsOf = (sheet: Sheet, row: number): string[] => (sheet.rows[row] ?? []).map((cell) => cellText(cell).trim())
const looksLikeData = (text: string): boolean => /\d{3,}|\d+[月.\-/]\d+|^\d+$/.test(plainText(text)) || text.length > 30

function isHeading(text: string, vocabulary: Vocabulary): boolean {
  if (text === '' || text.length > 20) return false
  return vocabulary.roleOf(text)?.score === 100 || vocabulary.isFieldHeading(text)
}

const distinctTexts = (sheet: Sheet, row: number): string[] => [
  ...new Set(textsOf(sheet, row).filter((text) => text !== '')),
]

const titlesIn = (sheet: Sheet, from: number, to: number): string[] =>
  sheet.rows.slice(from, to).flatMap((_, i) => distinctTexts(sheet, from + i))

const withoutYear = (text: string): string =>
  plainText(text)
    .replace(/\d{4}年?度?/g, '')
    .replace(/\.(xlsx|csv|txt|tsv)$/i, '')
    .replace(/(台账|统计表|汇总表|登记表|明细表|一览表|情况表|记录表|清单|情况|汇总|统计)+$/g, '')

/** The one year a text names. */
export function yearIn(text: string, name: string): TableLayout['year'] {
  const figures = plainText(text).match(/\d+/g) ?? []
  const years = [...new Set(figures.filter((one) => /^(19|20)\d{2}$/.test(one)))]
  return years.length === 1
    ? { value: Number(years[0]), source: `${name}“${text.length > 20 ? `${text.slice(0, 19)}…` : text}”` }
    : undefined
}

/** Without a row of headings, the first filled row begins the data and the columns are known by what is in them. */
function withoutHeader(sheet: Sheet, vocabulary: Vocabulary, source: string): TableLayout[] {
  const firstRow = sheet.rows.findIndex((row) => row.filter((cell) => cellText(cell).trim() !== '').length >= 2)
  if (firstRow < 0) return []
  const titles = titlesIn(sheet, 0, firstRow)
  return [
    finish(
      sheet,
      vocabulary,
      { titles, headings: [], headerRow: firstRow - 1, firstRow, endRow: sheet.rows.length },
      source,
    ),
  ]
}

function proposeColumns(
  sheet: Sheet,
  vocabulary: Vocabulary,
  headings: readonly string[],
  firstRow: number,
  endRow: number,
  kind: Kind | undefined,
): Column[] {
  const rows = sheet.rows.slice(firstRow, endRow)
  const width = Math.max(headings.length, ...rows.slice(0, 50).map((row) => row.length), 0)
  const valuesOf = (column: number): string[] =>
    rows
      .slice(0, 200)
      .map((row) => cellText(row[column]).trim())
      .filter((text) => text !== '')
  const columns = Array.from({ length: width }, (_, column): Column => {
    const heading = headings[column] ?? ''
    return { column, heading, unit: bracketed(heading), target: { role: 'ignored' } }
  })
  const named = columns.map((one) => (one.heading === '' ? undefined : vocabulary.roleOf(one.heading)))
  const kindColumn = columns.find(
    (one, i) =>
      named[i]?.role === 'kind' && share(valuesOf(one.column), (text) => vocabulary.kindOf(text) !== undefined) >= 0.3,
  )
  const kinds = kindsPresent(vocabulary, kindColumn ? valuesOf(kindColumn.column) : [], kind)
  for (const [i, column] of columns.entries()) {
    const role = named[i]
    const field = vocabulary.bestField(column.heading, kinds)
    if (column === kindColumn) column.target = { role: 'kind' }
    else if (role && role.role !== 'kind' && role.score >= (field?.score ?? 0)) column.target = { role: role.role }
    else if (field) column.target = { fields: vocabulary.fieldsUnder(column.heading) }
    else if (role)
      column.target = { role: role.role === 'kind' && valuesOf(column.column).length === 0 ? 'ignored' : role.role }
    else if (column.heading !== '') column.unknown = true
  }
  if (headings.length === 0) guess(columns, valuesOf, vocabulary)
  return once(columns, vocabulary)
}

const share = (values: readonly string[], test: (text: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length

function kindsPresent(vocabulary: Vocabulary, values: readonly string[], kind: Kind | undefined): Kind[] {
  const named = new Set(values.map((text) => vocabulary.kindOf(text)?.kind).filter((one) => one !== undefined))
  if (named.size > 0) return [...named]
  return kind ? [kind] : vocabulary.catalog.kinds
}

/** Columns known by their content: days, kinds, counts, and the longest texts as titles. */
function guess(columns: Column[], valuesOf: (column: number) => string[], vocabulary: Vocabulary): void {
  const free = new Set(columns)
  const take = (role: ColumnRole, test: (text: string) => boolean): void => {
    for (const column of free) {
      if (share(valuesOf(column.column), test) < 0.6) continue
      column.target = { role }
      free.delete(column)
      return
    }
  }
  take('on', (text) => /\d{1,4}[年月.\-/]\d{1,2}/.test(plainText(text)) && text.length < 24)
  take('kind', (text) => vocabulary.kindOf(text)?.exact === true)
  const counts = [...free].find(
    (one) => share(valuesOf(one.column), (text) => /^[约近]?\d+余?(人|人次|名)/.test(plainText(text))) >= 0.6,
  )
  if (counts) {
    counts.target = { fields: vocabulary.fieldsUnder('人数') }
    free.delete(counts)
  }
  const lengths = [...free].map((column) => ({
    column,
    length: mean(valuesOf(column.column).map((text) => text.length)),
  }))
  const longest = lengths.sort((a, b) => b.length - a.length)[0]
  if (longest && longest.length >= 4) longest.column.target = { role: 'title' }
  for (const column of columns) if ('role' in column.target && column.target.role === 'ignored') column.unknown = true
}

const mean = (list: readonly number[]): number =>
  list.length === 0 ? 0 : list.reduce((a, b) => a + b, 0) / list.length

/** A role but the note stands in one column, and a field of a kind too: the better heading has it. */
function once(columns: Column[], vocabulary: Vocabulary): Column[] {
  const many: readonly ColumnRole[] = ['note', 'ignored', 'link', 'filedOn']
  const taken = new Map<ColumnRole, { column: Column; score: number }>()
  for (const column of columns) {
    if (!('role' in column.target) || many.includes(column.target.role)) continue
    const { role } = column.target
    const score = vocabulary.roleOf(column.heading)?.score ?? 0
    const other = taken.get(role)
    const loser = other && other.score >= score ? column : other?.column
    if (!other || loser !== column) taken.set(role, { column, score })
    // A second text is kept beside the record, a second day is nobody's.
    if (loser) loser.target = { role: role === 'title' ? 'note' : 'ignored' }
    if (loser && role !== 'title') loser.unknown = true
  }
  const best = new Map<string, { column: Column; score: number }>()
  for (const column of columns)
    if ('fields' in column.target)
      for (const [kind, field] of Object.entries(column.target.fields)) {
        const score = vocabulary.scoreOf(column.heading, kind)
        const other = best.get(`${kind} ${field}`)
        if (!other || score > other.score) best.set(`${kind} ${field}`, { column, score })
      }
  return columns.map((column) => {
    if (!('fields' in column.target)) return column
    const fields = Object.entries(column.target.fields).filter(
      ([kind, field]) => best.get(`${kind} ${field}`)?.column === column,
    )
    return { ...column, target: { fields: Object.fromEntries(fields) } }
  })
}
