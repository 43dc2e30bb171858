import { ProblemError, type Rubric } from '@xingji/shared'
import { loadRubricSet, type RubricSet } from '@xingji/shared/rubric'
import { defaultRubricsDir, readRubricFiles, UsageError } from './files.js'

/** The catalog and rubrics of a folder. @throws ProblemError with every problem of every file */
export function loadRubrics(folder: string | boolean | undefined, only?: string): RubricSet {
  const files = readRubricFiles(typeof folder === 'string' ? folder : defaultRubricsDir())
  // One rubric asked for: the others need not be read.
  const wanted = only === undefined || files[`${only}/rubric.yaml`] === undefined ? files : pick(files, only)
  const result = loadRubricSet(wanted)
  if (!result.ok) throw new ProblemError(result.problems)
  return result.value
}

function pick(files: Record<string, string>, only: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).filter(([file]) => file.startsWith('catalog/') || file.startsWith(`${only}/`)),
  )
}

export function findRubric(set: RubricSet, id: string | boolean | undefined): Rubric {
  const rubric = set.rubrics.find((one) => one.id === id)
  const known = set.rubrics.map((one) => one.id).join('、')
  if (!rubric)
    throw new UsageError(
      typeof id === 'string' ? `没有评价标准 ${id}；可用：${known}` : `缺少 --rubric；可用：${known}`,
    )
  return rubric
}
