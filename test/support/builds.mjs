import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const generated = new Set(['node_modules', 'dist', '.build', '.data', 'test'])

function* filesUnder(path) {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) return yield path
  for (const entry of readdirSync(path).sort()) {
    if (!generated.has(entry) && !entry.endsWith('.tsbuildinfo')) yield* filesUnder(join(path, entry))
  }
}

function hashOf(root, sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

const app = ['miniapp', 'shared', 'rubrics', 'package-lock.json', 'tsconfig.json']

/** The address built into the weapp package; the tests lead it to a server of their own. */
const weappApi = 'https://xingji.example/api'

/** What can be built: from which sources, by which npm script, with what set, and a file that is there afterwards. */
const builds = {
  server: {
    from: ['server', 'shared', 'rubrics', 'package-lock.json', 'tsconfig.json'],
    run: ['build', '-w', 'server'],
    makes: 'server/dist/bundle/main.mjs',
  },
  weapp: {
    from: app,
    run: ['build:weapp', '-w', 'miniapp'],
    env: { TARO_APP_API: weappApi },
    makes: 'miniapp/dist/weapp/app.js',
  },
  h5: {
    from: app,
    run: ['build:h5', '-w', 'miniapp'],
    env: { TARO_APP_API: '' },
    makes: 'miniapp/dist/h5/index.html',
  },
}

/**
 * Builds `name` unless its sources are those of the build that lies there. Returns the seconds it took, 0 when it was
 * there; throws with the build's output when it fails.
 */
export function build(root, name) {
  const { from, run, env, makes } = builds[name]
  const stamp = join(root, '.build', `${name}.sha256`)
  const hash = hashOf(root, from)
  if (existsSync(join(root, makes)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 0
  const started = Date.now()
  try {
    execFileSync('npm', ['run', '--silent', ...run], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 26,
      env: { ...process.env, NODE_ENV: 'production', ...env },
    })
  } catch (error) {
    throw new Error(`building ${name} failed\n${error.stdout}\n${error.stderr}`, { cause: error })
  }
  if (!existsSync(join(root, makes))) throw new Error(`building ${name} did not make ${makes}`)
  mkdirSync(join(root, '.build'), { recursive: true })
  writeFileSync(stamp, hash)
  return (Date.now() - started) / 1000
}
