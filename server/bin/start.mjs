#!/usr/bin/env node
// Builds what is missing, starts the server and, in development, fills it with a sample society.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** When the newest file of some folders was changed; 0 when there is none. */
function newest(...folders) {
  const times = folders
    .map((folder) => path.join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => statSync(path.join(folder, name))))
    .map((stats) => (stats.isFile() ? stats.mtimeMs : 0))
  return Math.max(0, ...times)
}

/** Runs a build quietly; what it said is shown when it fails. */
function run(command, args) {
  const shell = process.platform === 'win32'
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    shell,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) console.error(`${stdout}${stderr}`)
  return status === 0
}

function buildServer() {
  const bundle = path.join(root, 'server/dist/bundle/start.mjs')
  const built = existsSync(bundle) ? statSync(bundle).mtimeMs : 0
  if (built >= newest('server/src', 'shared/src')) return
  console.log('Building the server …')
  if (run('npm', ['run', '--silent', 'build', '-w', 'server'])) return
  console.error('The server could not be built.')
  process.exit(1)
}

function buildApp() {
  const built = newest('miniapp/dist/h5')
  if (built > 0 && built >= newest('miniapp/src', 'miniapp/config', 'shared/src', 'rubrics')) return
  console.log('Building the app for the browser, about half a minute …')
  if (run('npm', ['run', '--silent', 'build:h5', '-w', 'miniapp'])) return
  const instead = built > 0 ? 'the last build is served' : 'the server starts without it'
  console.error(`The app could not be built; ${instead}.`)
}

buildServer()
buildApp()
await import('../dist/bundle/start.mjs')
