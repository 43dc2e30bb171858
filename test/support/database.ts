import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { shareMemory } from './memory'

/** A database of one test file's own, with a data folder beside it. */
export interface TestDatabase {
  dataFolder: string
  /** Absent: the embedded one. */
  databaseUrl?: string
  drop(): Promise<void>
}
export type DatabaseKind = 'embedded' | 'mysql'

const serverUrl = process.env.XINGJI_TEST_MYSQL_URL

let count = 0

/** An empty database of the kind. */
export async function createDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'xingji-test-'))
  shareMemory(dataFolder)
  const dropFolder = (): void => rmSync(dataFolder, { recursive: true, force: true })
  if (kind === 'embedded') return { dataFolder, drop: async () => dropFolder() }
  const name = `xingji_${process.pid}_${Date.now()}_${count++}`
  await execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`)
  const url = new URL(serverUrl ?? '')
  url.pathname = name
  const drop = async (): Promise<void> => {
    dropFolder()
    await execute(`DROP DATABASE ${name}`)
  }
  return { dataFolder, databaseUrl: url.toString(), drop }
}

async function execute(sql: string): Promise<void> {
  const connection = await createConnection({ uri: serverUrl ?? '' })
  await connection.query(sql).finally(() => connection.end())
}

const kinds: readonly DatabaseKind[] = ['embedded', 'mysql']

/**
 * Describes the same behaviour on each kind of database. Without a MySQL server its part is left out, and says so; under
 * CI that is a failure.
 */
export function onEachDatabase(title: string, body: (kind: DatabaseKind) => void): void {
  for (const kind of kinds) {
    const name = `${title}, on ${kind}`
    if (isThere(kind)) describe(name, () => body(kind))
    else leaveOut(name)
  }
}

/** One test that runs on all kinds of database at the same time. */
export function itOnEachDatabase(title: string, body: (kind: DatabaseKind) => Promise<void>, limit: number): void {
  for (const kind of kinds) {
    const name = `${title}, on ${kind}`
    if (isThere(kind)) it.concurrent(name, () => body(kind), limit)
    else leaveOut(name)
  }
}

/** One test that needs several processes on one database: MySQL alone has that. */
export function itWithMysql(title: string, body: () => Promise<void>, limit: number): void {
  if (isThere('mysql')) it(title, body, limit)
  else leaveOut(title)
}

const isThere = (kind: DatabaseKind): boolean => kind === 'embedded' || serverUrl !== undefined

function leaveOut(name: string): void {
  if (process.env.CI !== 'true') return it.todo(`${name}: left out, XINGJI_TEST_MYSQL_URL names no server`)
  it(name, () => {
    throw new Error('XINGJI_TEST_MYSQL_URL names no MySQL server; under CI there must be one')
  })
}
