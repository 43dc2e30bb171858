/** What the command line needs of the server for `backup` and `restore`. */
export { backup } from './backup.js'
export { BackupError, type Manifest } from './manifest.js'
export { restore } from './restore.js'
export { SystemClock } from '../platform/clock.js'
export { ConfigError, readConfig } from '../platform/config.js'
