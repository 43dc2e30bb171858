import { FirstTables1700000000000 } from './1700000000000-first-tables.js'
import { HeadCount1800000006000 } from './1800000006000-headcount.js'
import { Notices1800000005000 } from './1800000005000-notices.js'

/** In the order they run; each runs once, on every kind of database. */
export const migrations = [FirstTables1700000000000, Notices1800000005000, HeadCount1800000006000]
