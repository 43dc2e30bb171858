import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, statSync } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { DataSource, type QueryRunner } from 'typeorm'
import type { Clock } from '../platform/clock.js'
import type { Config } from '../platform/config.js'
import { connectionOptions, embeddedFile } from '../platform/database/connection.js'
import type { FileStore } from '../platform/files/file-store.js'
import { openFileStore } from '../platform/files/open.js'
import { newId } from '../platform/ids.js'
import {
  BackupError,
  evidenceOf,
  format,
  manifestOf,
  nameOf,
  tableFileOf,
  type Manifest,
  type TableEntry,
} from './manifest.js'
import { atOneMoment, isEmbedded, migrationsOf, rowsOf, tablesOf, type TableShape, type Value } from './snapshot.js'

/** The table that says which files there are, and its columns. */
const fileTable = { name: 'file', organisation: 'organisation', hash: 'hash', size: 'size' }

interface Evidence {
  organisation: string
  hash: string
  size: number
}

/**
 * Writes a backup of a database, which may be in use, and of its evidence into a folder, where files that lie there from
 * earlier backups are not copied again. The same form for every kind of database.
 */
export async function backup(
  config: Config,
  folder: string,
  clock: Clock,
): Promise<{ place: string; manifest: Manifest }> {
  if (config.databaseUrl === undefined && !existsSync(embeddedFile(config)))
    throw new BackupError('nothingThere', `${embeddedFile(config)}: 没有数据库，请检查 XINGJI_DATA`)
  const source = await new DataSource(connectionOptions(config)).initialize()
  const at = clock.stamp()
  const place = path.join(folder, nameOf(at))
  const partial = `${place}.partial-${newId(clock.now())}`
  try {
    await mkdir(partial, { recursive: true })
    const evidence: Evidence[] = []
    const { schema, tables } = await atOneMoment(source, (runner) => writeTables(runner, partial, evidence))
    // After the tables: what they name was in the store before.
    const files = await copyFiles(await openFileStore(config), folder, evidence)
    const from = isEmbedded(source) ? 'embedded' : 'mysql'
    const manifest: Manifest = { format, at, from, schema, tables, files }
    await writeFile(manifestOf(partial), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true })
    await rename(partial, place)
    return { place, manifest }
  } finally {
    await source.destroy()
    await rm(partial, { recursive: true, force: true })
  }
}

async function writeTables(
  runner: QueryRunner,
  place: string,
  evidence: Evidence[],
): Promise<Pick<Manifest, 'schema' | 'tables'>> {
  const schema = await migrationsOf(runner)
  if (schema.length === 0) throw new BackupError('nothingThere', '这个数据库里还没有任何表，没有可备份的内容')
  const tables: TableEntry[] = []
  for (const shape of await tablesOf(runner)) tables.push(await writeTable(runner, shape, place, evidence))
  return { schema, tables }
}

/** One line of columns, then one a row. */
async function writeTable(
  runner: QueryRunner,
  shape: TableShape,
  place: string,
  evidence: Evidence[],
): Promise<TableEntry> {
  const hash = createHash('sha256')
  let rows = 0
  async function* lines(): AsyncGenerator<string> {
    yield `${JSON.stringify(shape.columns)}\n`
    for await (const row of rowsOf(runner, shape)) {
      rows++
      if (shape.name === fileTable.name) evidence.push(evidenceIn(shape.columns, row))
      yield `${JSON.stringify(row.map(checked))}\n`
    }
  }
  const counted = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const file = createWriteStream(tableFileOf(place, shape.name), { flush: true })
  await pipeline(Readable.from(lines()), createGzip(), counted, file)
  return { name: shape.name, rows, sha256: hash.digest('hex') }
}

/** A column of another type would come back as something else. */
function checked(value: Value): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new Error(`a backup holds text and numbers only, not ${typeof value}`)
}

function evidenceIn(columns: string[], row: Value[]): Evidence {
  const of = (column: string): Value => row[columns.indexOf(column)]!
  return {
    organisation: String(of(fileTable.organisation)),
    hash: String(of(fileTable.hash)),
    size: Number(of(fileTable.size)),
  }
}

async function copyFiles(store: FileStore, folder: string, evidence: readonly Evidence[]): Promise<Manifest['files']> {
  const missing: string[] = []
  let bytes = 0
  for (const { organisation, hash, size } of evidence) {
    const place = evidenceOf(folder, organisation, hash)
    const isThere = existsSync(place) && statSync(place).size === size
    if (isThere || (await copyFile(store, organisation, hash, place))) bytes += size
    else missing.push(`${organisation}/${hash}`)
  }
  return { count: evidence.length - missing.length, bytes, missing }
}

/** Copies a file whose bytes are what their hash says. */
async function copyFile(store: FileStore, organisation: string, hash: string, place: string): Promise<boolean> {
  const found = await store.open(organisation, hash)
  if (!found) return false
  await mkdir(path.dirname(place), { recursive: true })
  const partial = `${place}.${newId(new Date())}`
  const file = await open(partial, 'wx')
  const counted = createHash('sha256')
  try {
    for await (const chunk of found as AsyncIterable<Buffer>) {
      counted.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  const isWhole = counted.digest('hex') === hash
  if (isWhole) await rename(partial, place)
  else await rm(partial)
  return isWhole
}
