import { ConfigError, readConfig } from './platform/config.js'
import { start } from './start.js'

try {
  const { address } = await start(readConfig(process.env))
  console.log(`xingji listens on ${address}`)
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
}
