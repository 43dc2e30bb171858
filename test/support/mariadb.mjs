import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

const places = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin', '/opt/homebrew/sbin']

const find = (...names) => {
  const dirs = [...(process.env.PATH ?? '').split(':'), ...places]
  return names.flatMap((name) => dirs.map((dir) => join(dir, name))).find((file) => existsSync(file))
}

/** The programs of an installed MariaDB, or undefined. */
export function findMariadb() {
  const install = find('mariadb-install-db', 'mysql_install_db')
  const server = find('mariadbd')
  return install && server ? { install, server } : undefined
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('data', () => resolve(true) || socket.destroy())
    socket.once('error', () => resolve(false))
  })

/**
 * Starts a MariaDB of its own in a folder, reachable as `root` without a password on the loopback only.
 * Returns its URL (no database named) and a `stop` that ends exactly this process and removes the folder.
 */
export async function startMariadb(folder = tmpdir()) {
  const found = findMariadb()
  if (!found) throw new Error('MariaDB is not installed')
  const home = mkdtempSync(join(folder, 'mariadb-'))
  // A temporary folder belongs to whoever made it; root would otherwise have to give it to the mysql user.
  const { uid, username } = userInfo()
  const user = uid === 0 ? ['--user=root'] : [`--user=${username}`]
  const data = join(home, 'data')
  execFileSync(
    found.install,
    ['--no-defaults', ...user, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'ignore' },
  )
  const port = await freePort()
  const child = spawn(
    found.server,
    [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      `--socket=${join(home, 'socket')}`,
      `--pid-file=${join(home, 'pid')}`,
      `--log-error=${join(home, 'log')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--skip-name-resolve',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
      '--innodb-buffer-pool-size=64M',
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  for (let tries = 0; !(await accepts(port)); tries++) {
    if (tries > 150 || child.exitCode !== null) {
      await stop()
      throw new Error('MariaDB did not start')
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url: `mysql://root@127.0.0.1:${port}`, stop }
}
