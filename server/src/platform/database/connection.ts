import { createRequire } from 'node:module'
import path from 'node:path'
import type { DataSourceOptions } from 'typeorm'
import type { Config } from '../config.js'

const require = createRequire(import.meta.url)
const queryTimeout = 10_000

interface EmbeddedConnection {
  pragma(text: string): unknown
}

/** The file of the embedded database. */
export const embeddedFile = ({ dataFolder }: Pick<Config, 'dataFolder'>): string => path.join(dataFolder, 'xingji.db')

/** MySQL, MariaDB or a cluster that speaks its protocol when an address is given; else one file beside the server. */
export function connectionOptions(config: Pick<Config, 'databaseUrl' | 'dataFolder'>): DataSourceOptions {
  if (config.databaseUrl !== undefined)
    return {
      type: 'mysql',
      url: config.databaseUrl,
      charset: 'utf8mb4',
      timezone: 'Z',
      poolSize: 10,
      connectTimeout: 5_000,
      enableQueryTimeout: true,
      maxQueryExecutionTime: queryTimeout,
      logging: false,
    }
  return {
    type: 'better-sqlite3',
    // Installed for every platform without a compiler; API of better-sqlite3.
    driver: require('libsql') as unknown,
    database: embeddedFile(config),
    enableWAL: true,
    prepareDatabase: (connection: EmbeddedConnection): void => {
      // FULL: a commit is on the disk before it is acknowledged.
      connection.pragma('synchronous = FULL')
      // Waiting for another process stops the whole server: be short, the unit of work runs again.
      connection.pragma('busy_timeout = 50')
    },
    logging: false,
  }
}
