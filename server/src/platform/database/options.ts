import type { DataSourceOptions } from 'typeorm'
import { entities } from '../../entities.js'
import { migrations } from '../../migrations/index.js'
import type { Config } from '../config.js'
import { connectionOptions } from './connection.js'

/** The server's database: its connection, its tables, and how they come to be. */
export function databaseOptions(config: Pick<Config, 'databaseUrl' | 'dataFolder'>): DataSourceOptions {
  return {
    ...connectionOptions(config),
    entities,
    migrations,
    migrationsRun: true,
    migrationsTransactionMode: 'each',
    synchronize: false,
  }
}
