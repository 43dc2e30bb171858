import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createDatabase, type DatabaseKind, type TestDatabase } from './database'

const main = resolve(__dirname, '../../server/dist/main.js')

/** The built server as a process of its own, reached over HTTP like by anybody else. */
export interface TestServer {
  url: string
  database: TestDatabase
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<void>
  /** Starts again on the same data, under a new address. */
  restart(): Promise<void>
  /** Ends it and drops the database. */
  stop(): Promise<void>
}

export interface ServerOptions {
  on?: DatabaseKind
  env?: Record<string, string>
}

/** Starts a server on an empty database. */
export async function startServer({ on = 'embedded', env = {} }: ServerOptions = {}): Promise<TestServer> {
  if (!existsSync(main)) throw new Error('server/dist is missing: npm run build -w server')
  const database = await createDatabase(on)
  const environment = { ...environmentOf(database), ...env }
  let running = await launch(environment)
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return
    const ended = once(running.child, 'exit')
    running.child.kill(signal)
    await ended
  }
  return {
    get url() {
      return running.url
    },
    database,
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM')
      running = await launch(environment)
    },
    stop: async () => {
      await end('SIGTERM')
      await database.drop()
    },
  }
}

function environmentOf({ dataFolder, databaseUrl }: TestDatabase): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    TZ: process.env.TZ ?? 'America/New_York',
    XINGJI_PORT: '0',
    XINGJI_DATA: dataFolder,
    ...(databaseUrl === undefined ? {} : { XINGJI_DATABASE_URL: databaseUrl }),
    XINGJI_APP: join(dataFolder, 'no-app'),
    XINGJI_REQUESTS_PER_MINUTE: '1000000',
    XINGJI_SIGN_INS_PER_MINUTE: '1000000',
    XINGJI_OPERATORS: 'development:olivia',
    XINGJI_DOCS: 'off',
    XINGJI_LOG: 'error',
  }
}

async function launch(env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^xingji listens on (http\S+)$/.exec(line) ?? []
    if (url === undefined) continue
    child.stdout.resume()
    return { child, url }
  }
  throw new Error('the server ended before it listened')
}
