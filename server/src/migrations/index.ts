import { FirstTables1700000000000 } from './1700000000000-first-tables.js'

/** In the order they run; each runs once, on every kind of database. */
export const migrations = [FirstTables1700000000000]
