import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Rubric } from '@xingji/shared'
import { loadRubricSet } from '@xingji/shared/rubric'

const root = path.resolve(__dirname, '..', '..', '..', 'rubrics')

export function readTree(folder: string, at = ''): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(path.join(folder, at), { withFileTypes: true })) {
    const file = at === '' ? entry.name : `${at}/${entry.name}`
    if (entry.isDirectory()) Object.assign(files, readTree(folder, file))
    else if (file.endsWith('.yaml')) files[file] = readFileSync(path.join(folder, file), 'utf8')
  }
  return files
}

/** Texts of the project's rubrics folder, by path. */
export const rubricFiles = readTree(root)

const loaded = loadRubricSet(rubricFiles)
if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('\n'))

export const { catalog, rubrics } = loaded.value

/** A rubric of the project. */
export function rubric(id: string): Rubric {
  const found = rubrics.find((one) => one.id === id)
  if (!found) throw new Error(`no rubric ${id}`)
  return found
}
