import 'reflect-metadata'
import { DataSource } from 'typeorm'
import { Database } from '../../server/src/platform/database/database.js'
import { databaseOptions } from '../../server/src/platform/database/options.js'
import { createDatabase, type DatabaseKind } from './database'

// Opening a database may take a while on a busy machine.
jest.setTimeout(60_000)

/** An empty database with its tables, opened in the test's own process. */
export interface OpenDatabase {
  source: DataSource
  database: Database
  /** Opens it a second time, as another server process would. */
  again(): Promise<DataSource>
  close(): Promise<void>
}

export async function openDatabase(kind: DatabaseKind): Promise<OpenDatabase> {
  const place = await createDatabase(kind)
  const open = (): Promise<DataSource> => new DataSource(databaseOptions(place)).initialize()
  const source = await open()
  const others: DataSource[] = []
  return {
    source,
    database: new Database(source),
    again: async () => {
      const other = await open()
      others.push(other)
      return other
    },
    close: async () => {
      for (const one of [source, ...others]) await one.destroy()
      await place.drop()
    },
  }
}
