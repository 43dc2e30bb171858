import { Table, type QueryRunner, type TableColumnOptions } from 'typeorm'

type Column = (isMysql: boolean) => TableColumnOptions

/** An id, hash or stamp: ASCII, compared byte by byte on both kinds of database. */
export const key = (name: string, length: number): Column => {
  return (isMysql) => ({
    name,
    type: 'varchar',
    length: String(length),
    ...(isMysql ? { charset: 'ascii', collation: 'ascii_bin' } : {}),
  })
}
/** Text a person wrote, or an identity from elsewhere; case counts. */
export const text = (name: string, length: number): Column => {
  return (isMysql) => ({
    name,
    type: 'varchar',
    length: String(length),
    ...(isMysql ? { charset: 'utf8mb4', collation: 'utf8mb4_bin' } : {}),
  })
}
/** Text of up to 16 MB. */
export const long =
  (name: string): Column =>
  (isMysql) => ({ name, type: isMysql ? 'mediumtext' : 'text' })
export const whole =
  (name: string): Column =>
  (isMysql) => ({ name, type: isMysql ? 'int' : 'integer' })
export const flag =
  (name: string): Column =>
  (isMysql) => ({ name, type: isMysql ? 'tinyint' : 'boolean' })
export const nullable =
  (column: Column): Column =>
  (isMysql) => ({ ...column(isMysql), isNullable: true })

interface TableDescription {
  columns: Column[]
  primary: string[]
  unique?: string[][]
  indices?: string[][]
}

/**
 * Creates a table on either kind of database. There are no foreign keys: checking them would lock the organisation's
 * row in every transaction, and only repositories write.
 */
export async function createTable(runner: QueryRunner, name: string, description: TableDescription): Promise<void> {
  const isMysql = runner.connection.options.type === 'mysql'
  const columns = description.columns.map((column) => column(isMysql))
  const index = (names: string[], isUnique: boolean) => ({
    name: `${isUnique ? 'uq' : 'ix'}_${name}_${names.join('_')}`,
    columnNames: names,
    isUnique,
  })
  await runner.createTable(
    new Table({
      name,
      columns: columns.map((column) => ({ ...column, isPrimary: description.primary.includes(column.name) })),
      indices: [
        ...(description.unique ?? []).map((names) => index(names, true)),
        ...(description.indices ?? []).map((names) => index(names, false)),
      ],
      ...(isMysql ? { engine: 'InnoDB' } : {}),
    }),
    true,
  )
}
