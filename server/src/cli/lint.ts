import { ProblemError, type Problem } from '@xingji/shared'
import {
  casesFileOf,
  dutyCasesFileOf,
  loadRubricSet,
  runCases,
  runDutyCases,
  type CaseResult,
} from '@xingji/shared/rubric'
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
    const [file, dutyFile] = [casesFileOf(rubric, isEdition), dutyCasesFileOf(rubric, isEdition)]
    const { catalog } = set.value
    const run = files[file] === undefined ? nothing : runCases(file, files[file], rubric, catalog)
    const duties = files[dutyFile] === undefined ? nothing : runDutyCases(dutyFile, files[dutyFile], rubric, catalog)
    problems.push(...run.problems, ...differencesOf(file, run.results))
    problems.push(...duties.problems, ...differencesOf(dutyFile, duties.results))
    return {
      id: isEdition ? `${rubric.id}@${rubric.edition}` : rubric.id,
      maximum: rubric.maximum,
      cases: run.results.length,
      dutyCases: duties.results.length,
    }
  })
  if (problems.length > 0) throw new ProblemError(problems)
  if (values.json === true) print(JSON.stringify(report))
  else
    for (const one of report)
      print(`${one.id}: 写法、总分 ${one.maximum}、可达性无误；${one.cases + one.dutyCases} 个案例全部相符`)
  return 0
}

const nothing: { results: CaseResult[]; problems: Problem[] } = { results: [], problems: [] }

const differencesOf = (file: string, results: readonly CaseResult[]): Problem[] =>
  results.flatMap((one) =>
    one.differences.map((message) => ({
      code: 'inconsistent' as const,
      file,
      ...(one.line === undefined ? {} : { line: one.line }),
      path: one.name,
      message,
    })),
  )
