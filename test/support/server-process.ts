import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { shareMemory } from './memory'

const root = resolve(__dirname, '../..')
/** Generous: a machine may be busy with other work; a start that hangs still ends. */
const startLimit = 60_000
/** Below what systems give to outgoing connections: one of those could take the port while a killed server is down. */
const ports = { first: 20_000, count: 12_000 }

function freePort(): Promise<number> {
  const port = ports.first + Math.floor(Math.random() * ports.count)
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(freePort()))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(port)))
  })
}

/** The real server as a process of its own, on the embedded database in a temporary folder that outlives restarts. */
export class ServerProcess {
  private child?: ChildProcess
  private output = ''

  private constructor(
    readonly origin: string,
    private readonly home: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<ServerProcess> {
    const home = mkdtempSync(join(tmpdir(), 'xingji-server-'))
    shareMemory(home)
    const port = await freePort()
    const { NODE_ENV: _, ...inherited } = process.env
    const env = {
      ...inherited,
      XINGJI_HOST: '127.0.0.1',
      XINGJI_PORT: String(port),
      XINGJI_DATA: home,
      XINGJI_LOG: 'warn',
      XINGJI_SIGN_INS_PER_MINUTE: '1000',
      XINGJI_REQUESTS_PER_MINUTE: '10000',
      ...settings,
    }
    const server = new ServerProcess(`http://127.0.0.1:${port}`, home, env)
    await server.begin()
    return server
  }

  get api(): string {
    return `${this.origin}/api`
  }

  /** Stops the process, politely by default, and starts it again on the same data. */
  async restart(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.end(signal)
    await this.begin()
  }

  /** Ends the process and removes its data. */
  async stop(): Promise<void> {
    await this.end('SIGTERM')
    rmSync(this.home, { recursive: true, force: true })
  }

  private async begin(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'server/dist/bundle/main.mjs')], { cwd: root, env: this.env })
    this.child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output += String(chunk)))
    const deadline = Date.now() + startLimit
    for (;;) {
      const answer = await fetch(`${this.api}/health`).catch(() => undefined)
      if (answer?.ok) return
      if (child.exitCode !== null || Date.now() > deadline) {
        await this.end('SIGKILL')
        throw new Error(`the server did not start:\n${this.output}`)
      }
      await new Promise((done) => setTimeout(done, 50))
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this
    this.child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    await ended
  }
}
