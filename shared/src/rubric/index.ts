import type { Catalog } from '../model/catalog.js'
import type { Problem, Result } from '../model/problem.js'
import type { Rubric } from '../model/rubric.js'
import { loadCatalog } from './load-catalog.js'
import { loadRubric } from './load-rubric.js'
import { lintRubric } from './lint.js'

export { loadCatalog } from './load-catalog.js'
export { loadRubric, engineVersion } from './load-rubric.js'
export { lintRubric } from './lint.js'
export { runCases, type CaseResult } from './cases.js'
export { Source } from './source.js'

export interface RubricSet {
  catalog: Catalog
  rubrics: Rubric[]
}

/**
 * A whole rubrics folder: `catalog/catalog.yaml`, `catalog/kinds/*.yaml`, `<id>/rubric.yaml`. Every problem of every file
 * is reported, lint included.
 * @param files texts by path relative to the folder, with forward slashes
 */
export function loadRubricSet(files: Readonly<Record<string, string>>): Result<RubricSet> {
  const catalogFiles: Record<string, string> = {}
  for (const path of Object.keys(files))
    if (/^catalog\/(catalog|kinds\/[^/]+)\.yaml$/.test(path)) catalogFiles[path] = files[path] ?? ''
  const catalog = loadCatalog(catalogFiles)
  if (!catalog.ok) return catalog
  const problems: Problem[] = []
  const rubrics: Rubric[] = []
  for (const path of Object.keys(files).sort()) {
    if (!/^[^/]+\/rubric\.yaml$/.test(path)) continue
    const loaded = loadRubric(path, files[path] ?? '', catalog.value)
    if (!loaded.ok) {
      problems.push(...loaded.problems)
      continue
    }
    if (loaded.value.id !== path.split('/')[0])
      problems.push({
        code: 'inconsistent',
        file: path,
        path: 'id',
        message: `编号 ${loaded.value.id} 与文件夹名不同，两者应一致`,
      })
    problems.push(...lintRubric(loaded.value, path))
    rubrics.push(loaded.value)
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { catalog: catalog.value, rubrics } }
}
