import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fatesOf, layoutSheet, noMemory, readRows, vocabularyOf } from '@xingji/shared/tables'
import { parse } from 'yaml'
import { catalog, fixtures, openTable } from './support'

interface Expected {
  sheet: string
  records: Record<string, object>
  problems: string[]
  skipped: Record<string, string>
  fates?: Record<string, string>
  /** Headings nothing in the catalog goes by. */
  unknown?: string[]
}

const tables = readdirSync(fixtures).filter((name) => /\.(xlsx|csv|tsv)$/.test(name))

describe('ugly ledgers, read as worked out by hand', () => {
  it('are ten', () => expect(tables).toHaveLength(10))

  it.each(tables)('%s', (name) => {
    const expected = parse(
      readFileSync(path.join(fixtures, name.replace(/\.\w+$/, '.expected.yaml')), 'utf8'),
    ) as Expected[]
    const sheets = openTable(path.join(fixtures, name)).filter((sheet) => !sheet.hidden)
    const found = sheets.map((sheet) => {
      const layouts = layoutSheet(sheet, vocabularyOf(catalog), name)
      const rows = layouts.flatMap((layout) => [...readRows(sheet, layout, catalog)])
      const fates = fatesOf(rows, { records: [], memory: noMemory }, catalog)
      const unknown = layouts.flatMap(({ columns }) => columns.filter((one) => one.unknown).map((one) => one.heading))
      return {
        sheet: sheet.name,
        records: Object.fromEntries(rows.flatMap(({ row, draft }) => (draft ? [[row, draft]] : []))),
        problems: rows
          .flatMap(({ problems }) => problems.map(({ row, key, code, level }) => `${row} ${key} ${code} ${level}`))
          .sort(byRow),
        skipped: Object.fromEntries(rows.flatMap(({ row, reason }) => (reason === undefined ? [] : [[row, reason]]))),
        fates: Object.fromEntries([...fates].map(([row, { fate }]) => [row, fate])),
        unknown,
      }
    })
    expect(found).toEqual(
      expected.map((one, i) => ({
        fates: found[i]?.fates,
        unknown: [],
        ...one,
        problems: [...one.problems].sort(byRow),
      })),
    )
  })
})

const byRow = (a: string, b: string): number => parseInt(a) - parseInt(b) || (a < b ? -1 : 1)
