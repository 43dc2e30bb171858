import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { createApp } from '../../server/src/app.js'
import { Clock } from '../../server/src/platform/clock.js'
import { type Config, readConfig } from '../../server/src/platform/config.js'
import { createDatabase, type DatabaseKind } from './database'

// Starting a server may take a while on a busy machine.
jest.setTimeout(60_000)

/** A clock that stands still until it is told. */
export class FakeClock extends Clock {
  private time: number

  constructor(start: string) {
    super()
    this.time = Date.parse(start)
  }

  now(): Date {
    return new Date(this.time)
  }

  pass(days: number, milliseconds = 0): void {
    this.time += days * 86_400_000 + milliseconds
  }
}

/** The server inside the test's own process, where the test holds the clock. */
export interface ServerInProcess {
  url: string
  app: NestFastifyApplication
  clock: FakeClock
  config: Config
  stop(): Promise<void>
}

/** `prepare` may do something to the empty database before the server sees it. */
export async function startInProcess(
  env: Record<string, string> = {},
  start = '2018-06-01T00:00:00Z',
  kind: DatabaseKind = 'embedded',
  prepare: (config: Config) => Promise<unknown> = async () => undefined,
): Promise<ServerInProcess> {
  const database = await createDatabase(kind)
  const clock = new FakeClock(start)
  const config = readConfig({
    XINGJI_DATA: database.dataFolder,
    XINGJI_PORT: '0',
    XINGJI_APP: join(database.dataFolder, 'no-app'),
    XINGJI_REQUESTS_PER_MINUTE: '1000000',
    XINGJI_SIGN_INS_PER_MINUTE: '1000000',
    XINGJI_LOG: 'error',
    XINGJI_DOCS: 'off',
    XINGJI_JOBS: 'off',
    ...(database.databaseUrl === undefined ? {} : { XINGJI_DATABASE_URL: database.databaseUrl }),
    ...env,
  })
  await prepare(config)
  const app = await createApp(config, { clock })
  await app.listen(0, '127.0.0.1')
  return {
    url: await app.getUrl(),
    app,
    clock,
    config,
    stop: async () => {
      await app.close()
      await database.drop()
    },
  }
}
