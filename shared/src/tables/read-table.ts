import type { Catalog, ColumnRole } from '../model/catalog.js'
import type { FlatRecord } from '../model/read-record.js'
import { cellText, MergeIndex, type Sheet } from './grid.js'
import type { Column, TableLayout } from './layout.js'
import type { TableProblem } from './problems.js'
import { cellSaid, type Said } from './read-field.js'
import { RowReader } from './read-row.js'
import { chineseNumber } from './chinese-number.js'
import { plainText, plainWord, quote } from './text.js'
import { vocabularyOf, type KindMatch, type Vocabulary } from './vocabulary.js'

/** A row as it was read. `good`: it can go in; `bad`: something must be mended; `skipped`: it is no record. */
export interface RowReading {
  /** Row as the spreadsheet counts it, from 1. */
  row: number
  status: 'good' | 'bad' | 'skipped'
  /** Why it was skipped. */
  reason?: string
  kind?: string
  /** A flat record without its id. */
  draft?: FlatRecord
  problems: TableProblem[]
  /** What the row says, by role or field, for whoever mends it. */
  said: Readonly<Record<string, string>>
}

/** What a person changed: by row (from 1), then by role or field, a new text. `kind` may be a kind's id; `skip`: leave it out. */
export type Mends = Readonly<Record<number, Readonly<Record<string, string>>>>

export interface ReadOptions {
  /** The year where a cell names none, said by a person: it goes before what the title says. */
  year?: number
  /** The kind of rows that name none. */
  kind?: string
  mends?: Mends
}

const many: readonly ColumnRole[] = ['note', 'link', 'filedOn']
/** What people leave blank to mean “as above”. */
const carried: readonly ColumnRole[] = ['kind', 'month']
const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1]

/** Reads the rows of one table, one by one, so that a long table can be read in pieces. */
export function* readRows(
  sheet: Sheet,
  layout: TableLayout,
  catalog: Catalog,
  options: ReadOptions = {},
): Generator<RowReading, void, undefined> {
  const reader = new TableReader(sheet, layout, catalog, options)
  for (let row = layout.firstRow; row < layout.endRow; row += 1) yield reader.read(row)
}

class TableReader {
  private readonly vocabulary: Vocabulary
  private readonly merges: MergeIndex
  private readonly carriedTexts = new Map<ColumnRole, string>()
  private section: { kind?: KindMatch; month?: number } = {}

  constructor(
    private readonly sheet: Sheet,
    private readonly layout: TableLayout,
    private readonly catalog: Catalog,
    private readonly options: ReadOptions,
  ) {
    this.vocabulary = vocabularyOf(catalog)
    this.merges = new MergeIndex(sheet.merges)
  }

  read(row: number): RowReading {
    const mend = this.options.mends?.[row + 1] ?? {}
    const texts = (this.sheet.rows[row] ?? []).map((cell) => cellText(cell).trim())
    const reason = mend.skip === undefined ? this.skipReason(row, texts) : '你选了不导入'
    const said = this.collect(row, mend)
    const shown = Object.fromEntries(
      [...said.cells].map(([key, list]) => [key, list.map((one) => one.text).join('；')]),
    )
    if (reason !== undefined) return { row: row + 1, status: 'skipped', reason, problems: [], said: shown }
    const problems: TableProblem[] = [...said.problems]
    const kind = this.kindOf(row, said.cells, mend, problems)
    if (!kind) return { row: row + 1, status: 'bad', problems, said: shown }
    const context = this.dayContext(said.cells)
    const fields = this.fieldsFor(kind, row, mend)
    const reader = new RowReader(
      {
        row: row + 1,
        kind,
        said: new Map([...said.cells, ...fields.cells]),
        unplaced: fields.unplaced,
        context,
      },
      this.catalog,
      this.vocabulary,
    )
    const draft = reader.read()
    problems.push(...reader.problems)
    for (const [key, list] of fields.cells) shown[key] = list.map((one) => one.text).join('；')
    return {
      row: row + 1,
      status: draft ? 'good' : 'bad',
      kind: kind.kind.id,
      ...(draft ? { draft } : {}),
      problems,
      said: shown,
    }
  }

  /** Why a row is no record: blank, a heading between rows, totals, remarks. */
  private skipReason(row: number, texts: readonly string[]): string | undefined {
    const filled = texts.filter((text) => text !== '')
    const distinct = [...new Set(filled)]
    if (filled.length === 0) return '空行'
    if (filled.every((text) => /^[-_=—─*.·…/\\]+$/.test(text))) return '分隔线'
    const first = filled[0] ?? ''
    // The number of a row may stand before its “合计”.
    if (filled.slice(0, 2).some((text) => this.vocabulary.isTotal(text))) return '合计行'
    if (this.isHeaderAgain(texts)) return '重复的表头'
    if (this.vocabulary.isRemark(first)) return '说明，不是记录'
    if (distinct.length > 1) return onlyNumbered(filled, this.layout.columns, texts) ? '只有序号，没有内容' : undefined
    return this.openSection(first, this.merges.at(row, texts.indexOf(first))?.columns ?? 1)
  }

  private isHeaderAgain(texts: readonly string[]): boolean {
    const headings = this.layout.columns.map((one) => plainWord(one.heading))
    const same = texts.filter((text, i) => text !== '' && plainWord(text) === headings[i]).length
    return same >= 2 && same * 2 > texts.filter((text) => text !== '').length
  }

  /** One text alone in its row: a heading for the rows below, when it names a kind or a month, or is numbered or merged. */
  private openSection(text: string, columns: number): string | undefined {
    const plain = plainText(text)
    const month = /^(?:\d{4}年)?([一二三四五六七八九十]+|\d{1,2})月份?$/.exec(plain)
    const numbered =
      /^([一二三四五六七八九十]+|\(?[一二三四五六七八九十\d]+\)|第[一二三四]季度|[上下]半年)[、.\s)]?/.exec(plain)
    const body = numbered ? plain.slice(numbered[0].length) : plain
    const kind = this.vocabulary.kindOf(body)
    if (month) {
      const value = /^\d/.test(month[1]!) ? Number(month[1]) : chineseNumber(month[1]!)
      this.section = { ...this.section, month: value }
    } else if (kind && (kind.exact || numbered || columns > 1)) this.section = { kind }
    else if (numbered) this.section = {}
    else if (columns <= 1) return undefined
    this.carriedTexts.clear()
    return '分组标题'
  }

  /** What the row says for each role, merged cells and “as above” filled in. */
  private collect(
    row: number,
    mend: Readonly<Record<string, string>>,
  ): { cells: Map<string, Said[]>; problems: TableProblem[] } {
    const cells = new Map<string, Said[]>()
    const problems: TableProblem[] = []
    for (const column of this.layout.columns) {
      if (!('role' in column.target) || column.target.role === 'ignored') continue
      const { role } = column.target
      const said = this.saidAt(row, column)
      if (said.text !== '') {
        if (carried.includes(role)) this.carriedTexts.set(role, said.text)
      } else if (carried.includes(role) && this.carriedTexts.has(role)) {
        said.text = this.carriedTexts.get(role)!
        problems.push({
          level: 'notice',
          code: 'filledDown',
          row: row + 1,
          column: column.column,
          key: role,
          message: `空着，按上一行的${quote(said.text)}`,
        })
      }
      if (said.text === '') continue
      const before = cells.get(role)
      if (!before) cells.set(role, [said])
      else if (many.includes(role)) before.push(said)
    }
    for (const [key, text] of Object.entries(mend))
      if (key !== 'skip' && key !== 'keep') cells.set(key, [{ text: text.trim() }])
    return { cells, problems: problems.filter((one) => mend[one.key] === undefined) }
  }

  /** A cell's text; in a merge that began further up, the merge's. */
  private saidAt(row: number, column: Column): Said {
    const own = this.sheet.rows[row]?.[column.column]
    const merge = this.merges.at(row, column.column)
    const isLower =
      merge !== undefined && merge.column === column.column && row > merge.row && merge.row >= this.layout.firstRow
    return isLower
      ? { ...cellSaid(this.sheet.rows[merge.row]?.[merge.column], column), repeated: true }
      : cellSaid(own, column)
  }

  private kindOf(
    row: number,
    cells: ReadonlyMap<string, readonly Said[]>,
    mend: Readonly<Record<string, string>>,
    problems: TableProblem[],
  ): KindMatch | undefined {
    const named = cells.get('kind')?.[0]
    const title = cells.get('title')?.[0]
    const notice = (message: string): void =>
      void problems.push({
        level: 'notice',
        code: 'inferred',
        row: row + 1,
        ...(named?.column === undefined ? {} : { column: named.column }),
        key: 'kind',
        message,
      })
    if (named) {
      const found = this.vocabulary.kindOf(named.text)
      if (found && !found.exact) notice(`${quote(named.text)} 取作“${found.kind.label}”`)
      if (found) return found
    }
    const chosen = this.options.kind ?? (this.section.kind ? undefined : this.layout.kind)
    const around = chosen === undefined ? this.section.kind : this.vocabulary.kindOf(chosen)
    if (around && !(named && mend.kind === undefined && this.hasKindColumn())) return around
    const byTitle = title && this.vocabulary.kindOf(title.text)
    if (byTitle) {
      notice(`按名称 ${quote(title.text)} 取作“${byTitle.kind.label}”`)
      return byTitle
    }
    problems.push({
      level: 'error',
      code: 'unknownKind',
      row: row + 1,
      ...(named?.column === undefined ? {} : { column: named.column }),
      key: 'kind',
      message: named ? `认不出 ${quote(named.text)} 是哪种记录` : '没有写是哪种记录',
      fix: '请选一个种类；这件事不用记的，选“不导入”',
    })
    return undefined
  }

  private hasKindColumn(): boolean {
    return this.layout.columns.some((one) => 'role' in one.target && one.target.role === 'kind')
  }

  /** The cells of columns that are fields, for one kind. */
  private fieldsFor(
    kind: KindMatch,
    row: number,
    mend: Readonly<Record<string, string>>,
  ): { cells: Map<string, Said[]>; unplaced: Said[] } {
    const cells = new Map<string, Said[]>()
    const unplaced: Said[] = []
    for (const column of this.layout.columns) {
      const { target } = column
      if ('role' in target) continue
      const id = 'field' in target ? target.field : target.fields[kind.kind.id]
      const said = this.saidAt(row, column)
      const known = id !== undefined && kind.kind.fields.some((field) => field.id === id)
      if (!known) unplaced.push(said)
      else if (said.text !== '' && mend[id] === undefined) cells.set(id, [said])
    }
    return { cells, unplaced: unplaced.filter((one) => one.text !== '') }
  }

  private dayContext(cells: Map<string, Said[]>): { year?: { value: number; source: string }; month?: number } {
    const yearCell = /\d{4}/.exec(plainText(cells.get('year')?.[0]?.text ?? ''))
    const year = yearCell
      ? { value: Number(yearCell[0]), source: '年度一列' }
      : this.options.year !== undefined
        ? { value: this.options.year, source: '你填的年份' }
        : this.layout.year
    const monthText = plainText(cells.get('month')?.[0]?.text ?? '').replace(/月份?$/, '')
    const month =
      monthText === '' ? this.section.month : /^\d+$/.test(monthText) ? Number(monthText) : chineseNumber(monthText)
    const day = cells.get('day')?.[0]
    // Month and day in columns of their own are one date.
    if (!cells.has('on') && month !== undefined)
      cells.set('on', [
        { ...(day ?? {}), text: day ? `${month}月${plainText(day.text).replace(/[日号]$/, '')}日` : `${month}月` },
      ])
    return { ...(year ? { year } : {}), ...(month === undefined ? {} : { month }) }
  }
}

/** A prepared row: its number stands there, and nothing else. */
function onlyNumbered(filled: readonly string[], columns: readonly Column[], texts: readonly string[]): boolean {
  const meant = columns.filter(
    (one) => !('role' in one.target && one.target.role === 'ignored') && (texts[one.column] ?? '') !== '',
  )
  return filled.length > 0 && meant.length === 0 && lastOf(filled) !== undefined
}
