import type { Cell, Merge, Sheet } from '../grid.js'
import { readStyles, shownText, type Shown } from './formats.js'
import { limits, TooLarge, unzip } from './unzip.js'
import { walkXml } from './xml.js'

const wanted =
  /^(xl\/(workbook\.xml|styles\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml))$/i

/** The sheets of an .xlsx workbook. @throws TooLarge, or Error for what is no such workbook */
export function readXlsx(bytes: Uint8Array, decode: (bytes: Uint8Array) => string): Sheet[] {
  const files = unzip(bytes, (name) => wanted.test(name.replace(/^\//, '')))
  const text = (name: string): string | undefined => {
    const found = [...files.keys()].find((one) => one.replace(/^\//, '').toLowerCase() === name.toLowerCase())
    return found === undefined ? undefined : decode(files.get(found)!)
  }
  const workbook = text('xl/workbook.xml')
  if (workbook === undefined) throw new Error('no workbook')
  const { sheets, is1904 } = readWorkbook(workbook)
  const targets = readTargets(text('xl/_rels/workbook.xml.rels'))
  const context = {
    strings: readStrings(text('xl/sharedStrings.xml')),
    styles: readStyles(text('xl/styles.xml')),
    is1904,
  }
  let cells = 0
  return sheets.flatMap(({ name, relation, hidden }, i) => {
    const xml = text(targets.get(relation) ?? `xl/worksheets/sheet${i + 1}.xml`)
    if (xml === undefined) return []
    const sheet = readSheet(xml, context)
    cells += sheet.rows.reduce((sum, row) => sum + row.length, 0)
    if (cells > limits.cells) throw new TooLarge()
    return [{ name, ...sheet, ...(hidden ? { hidden } : {}) }]
  })
}

function readWorkbook(xml: string): { sheets: { name: string; relation: string; hidden: boolean }[]; is1904: boolean } {
  const sheets: { name: string; relation: string; hidden: boolean }[] = []
  let is1904 = false
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
      const { state } = attributes
      sheets.push({ name: attributes.name ?? '', relation, hidden: state === 'hidden' || state === 'veryHidden' })
    },
  })
  return { sheets, is1904 }
}

function readTargets(xml: string | undefined): Map<string, string> {
  const targets = new Map<string, string>()
  if (xml !== undefined)
    walkXml(xml, {
      open(name, attributes) {
        if (name !== 'Relationship') return
        const target = (attributes.Target ?? '').replace(/^\//, '')
        targets.set(attributes.Id ?? '', target.startsWith('xl/') ? target : `xl/${target}`)
      },
    })
  return targets
}

/** Texts cells point at; runs of one text are joined, readings for pronunciation left out. */
function readStrings(xml: string | undefined): string[] {
  const strings: string[] = []
  if (xml === undefined) return strings
  let current = ''
  let within = false
  let phonetic = false
  walkXml(xml, {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') within = !phonetic
    },
    close(name) {
      if (name === 'si') strings.push(current)
      else if (name === 'rPh') phonetic = false
      else if (name === 't') within = false
    },
    text(text) {
      if (within) current += text
    },
  })
  return strings
}

interface Context {
  strings: readonly string[]
  styles: readonly Shown[]
  is1904: boolean
}

function readSheet(xml: string, context: Context): { rows: Cell[][]; merges: Merge[] } {
  const rows: Cell[][] = []
  const merges: Merge[] = []
  let row = -1
  let column = -1
  let type = ''
  let style = 0
  let raw = ''
  let within = false
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1
        column = -1
      } else if (name === 'c') {
        const place = placeOf(attributes.r ?? '')
        column = place ? place.column : column + 1
        if (place) row = place.row
        type = attributes.t ?? 'n'
        style = Number(attributes.s ?? 0)
        raw = ''
      } else if (name === 'v' || name === 't') within = true
      else if (name === 'mergeCell') addMerge(merges, attributes.ref ?? '')
    },
    close(name) {
      if (name === 'v' || name === 't') within = false
      if (name !== 'c' || raw === '') return
      if (row >= limits.rows || column >= limits.columns) throw new TooLarge()
      const value = cellValue(raw, type, context.styles[style] ?? 'number', context)
      if (value === null || value === '') return
      while (rows.length <= row) rows.push([])
      const cells = rows[row]!
      while (cells.length < column) cells.push(null)
      cells[column] = value
    },
    text(text) {
      if (within) raw += text
    },
  })
  return { rows, merges }
}

function cellValue(raw: string, type: string, shown: Shown, { strings, is1904 }: Context): Cell {
  switch (type) {
    case 's':
      return strings[Number(raw)] ?? ''
    case 'b':
      return raw === '1'
    case 'd':
      return raw.slice(0, 10)
    case 'n': {
      const value = Number(raw)
      return Number.isFinite(value) ? shownText(value, shown, is1904) : raw
    }
    default:
      return raw
  }
}

function placeOf(reference: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return undefined
  const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { row: Number(match[2]) - 1, column }
}

function addMerge(merges: Merge[], reference: string): void {
  const [from, to] = reference.split(':').map(placeOf)
  if (merges.length >= 20_000) throw new TooLarge()
  if (from && to)
    merges.push({
      row: from.row,
      column: from.column,
      rows: to.row - from.row + 1,
      columns: to.column - from.column + 1,
    })
}
