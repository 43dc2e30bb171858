import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sha256 } from '../../platform/ids.js'

const require = createRequire(import.meta.url)

/** Texts of all files of a folder whose path (forward slashes) matches, by that path. */
function readTexts(folder: string, wanted: RegExp): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/'))
  const matching = names.filter((name) => wanted.test(name)).sort()
  return Object.fromEntries(matching.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
}

/** The catalog and the rubrics of a folder, as texts by path. */
export const readRubricFiles = (folder: string): Record<string, string> =>
  readTexts(folder, /^catalog\/.+\.yaml$|^[^/]+\/(rubric|editions\/[^/]+)\.yaml$/)

/** Stands for the code that is running: a bundle's files are named after what is in them. */
function codeName(): unknown {
  const here = path.dirname(fileURLToPath(import.meta.url))
  if (import.meta.url.endsWith('.mjs')) return readdirSync(here).sort()
  return readTexts(path.join(path.dirname(require.resolve('@xingji/shared/rubric')), '..'), /\.js$/)
}

/**
 * What `compile` made of these files before, or makes now. It is kept under a hash of the files and of the code that
 * reads them, so that it can never be out of date.
 */
export function remembered<T>(
  memory: string,
  name: string,
  files: Readonly<Record<string, string>>,
  compile: () => T,
): T {
  const place = path.join(memory, `${name}-${sha256(JSON.stringify([files, codeName()])).slice(0, 16)}.json`)
  try {
    return JSON.parse(readFileSync(place, 'utf8')) as T
  } catch {
    const made = compile()
    mkdirSync(memory, { recursive: true })
    writeFileSync(`${place}.${process.pid}`, JSON.stringify(made))
    renameSync(`${place}.${process.pid}`, place)
    return made
  }
}
