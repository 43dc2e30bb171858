import { createReadStream, existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { DataSource, type QueryRunner } from 'typeorm'
import { migrations } from '../migrations/index.js'
import type { Config } from '../platform/config.js'
import { connectionOptions } from '../platform/database/connection.js'
import { openFileStore } from '../platform/files/open.js'
import {
  BackupError,
  damaged,
  evidenceOf,
  findBackup,
  readManifest,
  tableFileOf,
  type Manifest,
  type TableEntry,
} from './manifest.js'
import { tablesOf, type Value } from './snapshot.js'

/** Values of one INSERT: below every database's limit. */
const mostValues = 5_000
const mostCharacters = 1 << 20

/**
 * Restores a backup into the configured database, which must be empty, and its evidence into the configured store. The
 * rows come back all or none; a backup of an older program is brought to today's tables.
 */
export async function restore(config: Config, folder: string, name?: string): Promise<Manifest> {
  const place = findBackup(folder, name)
  const manifest = await readManifest(place)
  const known = migrations.map((one) => one.name)
  const unknown = manifest.schema.filter((one) => !known.includes(one))
  if (unknown.length > 0)
    throw new BackupError('tooNew', `这份备份来自更新的程序（${unknown.join('、')}），请先升级这里的程序`)
  await mkdir(config.dataFolder, { recursive: true })
  const made = migrations.filter((one) => manifest.schema.includes(one.name))
  await withSource(config, made, async (source) => {
    const runner = source.createQueryRunner()
    await assertEmpty(runner)
    await restoreFiles(config, folder, place, manifest)
    // Tables without a row may be of any version: they are made again.
    await runner.clearDatabase()
    await source.runMigrations({ transaction: 'each' })
    await runner.startTransaction()
    try {
      for (const table of manifest.tables) await loadTable(runner, place, table)
      await runner.commitTransaction()
    } catch (error) {
      await runner.rollbackTransaction()
      throw error
    } finally {
      await runner.release()
    }
  })
  await withSource(config, migrations, async (source) => {
    await source.runMigrations({ transaction: 'each' })
    await doubtMessages(source)
  })
  return manifest
}

/** A WeChat message that waited at the time of the backup may have gone out since: nobody knows, so it is not sent. */
function doubtMessages(source: DataSource): Promise<unknown> {
  return source.query(
    `UPDATE outbox SET state = 'uncertain', code = 'restored', settledAt = createdAt
     WHERE channel = 'wechat' AND state IN ('waiting', 'sending')`,
  )
}

async function withSource(
  config: Config,
  which: typeof migrations,
  work: (source: DataSource) => Promise<unknown>,
): Promise<void> {
  const source = await new DataSource({ ...connectionOptions(config), migrations: which }).initialize()
  await work(source).finally(() => source.destroy())
}

async function assertEmpty(runner: QueryRunner): Promise<void> {
  for (const { name } of await tablesOf(runner)) {
    const rows = (await runner.query(`SELECT 1 FROM ${runner.connection.driver.escape(name)} LIMIT 1`)) as unknown[]
    if (rows.length > 0)
      throw new BackupError('notEmpty', `目标数据库不是空的（${name} 里有内容）。只能恢复到空的数据库，以免覆盖`)
  }
}

async function restoreFiles(config: Config, folder: string, place: string, manifest: Manifest): Promise<void> {
  const missing = new Set(manifest.files.missing)
  const entry = manifest.tables.find(({ name }) => name === 'file')
  if (!entry) return
  const store = await openFileStore(config)
  for await (const { row, columns } of linesOf(place, entry)) {
    const organisation = String(row[columns.indexOf('organisation')])
    const hash = String(row[columns.indexOf('hash')])
    if (missing.has(`${organisation}/${hash}`)) continue
    const file = evidenceOf(folder, organisation, hash)
    if (!existsSync(file)) throw damaged(`${file} 不见了`)
    const arrival = await store.receive(createReadStream(file), Number.MAX_SAFE_INTEGER)
    if (arrival.hash === hash) await arrival.keep(organisation)
    else {
      await arrival.discard()
      throw damaged(`${file} 的内容变了`)
    }
  }
}

async function loadTable(runner: QueryRunner, place: string, entry: TableEntry): Promise<void> {
  let rows = 0
  for await (const { columns, batch } of batchesOf(linesOf(place, entry))) {
    const { driver } = runner.connection
    const places = `(${columns.map(() => '?').join(', ')})`
    const into = `${driver.escape(entry.name)} (${columns.map((column) => driver.escape(column)).join(', ')})`
    await runner.query(`INSERT INTO ${into} VALUES ${batch.map(() => places).join(', ')}`, batch.flat())
    rows += batch.length
  }
  if (rows !== entry.rows) throw damaged(`${entry.name} 应有 ${entry.rows} 行，实有 ${rows} 行`)
}

interface Line {
  columns: string[]
  row: Value[]
  length: number
}

/** The rows of a table's file. */
async function* linesOf(place: string, { name }: TableEntry): AsyncGenerator<Line> {
  const input = createReadStream(tableFileOf(place, name)).pipe(createGunzip())
  let columns: string[] | undefined
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const values = JSON.parse(line) as Value[]
    if (columns) yield { columns, row: values, length: line.length }
    else columns = values.map(String)
  }
}

/** Rows enough for one INSERT. */
async function* batchesOf(lines: AsyncIterable<Line>): AsyncGenerator<{ columns: string[]; batch: Value[][] }> {
  let columns: string[] = []
  let batch: Value[][] = []
  let characters = 0
  for await (const line of lines) {
    columns = line.columns
    batch.push(line.row)
    characters += line.length
    if ((batch.length + 1) * columns.length > mostValues || characters > mostCharacters) {
      yield { columns, batch }
      batch = []
      characters = 0
    }
  }
  if (batch.length > 0) yield { columns, batch }
}
