import type { DataSource, QueryRunner } from 'typeorm'

/** A value as both kinds of database give and take it. */
export type Value = string | number | null
export interface TableShape {
  name: string
  columns: string[]
  primary: string[]
}

/** Where TypeORM notes which migrations ran: not data. */
const migrationTable = 'migrations'

export const isEmbedded = (source: DataSource): boolean => source.options.type === 'better-sqlite3'

/** The tables that hold data, by name. */
export async function tablesOf(runner: QueryRunner): Promise<TableShape[]> {
  const query = isEmbedded(runner.connection)
    ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name'
  const found = (await runner.query(query)) as { name: string }[]
  const shapes: TableShape[] = []
  for (const { name } of found) {
    if (name === migrationTable) continue
    const table = await runner.getTable(name)
    shapes.push({
      name,
      columns: table!.columns.map((column) => column.name),
      primary: table!.primaryColumns.map((column) => column.name),
    })
  }
  return shapes
}

/** Names of the migrations that ran, in their order; empty when none ever did. */
export async function migrationsOf(runner: QueryRunner): Promise<string[]> {
  if (!(await runner.hasTable(migrationTable))) return []
  const query = `SELECT name FROM ${migrationTable} ORDER BY timestamp, id`
  return ((await runner.query(query)) as { name: string }[]).map(({ name }) => name)
}

/** Lets `work` look at the database as it is at one moment, while others go on writing. */
export async function atOneMoment<T>(source: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner()
  await runner.connect()
  try {
    if (isEmbedded(source)) await runner.query('BEGIN')
    else {
      await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
      await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
    }
    return await work(runner)
  } finally {
    await runner.query('ROLLBACK')
    await runner.release()
  }
}

interface EmbeddedConnection {
  prepare(sql: string): { raw(): { iterate(): Iterable<Value[]> } }
}

/** A table's rows in the order of its key, one after the other. */
export async function* rowsOf(runner: QueryRunner, { name, columns, primary }: TableShape): AsyncGenerator<Value[]> {
  const { driver } = runner.connection
  const list = (of: string[]): string => of.map((one) => driver.escape(one)).join(', ')
  const sql = `SELECT ${list(columns)} FROM ${driver.escape(name)} ORDER BY ${list(primary)}`
  if (isEmbedded(runner.connection)) {
    const { databaseConnection } = driver as unknown as { databaseConnection: EmbeddedConnection }
    yield* databaseConnection.prepare(sql).raw().iterate()
    return
  }
  for await (const row of await runner.stream(sql))
    yield columns.map((column) => (row as unknown as Record<string, Value>)[column]!)
}
