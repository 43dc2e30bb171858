import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  createScorer,
  isDay,
  ProblemError,
  readLedger,
  readRecord,
  type Catalog,
  type FlatRecord,
  type Ledger,
  type LedgerRecord,
  type Rubric,
} from '@xingji/shared'
import { Source } from '@xingji/shared/rubric'
import {
  earnedInOrder,
  fatesOf,
  layoutSheet,
  noMemory,
  readRows,
  vocabularyOf,
  type ReadOptions,
  type Sheet,
} from '@xingji/shared/tables'
import { readWorkbook, type Decode } from '@xingji/shared/workbook'
import { stringify } from 'yaml'
import { UsageError } from './files.js'
import { findRubric, loadRubrics } from './load.js'
import type { Invocation } from './main.js'
import { inFile, namedRubrics, parse } from './score.js'
import { asJson, describe, sentence, type Row } from './import-report.js'

/** More than any table file may have: read no further. */
const largest = 64 * 1024 * 1024

/** A table file as a ledger file, with what each row is, lacks and earns. */
export function importCommand({ values, words, print, complain }: Invocation): number {
  const [file] = words
  if (file === undefined) throw new UsageError('缺少 TABLE；用法见 xingji import --help')
  const { out, into } = values
  if (typeof out === 'string' && typeof into === 'string') throw new UsageError('--out 和 --into 只写一个')
  if (typeof out === 'string' && existsSync(out))
    throw new UsageError(`${out}: 已经有这个文件；要并进去请用 --into，要新的请换个名字`)
  const ledgerSource = typeof into === 'string' ? parse(into) : undefined
  const asked = typeof values.rubric === 'string' ? values.rubric.split(',') : []
  const named = [...asked, ...namedRubrics(ledgerSource?.value)]
  const set = loadRubrics(values.rubrics, named.length > 0 ? named : undefined)
  const ledger = ledgerSource && readExisting(ledgerSource, set.catalog, set.rubrics)
  const held = heldOf(ledgerSource)
  const sheets = openSheets(file, values.sheet)
  const rows = readAll(sheets, path.basename(file), set.catalog, readOptions(values, set.catalog))
  decide(rows, held, set.catalog)
  for (const id of asked) earn(rows, findRubric(set, id), set.catalog, asOfDay(values['as-of']), ledger)

  const target = typeof out === 'string' ? out : typeof into === 'string' ? into : undefined
  const changed = rows.filter((row) => row.record !== undefined)
  const isWritten = target !== undefined && (changed.length > 0 || !ledgerSource)
  if (isWritten) write(target, ledgerSource, changed)
  print(
    values.json === true
      ? JSON.stringify(rows.map(asJson))
      : describe(rows, asked, sheets.length > 1, isWritten ? target : undefined),
  )
  const bad = rows.filter(({ reading }) => reading.status === 'bad')
  for (const { sheet, reading } of bad)
    for (const problem of reading.problems.filter((one) => one.level === 'error'))
      complain(`${file}: ${sheets.length > 1 ? `${sheet} ` : ''}${sentence(problem)}`)
  return bad.length > 0 ? 2 : 0
}

function readOptions(values: Invocation['values'], catalog: Catalog): ReadOptions {
  const options: ReadOptions = {}
  if (typeof values.year === 'string') {
    if (!/^(19|20)\d{2}$/.test(values.year)) throw new UsageError(`--year: “${values.year}” 不是年份，应写成 2018 这样`)
    options.year = Number(values.year)
  }
  if (typeof values.kind === 'string') {
    if (!catalog.kinds.some((kind) => kind.id === values.kind))
      throw new UsageError(`--kind: 没有种类 ${values.kind}；全部种类见 xingji catalog`)
    options.kind = values.kind
  }
  return options
}

function asOfDay(value: string | boolean | undefined): string {
  if (typeof value !== 'string' || !isDay(value))
    throw new UsageError('--rubric 要和 --as-of 一起写，如 --as-of 2018-12-31')
  return value
}

const decode: Decode = (bytes, encoding) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function openSheets(file: string, sheet: string | boolean | undefined): Sheet[] {
  let bytes: Uint8Array
  try {
    if (statSync(file).size > largest) throw new UsageError(`${file}: 文件太大`)
    bytes = new Uint8Array(readFileSync(file))
  } catch (error) {
    if (error instanceof UsageError) throw error
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new UsageError(`${file}: ${missing ? '没有这个文件' : '读不了这个文件，请检查权限'}`)
  }
  const reading = readWorkbook(bytes, file, decode)
  if (!reading.ok) throw new UsageError(reading.message)
  const wanted =
    typeof sheet === 'string'
      ? reading.sheets.filter((one) => one.name === sheet)
      : reading.sheets.filter((one) => one.hidden !== true)
  if (wanted.length === 0)
    throw new UsageError(`${file}: 没有这张工作表；有：${reading.sheets.map((one) => one.name).join('、')}`)
  return wanted
}

function readAll(sheets: readonly Sheet[], name: string, catalog: Catalog, options: ReadOptions): Row[] {
  const rows = sheets.flatMap((sheet) =>
    layoutSheet(sheet, vocabularyOf(catalog), name).flatMap((layout) =>
      [...readRows(sheet, layout, catalog, options)].map((reading): Row => ({
        sheet: sheet.name,
        reading,
        points: {},
      })),
    ),
  )
  if (rows.length === 0) throw new UsageError(`${name}: 没有找到表格：要有一行表头，写着日期、名称、类型等`)
  return rows
}

function readExisting(source: Source, catalog: Catalog, rubrics: readonly Rubric[]): Ledger {
  const ledger = readLedger(source.value, catalog, rubrics)
  if (!ledger.ok) throw new ProblemError(inFile(ledger.problems, source))
  return ledger.value
}

const heldOf = (source: Source | undefined): FlatRecord[] => {
  const records = (source?.value as { records?: FlatRecord[] } | undefined)?.records
  return records ? records.map((record) => ({ ...record, id: String(record.id) })) : []
}

/** What becomes of each row: rows of all sheets are one table, numbered through for the comparison. */
function decide(rows: readonly Row[], records: readonly FlatRecord[], catalog: Catalog): void {
  const numbered = rows.map(({ reading }, i) => ({ ...reading, row: i }))
  const fates = fatesOf(numbered, { records, memory: noMemory }, catalog)
  for (const [i, fate] of fates) {
    const row = rows[i]!
    row.fate = fate.fate === 'twin' ? { fate: 'twin', row: rows[fate.row]!.reading.row } : fate
    if (fate.fate === 'new') row.record = { id: newId(), ...row.reading.draft }
    else if (fate.fate === 'edit') row.record = fate.next
  }
}

/** A UUIDv7. */
function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function earn(rows: readonly Row[], rubric: Rubric, catalog: Catalog, asOf: string, ledger: Ledger | undefined): void {
  const scorer = createScorer({
    rubric,
    catalog,
    asOf,
    society: ledger?.society ?? { fields: {} },
    selfAssessment: ledger?.selfAssessment[rubric.id] ?? {},
    claims: ledger?.claims[rubric.id] ?? {},
    reviews: ledger?.reviews[rubric.id] ?? {},
    records: ledger?.records ?? [],
  })
  const going = rows.filter((row) => row.record !== undefined)
  const effects = earnedInOrder(
    scorer,
    going.map(({ record }) => parsed(record!, catalog)),
  )
  for (const row of going) row.points[rubric.id] = effects.next().value?.total ?? 0
}

function parsed(record: FlatRecord, catalog: Catalog): LedgerRecord {
  const read = readRecord(record, catalog)
  if (!read.ok) throw new ProblemError(read.problems)
  return read.value
}

/** Beside the old text first, so that a full disk leaves the old ledger whole. */
function write(target: string, source: Source | undefined, rows: readonly Row[]): void {
  const before = (source?.value ?? {}) as { records?: FlatRecord[] }
  const next = new Map(rows.map(({ record }) => [String(record!.id), record!]))
  const kept = (before.records ?? []).map((record) => {
    const edited = next.get(String(record.id))
    next.delete(String(record.id))
    return edited ?? record
  })
  const text = stringify({ ...before, records: [...kept, ...next.values()] }, { lineWidth: 0 })
  try {
    writeFileSync(`${target}.new`, text)
    renameSync(`${target}.new`, target)
  } catch {
    throw new UsageError(`${target}: 写不了这个文件，请检查文件夹和权限`)
  }
}
