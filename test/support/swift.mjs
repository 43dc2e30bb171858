import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const script = join(dirname(fileURLToPath(import.meta.url)), 's3_server.py')
/** Debian's packages are for Debian's Python, whatever else is on the path. */
const python = '/usr/bin/python3'
const startLimit = 60_000

/** Is OpenStack Swift with its S3 interface installed? */
export function findSwift() {
  if (!existsSync(python)) return false
  const wanted = ['account.server', 'container.server', 'obj.server', 'common.middleware.s3api.s3api']
  const found = `import importlib.util as u, sys; sys.exit(not all(u.find_spec('swift.' + n) for n in ${JSON.stringify(wanted)}))`
  return spawnSync(python, ['-c', found], { stdio: 'ignore' }).status === 0
}

/**
 * Starts an S3-compatible server of its own in a temporary folder, on the loopback only. Returns how to reach it and a
 * `stop` that ends exactly this process and removes the folder.
 */
export async function startSwift() {
  const home = mkdtempSync(join(tmpdir(), 'xingji-swift-'))
  const access = { key: 'xingji:test', secret: randomBytes(16).toString('hex') }
  const child = spawn(python, [script, join(home, 'swift'), access.key, access.secret], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint += chunk))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), startLimit)
  const port = await new Promise((resolve) => {
    createInterface(child.stdout).once('line', resolve)
    void ended.then(() => resolve(undefined))
  })
  clearTimeout(timer)
  if (port === undefined) {
    await stop()
    throw new Error(`Swift did not start:\n${complaint}`)
  }
  return { access: { ...access, endpoint: `http://127.0.0.1:${port}` }, stop }
}
