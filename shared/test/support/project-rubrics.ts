import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Rubric } from '@xingji/shared'
import { loadRubricSet, type RubricSet } from '@xingji/shared/rubric'

const project = path.resolve(__dirname, '..', '..', '..')

/** Texts of the YAML files of a folder, by path. */
export function readTree(folder: string, ending = '.yaml', at = ''): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(path.join(folder, at), { withFileTypes: true })) {
    const file = at === '' ? entry.name : `${at}/${entry.name}`
    if (entry.isDirectory()) Object.assign(files, readTree(folder, ending, file))
    else if (file.endsWith(ending)) files[file] = readFileSync(path.join(folder, file), 'utf8')
  }
  return files
}

/** Texts of the project's rubrics folder, by path. */
export const rubricFiles = readTree(path.join(project, 'rubrics'))

/**
 * Reading the rubrics takes longer than most specs: it is done once for the same texts and the same code, and what came of
 * it is kept for all specs.
 */
function load(): RubricSet {
  const hash = createHash('sha256').update(
    JSON.stringify([rubricFiles, readTree(path.join(project, 'shared/src'), '.ts')]),
  )
  const kept = path.join(project, '.build', 'test-rubrics', `${hash.digest('hex').slice(0, 24)}.json`)
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as RubricSet
  const loaded = loadRubricSet(rubricFiles)
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('\n'))
  mkdirSync(path.dirname(kept), { recursive: true })
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(loaded.value))
  renameSync(`${kept}.${process.pid}`, kept)
  return loaded.value
}

export const { catalog, rubrics } = load()

/** A rubric of the project. */
export function rubric(id: string): Rubric {
  const found = rubrics.find((one) => one.id === id)
  if (!found) throw new Error(`no rubric ${id}`)
  return found
}
