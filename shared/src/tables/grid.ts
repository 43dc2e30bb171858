/** What a cell holds. Dates come as text: `2018-03-05`, or `2018年3月` where the sheet shows no day. */
export type Cell = string | number | boolean | null

/** Cells merged into one, counted from 0. */
export interface Merge {
  row: number
  column: number
  rows: number
  columns: number
}

/** One sheet of a workbook, or a pasted table. */
export interface Sheet {
  /** Name of the sheet; may tell the year or the kind. */
  name: string
  rows: readonly (readonly Cell[])[]
  merges: readonly Merge[]
  hidden?: boolean
}

export const cellText = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return typeof cell === 'number' ? String(cell) : cell
}

/** Finds the merge a cell lies in. */
export class MergeIndex {
  private readonly byCell = new Map<string, Merge>()

  constructor(merges: readonly Merge[]) {
    for (const merge of merges) {
      // A merge over a whole column names a million rows; beyond the filled ones nothing asks.
      const rows = Math.min(merge.rows, 5000)
      for (let r = 0; r < rows; r += 1)
        for (let c = 0; c < Math.min(merge.columns, 200); c += 1)
          this.byCell.set(`${merge.row + r} ${merge.column + c}`, merge)
    }
  }

  at(row: number, column: number): Merge | undefined {
    return this.byCell.get(`${row} ${column}`)
  }
}

/** `A`, `B` … `AA`: how a spreadsheet calls a column. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}
