import { readRecord, type Catalog, type FlatRecord, type LedgerRecord, type Scorer } from '@xingji/shared'
import {
  earnedInOrder,
  fatesOf,
  layoutSheet,
  readRows,
  vocabularyOf,
  type Fate,
  type Held,
  type Mends,
  type RowReading,
  type Sheet,
  type TableLayout,
} from '@xingji/shared/tables'
import { withChoices } from './targets'

/** What a person chose for one sheet. */
export interface SheetChoices {
  /** By the row of a table's headings, as its layout says it, then by column, from 0: a sheet may hold several tables. */
  targets: Readonly<Record<number, Readonly<Record<number, string>>>>
  year?: number
  kind?: string
  mends: Mends
  /** Rows to bring in whatever they resemble. */
  keep: readonly number[]
}

export const noChoices: SheetChoices = { targets: {}, mends: {}, keep: [] }

export interface ViewRow {
  reading: RowReading
  fate?: Fate
  /** Points by rubric, for a row that would go in. */
  points: Record<string, number>
}

export interface TableView {
  layouts: TableLayout[]
  rows: ViewRow[]
  /** The year most rows are of: the one they are scored in. */
  year?: number
}

/** Where to score: a scorer of its own for each rubric, in the cycle of a year. */
export type ScorersFor = (year: number | undefined) => ReadonlyMap<string, Scorer>

/** Reads a sheet whole, in steps: each yield is a place to let the screen breathe and tells how far it is, 0 to 1. */
export function* viewSheet(
  sheet: Sheet,
  source: string,
  choices: SheetChoices,
  held: Held,
  catalog: Catalog,
  scorersFor: ScorersFor,
): Generator<number, TableView, undefined> {
  const layouts = layoutSheet(sheet, vocabularyOf(catalog), source).map((layout) =>
    withChoices(layout, choices.targets[layout.headerRow] ?? {}),
  )
  yield 0.05
  const options = {
    mends: choices.mends,
    ...(choices.year === undefined ? {} : { year: choices.year }),
    ...(choices.kind === undefined ? {} : { kind: choices.kind }),
  }
  const readings: RowReading[] = []
  const expected = Math.max(1, sheet.rows.length)
  for (const layout of layouts)
    for (const reading of readRows(sheet, layout, catalog, options)) {
      readings.push(reading)
      yield 0.05 + (readings.length / expected) * 0.35
    }
  const fates = fatesOf(readings, held, catalog, new Set(choices.keep))
  yield 0.45
  const year = commonYear(readings)
  const rows: ViewRow[] = readings.map((reading) => {
    const fate = fates.get(reading.row)
    return { reading, ...(fate ? { fate } : {}), points: {} }
  })
  const going = rows.flatMap((row) => {
    const record = recordToBe(row, catalog)
    return record ? [{ row, record }] : []
  })
  const scorers = scorersFor(year)
  let done = 0
  for (const [rubric, scorer] of scorers) {
    const effects = earnedInOrder(
      scorer,
      going.map((one) => one.record),
    )
    for (const { row } of going) {
      row.points[rubric] = effects.next().value?.total ?? 0
      done += 1
      yield 0.45 + (done / Math.max(1, going.length * scorers.size)) * 0.55
    }
  }
  return { layouts, rows, ...(year === undefined ? {} : { year }) }
}

/** Whether one tap brings this row in. */
export const goesIn = ({ fate }: ViewRow): boolean => fate?.fate === 'new' || fate?.fate === 'edit'

/** The record a row would become, under an id that is no record's. */
function recordToBe({ reading, fate }: ViewRow, catalog: Catalog): LedgerRecord | undefined {
  const flat: FlatRecord | undefined =
    fate?.fate === 'new'
      ? { id: `row-${reading.row}`, ...reading.draft }
      : fate?.fate === 'edit'
        ? fate.next
        : undefined
  const read = flat && readRecord(flat, catalog)
  return read?.ok ? read.value : undefined
}

function commonYear(readings: readonly RowReading[]): number | undefined {
  const counts = new Map<number, number>()
  for (const { draft } of readings) {
    const year = Number(String(draft?.on ?? draft?.year ?? '').slice(0, 4))
    if (year > 0) counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0]
}

export type RowFilter = 'all' | 'mend' | 'ready' | 'there' | 'out'

/** Which list a row belongs to: to be mended, ready, there already, left out. */
export function filterOf({ reading, fate }: ViewRow): Exclude<RowFilter, 'all'> {
  if (reading.status === 'skipped') return 'out'
  if (reading.status === 'bad') return 'mend'
  switch (fate?.fate) {
    case 'new':
    case 'edit':
      return 'ready'
    case 'same':
      return 'there'
    default:
      return 'mend'
  }
}

/** What a row comes to, in a word. */
export function rowWord(row: ViewRow): string {
  const { reading, fate } = row
  if (reading.status === 'skipped') return '略过'
  if (reading.status === 'bad') return '待改'
  const words: Record<Fate['fate'], string> = {
    new: '新增',
    edit: '有改动',
    same: '已有',
    deleted: '以前删过',
    twin: '表内重复',
    alike: '像是已有',
  }
  return fate ? words[fate.fate] : ''
}
