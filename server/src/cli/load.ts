import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ProblemError, type Rubric } from '@xingji/shared'
import { findRubric as find, loadRubricSet, type RubricSet } from '@xingji/shared/rubric'
import { defaultRubricsDir, readRubricFiles, UsageError } from './files.js'

/** The catalog and rubrics of a folder. @throws ProblemError with every problem of every file */
export function loadRubrics(folder: string | boolean | undefined, only?: readonly string[]): RubricSet {
  const files = readRubricFiles(typeof folder === 'string' ? folder : defaultRubricsDir())
  // Some rubrics asked for: the others need not be read, nor be right.
  only = only?.map((reference) => reference.split('@')[0] ?? '')
  const isThere = only?.every((id) => files[`${id}/rubric.yaml`] !== undefined)
  const wanted = only && isThere ? pick(files, only) : files
  const cached = cacheFile(wanted)
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8')) as RubricSet
  const result = loadRubricSet(wanted)
  if (!result.ok) throw new ProblemError(result.problems)
  keep(cached, result.value)
  return result.value
}

/** Checked once per content: reading YAML costs more than scoring. The name covers the running program and every text. */
function cacheFile(files: Record<string, string>): string {
  const program = fileURLToPath(import.meta.url)
  const hash = createHash('sha256').update(program)
  for (const file of Object.keys(files).sort())
    if (!/\/(cases|duties)\.yaml$/.test(file)) hash.update(`${file}\0${files[file] ?? ''}\0`)
  return path.join(path.dirname(program), `rubrics-${hash.digest('hex').slice(0, 24)}.json`)
}

function keep(file: string, set: RubricSet): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    const temporary = `${file}.${process.pid}`
    writeFileSync(temporary, JSON.stringify(set))
    renameSync(temporary, file)
  } catch {
    // A read-only installation works as well, a little slower.
  }
}

function pick(files: Record<string, string>, only: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).filter(
      ([file]) => file.startsWith('catalog/') || only.some((id) => file.startsWith(`${id}/`)),
    ),
  )
}

export function findRubric(set: RubricSet, id: string | boolean | undefined): Rubric {
  const rubric = typeof id === 'string' ? find(set, id) : undefined
  const known = [...set.rubrics.map((one) => one.id), ...set.editions.map((one) => `${one.id}@${one.edition}`)].join(
    '、',
  )
  if (!rubric)
    throw new UsageError(
      typeof id === 'string' ? `没有评价标准 ${id}；可用：${known}` : `缺少 --rubric；可用：${known}`,
    )
  return rubric
}
