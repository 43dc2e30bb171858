import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'

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

/**
 * Describes the same behaviour on both kinds of database. Without a MySQL server the second is left out, and says so:
 * under CI that is a failure.
 */
export function onEachDatabase(title: string, body: (kind: DatabaseKind) => void): void {
  describe(`${title}, on the embedded database`, () => body('embedded'))
  if (serverUrl) describe(`${title}, on MySQL`, () => body('mysql'))
  else if (process.env.CI === 'true')
    it(`${title}, on MySQL`, () => {
      throw new Error('XINGJI_TEST_MYSQL_URL names no MySQL server; under CI there must be one')
    })
  else it.todo(`${title}, on MySQL: left out, XINGJI_TEST_MYSQL_URL names no server`)
}
