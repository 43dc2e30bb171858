/**
 * Reads the catalog and every rubric of `rubrics/` and writes them as one JSON file into the app's sources, so that the
 * phone scores without a server and without a YAML reader.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const own = dirname(dirname(fileURLToPath(import.meta.url)))
const root = dirname(own)
const rubrics = join(root, 'rubrics')

function readFolder(folder, into) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules') readFolder(path, into)
    else if (/\.ya?ml$/.test(entry.name))
      into[relative(rubrics, path).split(sep).join('/')] = readFileSync(path, 'utf8')
  }
  return into
}

// The loader is TypeScript: bring its build up to date (nothing is done when it is).
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [compiler, '-b', join(root, 'shared')], { stdio: 'inherit' })
if (status !== 0) process.exit(1)
const { loadRubricSet } = await import('@xingji/shared/rubric')

const set = loadRubricSet(readFolder(rubrics, {}))
if (!set.ok) {
  for (const { file, line, path, message } of set.problems) {
    console.error([line ? `${file}:${line}` : file, path, message].filter(Boolean).join(': '))
  }
  process.exit(1)
}
mkdirSync(join(own, '.build'), { recursive: true })
// By these the phone knows whether the server's documents are the ones it has.
const hashOf = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const { catalog, rubrics: issued, editions } = set.value
const hashes = {
  catalog: hashOf(catalog),
  ...Object.fromEntries(issued.map((rubric) => [rubric.id, hashOf(rubric)])),
  ...Object.fromEntries(editions.map((rubric) => [`${rubric.id}@${rubric.edition}`, hashOf(rubric)])),
}
writeFileSync(join(own, '.build', 'rubrics.json'), JSON.stringify({ catalog, rubrics: issued, editions, hashes }))
