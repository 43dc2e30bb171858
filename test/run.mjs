import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from './support/builds.mjs'
import { findChromium } from './support/chromium.mjs'
import { findMariadb, startMariadb } from './support/mariadb.mjs'
import { quickFolder } from './support/quick-folder.mjs'
import { findSwift, startSwift } from './support/swift.mjs'

const usage = `npm test -- [--only unit,database,browser,weapp] [--long] [--no-build] [-- arguments for jest]`

const require = createRequire(import.meta.url)
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const suites = require('./suites.cjs')
const ci = process.env.CI === 'true'

function options() {
  const given = process.argv.slice(2)
  const split = given.indexOf('--')
  const own = split < 0 ? given : given.slice(0, split)
  try {
    const { values } = parseArgs({
      args: own,
      options: {
        only: { type: 'string' },
        long: { type: 'boolean' },
        'no-build': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const only = values.only?.split(',')
    const unknown = only?.filter((name) => !suites.some((suite) => suite.name === name)) ?? []
    if (unknown.length) throw new Error(`no suite is called ${unknown.join(', ')}`)
    return { ...values, only, jest: split < 0 ? [] : given.slice(split + 1) }
  } catch (error) {
    console.error(`${error.message}\n${usage}`)
    process.exit(2)
  }
}

const hasSpecs = (dir) =>
  existsSync(dir) && readdirSync(dir, { recursive: true }).some((name) => /\.spec\.tsx?$/.test(name))

/** What the machine cannot give a suite, in words; empty when it can run. */
function lacking({ needs }) {
  const lacks = []
  if (needs.includes('mariadb') && !findMariadb()) lacks.push('MariaDB is not installed (mariadb-server)')
  if (needs.includes('chromium') && !findChromium()) lacks.push('no Chromium was found (set CHROMIUM_PATH)')
  return lacks
}

/** What some tests of a suite want and the machine cannot give; without it they are left out. */
const wanting = ({ wants = [] }) =>
  wants.includes('s3') && !findSwift()
    ? ['no S3-compatible server: OpenStack Swift is not installed (python3-swift)']
    : []

/** Signals a process group; false when it is no more. */
function killGroup(leader, signal) {
  try {
    return process.kill(-leader, signal)
  } catch {
    return false
  }
}

/** Runs one jest project; its counts come from the report, so that a crash of jest is not taken for success. */
async function runJest(suite, env, extra) {
  const report = join(root, '.build', `${suite.name}.json`)
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const code = await new Promise((resolve) => {
    const args = [
      '-c',
      'test/jest.config.cjs',
      '--selectProjects',
      suite.name,
      `--maxWorkers=${availableParallelism()}`,
      '--forceExit',
      '--json',
      `--outputFile=${report}`,
    ]
    const child = spawn(
      process.execPath,
      [join(dirname(require.resolve('jest/package.json')), 'bin/jest.js'), ...args, ...extra],
      {
        cwd: root,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    running = child
    child.once('exit', (status) => resolve(status ?? 1))
  })
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites
  return { passed: result.numPassedTests, failed: failed || (code === 0 ? 0 : 1) }
}

const seconds = (since) => (Date.now() - since) / 1000
const chosen = options()
if (chosen.help) {
  console.log(usage)
  process.exit(0)
}

const folder = quickFolder()
let running
let mariadb
let swift
const notes = []
const totals = { passed: 0, failed: 0 }
const tidy = async () => {
  await mariadb?.stop()
  await swift?.stop()
  rmSync(folder, { recursive: true, force: true })
}
const stop = async (signal) => {
  if (running) killGroup(running, signal)
  await tidy()
  process.exit(130)
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

/** Builds once; a build that failed fails for every suite that needs it. */
const outcomes = new Map()
function prepare(name) {
  if (chosen['no-build']) return
  if (!outcomes.has(name)) {
    try {
      const took = build(root, name)
      console.log(took ? `built ${name} in ${took.toFixed(1)} s` : `${name} is built`)
      outcomes.set(name, undefined)
    } catch (error) {
      outcomes.set(name, error)
    }
  }
  const error = outcomes.get(name)
  if (error) throw error
}

try {
  for (const suite of suites) {
    if (chosen.only ? !chosen.only.includes(suite.name) : suite.onRequest && !chosen.long) continue
    if (!suite.roots.some((dir) => hasSpecs(join(root, dir)))) {
      notes.push(`${suite.name}: no test files yet`)
      continue
    }
    const lacks = lacking(suite)
    if (lacks.length) {
      notes.push(`${suite.name}: LEFT OUT, ${lacks.join('; ')}`)
      if (ci) totals.failed++
      continue
    }
    const wishes = wanting(suite)
    if (wishes.length) {
      notes.push(`${suite.name}: IN PART, ${wishes.join('; ')}`)
      if (ci) totals.failed++
    }
    // Days are Shanghai days wherever the machine stands: a zone far away finds code that asks the machine.
    const env = { ...process.env, TZ: 'America/New_York', XINGJI_TEST_MEMORY: join(folder, 'memory') }
    try {
      for (const name of ['server', 'weapp', 'h5']) if (suite.needs.includes(name)) prepare(name)
      if (suite.needs.includes('mariadb')) {
        mariadb ??= await startMariadb(folder)
        env.TMPDIR = folder
        env.XINGJI_TEST_MYSQL_URL = mariadb.url
      }
      if (suite.wants?.includes('s3') && !wishes.length) {
        swift ??= await startSwift()
        env.XINGJI_TEST_S3 = JSON.stringify(swift.access)
      }
    } catch (error) {
      console.error(error.message)
      notes.push(`${suite.name}: could not be prepared`)
      totals.failed++
      continue
    }
    if (suite.needs.includes('chromium')) env.CHROMIUM_PATH = findChromium()
    console.log(`\n== ${suite.name}`)
    const started = Date.now()
    const { passed, failed } = await runJest(suite, env, chosen.jest)
    const took = seconds(started)
    totals.passed += passed
    totals.failed += failed
    const time = `${took.toFixed(1)} s of ${suite.budget} s`
    notes.push(
      `${suite.name}: ${passed} passed, ${failed} failed, ${time}${took > suite.budget ? ', OVER BUDGET' : ''}`,
    )
  }
} finally {
  await tidy()
}

console.log(`\n${notes.join('\n')}`)
if (totals.passed + totals.failed === 0) console.log('no test ran')
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0
