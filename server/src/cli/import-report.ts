import type { FlatRecord } from '@xingji/shared'
import { columnName, type Fate, type RowReading, type TableProblem } from '@xingji/shared/tables'
import { cut, table } from './table.js'

/** A row of a table on its way into a ledger. */
export interface Row {
  sheet: string
  reading: RowReading
  fate?: Fate
  record?: FlatRecord
  /** Points by rubric. */
  points: Record<string, number>
}

const fateWords: Record<Fate['fate'], string> = {
  new: '新增',
  same: '已有',
  edit: '修改',
  deleted: '已删除',
  twin: '重复',
  alike: '疑似重复',
}

/** A problem on one line: where, what, and what to do. */
export const sentence = ({ row, column, message, fix }: TableProblem): string =>
  `第 ${row} 行${column === undefined ? '' : ` ${columnName(column)} 列`}：${message}${fix === undefined ? '' : `。${fix}`}`

/** The table for people: what each row is, becomes and earns. */
export function describe(
  rows: readonly Row[],
  rubrics: readonly string[],
  manySheets: boolean,
  target: string | undefined,
): string {
  const head = [...(manySheets ? ['工作表'] : []), '行', '结果', '种类', '日期', '名称', ...rubrics, '说明']
  const body = rows.map(({ sheet, reading, fate, points }) => {
    const { draft, said } = reading
    const day = draft ? String(draft.on ?? draft.from ?? draft.year ?? '') : (said.on ?? '')
    return [
      ...(manySheets ? [cut(sheet, 16)] : []),
      String(reading.row),
      reading.status === 'skipped' ? '略过' : reading.status === 'bad' ? '待改' : fate ? fateWords[fate.fate] : '',
      reading.kind ?? '',
      cut(day, 12),
      cut(String(draft?.title ?? said.title ?? '').replace(/\s+/g, ' '), 32),
      ...rubrics.map((id) => (points[id] === undefined ? '' : `${points[id] > 0 ? '+' : ''}${points[id]}`)),
      reading.reason ?? cut(notes(reading, fate), 80),
    ]
  })
  const count = (test: (row: Row) => boolean): number => rows.filter(test).length
  const summary = [
    `新增 ${count((row) => row.fate?.fate === 'new')}`,
    `修改 ${count((row) => row.fate?.fate === 'edit')}`,
    `已有 ${count((row) => row.fate?.fate === 'same')}`,
    `重复 ${count((row) => row.fate?.fate === 'twin' || row.fate?.fate === 'alike')}`,
    `待改 ${count((row) => row.reading.status === 'bad')}`,
    `略过 ${count((row) => row.reading.status === 'skipped')}`,
  ].join('  ')
  return [
    table([head, ...body], [manySheets ? 1 : 0]),
    '',
    `${summary}${target === undefined ? '' : `  写入 ${target}`}`,
  ].join('\n')
}

function notes(reading: RowReading, fate: Fate | undefined): string {
  const told = reading.problems.map((one) => one.message)
  if (fate?.fate === 'twin') told.unshift(`和第 ${fate.row} 行相同`)
  return told.join('；')
}

/** The same for machines. */
export const asJson = ({ sheet, reading, fate, record, points }: Row): object => ({
  sheet,
  row: reading.row,
  status: reading.status,
  ...(reading.reason === undefined ? {} : { reason: reading.reason }),
  ...(reading.kind === undefined ? {} : { kind: reading.kind }),
  ...(fate ? { fate: fate.fate } : {}),
  ...(record ? { record } : {}),
  problems: reading.problems,
  points,
})
