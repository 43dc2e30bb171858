/** The real scorer, bundled from its sources, with the rubrics beside it. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const sources = path.join(root, 'shared', 'src')

/** `{ shared, rubric }`: the two entry points of `@xingji/shared`. Built once per change of the sources. */
export async function loadProgram() {
  const [shared, rubric] = await Promise.all([bundle('index.ts'), bundle('rubric/index.ts')])
  return { shared, rubric }
}

async function bundle(entry) {
  const name = `${entry.replace(/\W/g, '-')}-${fingerprint()}.mjs`
  const target = path.join(root, '.build', 'bench', name)
  if (!existsSync(target)) {
    const { build } = await import('esbuild')
    mkdirSync(path.dirname(target), { recursive: true })
    const temporary = `${target}.${process.pid}`
    await build({
      entryPoints: [path.join(sources, entry)],
      outfile: temporary,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'error',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    })
    renameSync(temporary, target)
  }
  return import(pathToFileURL(target).href)
}

function fingerprint() {
  const hash = createHash('sha256')
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) visit(file)
      else hash.update(`${file}:${statSync(file).mtimeMs}\n`)
    }
  }
  visit(sources)
  return hash.digest('hex').slice(0, 16)
}

/** Texts of the bundled rubrics and catalog, by path under `rubrics/`. */
export function readRubricTexts() {
  const folder = path.join(root, 'rubrics')
  const texts = {}
  const visit = (at) => {
    for (const entry of readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const file = at === '' ? entry.name : `${at}/${entry.name}`
      if (entry.isDirectory()) visit(file)
      else if (entry.name.endsWith('.yaml')) texts[file] = readFileSync(path.join(folder, file), 'utf8')
    }
  }
  visit('')
  return texts
}

/** The checked rubric set, or an error that names every problem. */
export function openRubrics(program, texts = readRubricTexts()) {
  const result = program.rubric.loadRubricSet(texts)
  if (!result.ok) throw new Error(result.problems.map((one) => `${one.file}: ${one.path}: ${one.message}`).join('\n'))
  return result.value
}

/** @throws naming the first problems of a ledger that is not valid */
export function readLedger(program, raw, catalog, rubrics) {
  const result = program.shared.readLedger(raw, catalog, rubrics)
  if (!result.ok)
    throw new Error(
      result.problems
        .slice(0, 5)
        .map((one) => `${one.path}: ${one.message}`)
        .join('\n'),
    )
  return result.value
}
