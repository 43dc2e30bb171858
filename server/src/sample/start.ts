import path from 'node:path'
import { SystemClock } from '../platform/clock.js'
import { ConfigError, readConfig } from '../platform/config.js'
import { start } from '../start.js'
import { sampleSecretary, seedSample } from './seed.js'

/** `npm start`: the server, in development with a sample society. */
try {
  const config = readConfig({ XINGJI_LOG: 'warn', ...process.env })
  const { address } = await start(config)
  if (config.profile === 'development') {
    const file = path.join(config.rubricsFolder, 'samples/society-2018.yaml')
    const records = await seedSample(address, file, new SystemClock())
    if (records > 0) console.log(`A sample society with ${records} records is there; sign in as ${sampleSecretary}.`)
  }
  console.log(`星迹 Xingji: ${address}  (API: ${address}/api/docs)`)
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exit(1)
}
