#!/usr/bin/env node
// The command line straight after `npm ci`: bundles its TypeScript once per change of the sources, then runs the bundle.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const server = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const sources = [path.join(server, 'src', 'cli'), path.resolve(server, '..', 'shared', 'src')]
const store = path.join(server, '.build')

function fingerprint() {
  const hash = createHash('sha256').update(process.version)
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) visit(file)
      else {
        const { size, mtimeMs } = statSync(file)
        hash.update(`${path.relative(server, file)}:${size}:${mtimeMs}\n`)
      }
    }
  }
  sources.forEach(visit)
  return hash.digest('hex').slice(0, 16)
}

async function build(target) {
  const { build } = await import('esbuild')
  mkdirSync(store, { recursive: true })
  const temporary = `${target}.${process.pid}`
  await build({
    entryPoints: [path.join(server, 'src', 'cli', 'main.ts')],
    outfile: temporary,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    alias: {
      '@xingji/shared/tables': path.resolve(server, '..', 'shared', 'src', 'tables', 'index.ts'),
      '@xingji/shared/workbook': path.resolve(server, '..', 'shared', 'src', 'tables', 'workbook', 'index.ts'),
      '@xingji/shared': path.resolve(server, '..', 'shared', 'src', 'index.ts'),
      '@xingji/shared/rubric': path.resolve(server, '..', 'shared', 'src', 'rubric', 'index.ts'),
    },
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  })
  renameSync(temporary, target)
  for (const name of readdirSync(store))
    if (/^(cli|rubrics)-[0-9a-f]+\.(mjs|json)$/.test(name) && path.join(store, name) !== target)
      rmSync(path.join(store, name), { force: true })
}

// Whoever reads the output may stop in the middle (`| head`).
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })

const target = path.join(store, `cli-${fingerprint()}.mjs`)
if (!existsSync(target)) await build(target)
const { main } = await import(pathToFileURL(target).href)
process.exitCode = await main(process.argv.slice(2))
