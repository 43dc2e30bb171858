import type { Sheet } from './grid.js'

/**
 * A table as text: what a spreadsheet puts on the clipboard (tabs) or into a .csv file (commas or semicolons). Cells may be
 * quoted and then hold line ends, separators and doubled quotes.
 */
export function readDelimited(text: string, name = ''): Sheet {
  const body = text.replace(/^\ufeff/, '')
  const separator = separatorOf(body)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const endRow = (): void => {
    rows.push(row)
    row = []
  }
  while (at < body.length) {
    const quoted = body[at] === '"' ? readQuoted(body, at, separator) : undefined
    let cell: string
    if (quoted) {
      cell = quoted.cell
      at = quoted.end
    } else {
      let end = at
      while (end < body.length && body[end] !== separator && body[end] !== '\n' && body[end] !== '\r') end += 1
      cell = body.slice(at, end)
      at = end
    }
    row.push(cell.trim())
    if (body[at] === separator) {
      at += 1
      if (at === body.length) row.push('')
      else continue
    }
    if (body[at] === '\r') at += 1
    if (body[at] === '\n') at += 1
    endRow()
  }
  if (row.length > 0) endRow()
  while (rows.length > 0 && rows[rows.length - 1]!.every((cell) => cell === '')) rows.pop()
  return { name, rows, merges: [] }
}

/** A quoted cell that ends before a separator or a line's end; anything else is a quotation mark that belongs to the text. */
function readQuoted(body: string, start: number, separator: string): { cell: string; end: number } | undefined {
  let at = start + 1
  let cell = ''
  while (at < body.length) {
    if (body[at] !== '"') {
      cell += body[at]
      at += 1
    } else if (body[at + 1] === '"') {
      cell += '"'
      at += 2
    } else {
      const after = body[at + 1]
      return after === undefined || after === separator || after === '\n' || after === '\r'
        ? { cell, end: at + 1 }
        : undefined
    }
  }
  return undefined
}

/** The sign that parts the cells: a tab wherever there is one, else what the first lines have most of. */
function separatorOf(body: string): string {
  const head = body.slice(0, 5000).replace(/"[^"]*"/g, '')
  if (head.includes('\t')) return '\t'
  const count = (sign: string): number => head.split(sign).length - 1
  return count(';') > count(',') ? ';' : ','
}
