import { join } from 'node:path'
import { createDatabase, type DatabaseKind } from './database'
import { ServerProcess } from './server-process'

// Starting a server may take a while on a busy machine.
jest.setTimeout(60_000)

/** The built server as a process of its own on an empty database, reached over HTTP like by anybody else. */
export interface TestServer {
  url: string
  /** Ends the process (`SIGKILL`: no chance to tidy up) and starts it again on the same data. */
  restart(signal?: NodeJS.Signals): Promise<void>
  /** Ends it and drops its data. */
  stop(): Promise<void>
}

export interface ServerOptions {
  on?: DatabaseKind
  env?: Record<string, string>
}

export async function startServer({ on = 'embedded', env = {} }: ServerOptions = {}): Promise<TestServer> {
  const database = await createDatabase(on)
  const server = await ServerProcess.start({
    XINGJI_DATA: database.dataFolder,
    XINGJI_APP: join(database.dataFolder, 'no-app'),
    XINGJI_REQUESTS_PER_MINUTE: '1000000',
    XINGJI_SIGN_INS_PER_MINUTE: '1000000',
    XINGJI_OPERATORS: 'development:olivia',
    XINGJI_DOCS: 'off',
    XINGJI_JOBS: 'off',
    XINGJI_LOG: 'error',
    ...(database.databaseUrl === undefined ? {} : { XINGJI_DATABASE_URL: database.databaseUrl }),
    ...env,
  })
  return {
    url: server.origin,
    restart: (signal) => server.restart(signal),
    stop: async () => {
      await server.stop()
      await database.drop()
    },
  }
}

/** A server for one test, stopped however the test ends. */
export async function withServer<T>(options: ServerOptions, test: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await startServer(options)
  try {
    return await test(server)
  } finally {
    await server.stop()
  }
}
