import { ProblemError, type Problem } from '@xingji/shared'
import { casesFileOf, loadRubricSet, runCases } from '@xingji/shared/rubric'
import { defaultRubricsDir, readRubricFiles } from './files.js'
import type { Invocation } from './main.js'

/** Proves a rubrics folder: files, totals, reachability, and every case of `cases.yaml`. */
export function lintCommand({ values, words, print }: Invocation): number {
  const folder = words[0] ?? (typeof values.rubrics === 'string' ? values.rubrics : defaultRubricsDir())
  const files = readRubricFiles(folder)
  const set = loadRubricSet(files)
  if (!set.ok) throw new ProblemError(set.problems)
  const problems: Problem[] = []
  const { rubrics, editions } = set.value
  const report = [...rubrics, ...editions].map((rubric, i) => {
    const isEdition = i >= rubrics.length
    const file = casesFileOf(rubric, isEdition)
    const text = files[file]
    const run = text === undefined ? { results: [], problems: [] } : runCases(file, text, rubric, set.value.catalog)
    problems.push(...run.problems)
    for (const one of run.results)
      for (const difference of one.differences)
        problems.push({
          code: 'inconsistent',
          file,
          ...(one.line === undefined ? {} : { line: one.line }),
          path: one.name,
          message: difference,
        })
    return {
      id: isEdition ? `${rubric.id}@${rubric.edition}` : rubric.id,
      maximum: rubric.maximum,
      cases: run.results.length,
    }
  })
  if (problems.length > 0) throw new ProblemError(problems)
  if (values.json === true) print(JSON.stringify(report))
  else for (const one of report) print(`${one.id}: 写法、总分 ${one.maximum}、可达性无误；${one.cases} 个案例全部相符`)
  return 0
}
