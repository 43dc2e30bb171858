import { brokenApps } from './broken'
import { play } from './run'
import { RealServer } from './real-server'

// A busy machine plays a seed in seconds; what is broken shows after some.
jest.setTimeout(300_000)

describe('the checks notice', () => {
  let server: RealServer
  beforeAll(async () => {
    server = await RealServer.start()
  })
  afterAll(() => server?.stop())

  it.each(brokenApps)('$name', async ({ breakage }) => {
    const seeds = 200
    for (let seed = 0; seed < seeds; seed++) if ((await play(server, seed, breakage)).faults.length > 0) return
    throw new Error(`nothing was noticed in ${seeds} seeds`)
  })
})
