import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  layoutSheet,
  readDelimited,
  readRows,
  vocabularyOf,
  type ReadOptions,
  type RowReading,
  type Sheet,
} from '@xingji/shared/tables'
import { readWorkbook, type Decode } from '@xingji/shared/workbook'
import { catalog } from '../support/project-rubrics'

export const fixtures = path.resolve(__dirname, '../../../test/fixtures/tables')

/** The platform's decoder, as the app and the command line have it. */
export const decode: Decode = (bytes, encoding) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export { catalog }

/** The sheets of a table file. */
export function openTable(file: string, name = path.basename(file)): Sheet[] {
  const reading = readWorkbook(new Uint8Array(readFileSync(file)), name, decode)
  if (!reading.ok) throw new Error(reading.message)
  return reading.sheets
}

/** Every row of every table in a sheet. */
export function readSheet(sheet: Sheet, options: ReadOptions = {}): RowReading[] {
  return layoutSheet(sheet, vocabularyOf(catalog)).flatMap((layout) => [...readRows(sheet, layout, catalog, options)])
}

/** Every row of a pasted table. */
export const readPasted = (text: string, options: ReadOptions = {}): RowReading[] =>
  readSheet(readDelimited(text), options)

/** A table with one row: headings and cells. */
export const readOne = (cells: Readonly<Record<string, string>>, options: ReadOptions = {}): RowReading => {
  const rows = readPasted(`${Object.keys(cells).join('\t')}\n${Object.values(cells).join('\t')}`, options)
  if (rows.length !== 1) throw new Error(`${rows.length} rows`)
  return rows[0]!
}
