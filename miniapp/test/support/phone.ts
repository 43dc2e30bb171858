import { createHash } from 'node:crypto'
import { catalog, rubric } from '../../../shared/test/support/project-rubrics'
import { App } from '../../src/data/app'
import type { Bundle } from '../../src/data/standards'
import type { Workspace } from '../../src/data/workspace'
import { HandClock, MemoryFiles, MemoryKeepsake, MemoryStore, SmallServer } from './memory'

const rubrics = [rubric('cast-2018'), rubric('wuhan-party-led')]
const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
export const bundle: Bundle = {
  catalog,
  rubrics,
  editions: [],
  hashes: { catalog: hashOf(catalog), ...Object.fromEntries(rubrics.map((one) => [one.id, hashOf(one)])) },
}

/** A phone: what outlives a restart, and the server it may reach. */
export class TestPhone {
  readonly store = new MemoryStore()
  readonly keepsake = new MemoryKeepsake()
  readonly clock = new HandClock()
  readonly files: MemoryFiles
  private count = 0
  /** Tells the app that a newer version lies ready. */
  updateArrives: () => void = () => undefined
  restarts = 0
  constructor(readonly server = new SmallServer()) {
    this.files = new MemoryFiles(server)
  }

  /** Starts the app from what the phone remembers. */
  async start(): Promise<App> {
    const app = new App(
      {
        store: this.store,
        files: this.files,
        keepsake: this.keepsake,
        clock: this.clock,
        http: { send: this.server.send },
        random: (length) => Promise.resolve(Uint8Array.from({ length }, () => ++this.count % 256)),
        wechatLogin: { supported: false, code: () => Promise.reject(new Error('none')) },
        updates: {
          onReady: (callback) => (this.updateArrives = callback),
          restart: () => (this.restarts += 1),
        },
        apiBase: 'http://server/api',
      },
      bundle,
    )
    await app.start()
    return app
  }

  /** Starts the app with a person in an organisation made on this phone. */
  async startLocally(): Promise<{ app: App; workspace: Workspace }> {
    const app = await this.start()
    await app.useLocally()
    await app.createOrganisation('晨光学会', '')
    return { app, workspace: app.workspace.get()! }
  }
}

/** Lets everything that is ready happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve()
}
