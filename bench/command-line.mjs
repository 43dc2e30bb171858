/** What the command line itself costs: the program less an empty node, taken in turn. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from './program.mjs'
import { median } from './timing.mjs'

/** Makes a program tell its processor time as its last line. */
const tell = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(`\\n${user + system}`) })",
)}`

/** Milliseconds on the clock and of processor time. */
const run = (args) => {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['--import', tell, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr}`)
  return { clock: performance.now() - start, processor: Number(stderr.split('\n').at(-1)) / 1000 }
}
const less = (a, b) => ({ clock: a.clock - b.clock, processor: a.processor - b.processor })
const scoreSample = (folder) => [
  path.join(folder, 'server', 'bin', 'xingji.mjs'),
  'score',
  '--rubric',
  'cast-2018',
  '--ledger',
  path.join(folder, 'rubrics', 'samples', 'society-2018.yaml'),
  '--as-of',
  '2018-12-31',
  '--json',
]
const empty = ['-e', '0']

/** Own work, warm and on the very first run after installation. */
export function commandLine({ pairs }) {
  run(scoreSample(root))
  const own = []
  for (let i = 0; i < pairs; i++) {
    const [first, second] = i % 2 === 0 ? [scoreSample(root), empty] : [empty, scoreSample(root)]
    const [a, b] = [run(first), run(second)]
    own.push(i % 2 === 0 ? less(a, b) : less(b, a))
  }
  const warm = { clock: median(own.map((one) => one.clock)), processor: median(own.map((one) => one.processor)) }
  return { warm, first: firstRun() }
}

/** In a copy of the sources, as they are straight after installation: the program has yet to be bundled. */
function firstRun() {
  const folder = mkdtempSync(path.join(tmpdir(), 'xingji-bench-'))
  try {
    for (const part of ['server/bin', 'server/src', 'shared/src', 'rubrics'])
      cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
    for (const file of ['package.json', 'server/package.json', 'shared/package.json', 'shared/tsconfig.json'])
      cpSync(path.join(root, file), path.join(folder, file))
    mkdirSync(path.join(folder, 'server', '.build'))
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
    return less(run(scoreSample(folder)), run(empty))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
