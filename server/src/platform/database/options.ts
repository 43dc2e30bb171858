import { createRequire } from 'node:module'
import path from 'node:path'
import type { DataSourceOptions } from 'typeorm'
import { entities } from '../../entities.js'
import { migrations } from '../../migrations/index.js'
import type { Config } from '../config.js'

const require = createRequire(import.meta.url)
const queryTimeout = 10_000

interface EmbeddedConnection {
  pragma(text: string): unknown
}

/** MySQL, MariaDB or a cluster that speaks its protocol when an address is given; else one file beside the server. */
export function databaseOptions(config: Pick<Config, 'databaseUrl' | 'dataFolder'>): DataSourceOptions {
  const common = {
    entities,
    migrations,
    migrationsRun: true,
    migrationsTransactionMode: 'each',
    synchronize: false,
  } as const
  if (config.databaseUrl !== undefined)
    return {
      ...common,
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
    ...common,
    type: 'better-sqlite3',
    // Installed for every platform without a compiler; API of better-sqlite3.
    driver: require('libsql') as unknown,
    database: path.join(config.dataFolder, 'xingji.db'),
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
