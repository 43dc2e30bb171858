import type { Catalog } from '../model/catalog.js'
import type { Problem, Result } from '../model/problem.js'
import type { Rubric } from '../model/rubric.js'
import { loadCatalog } from './load-catalog.js'
import { loadEdition, loadRubric } from './load-rubric.js'
import { lintRubric } from './lint.js'

export { loadCatalog } from './load-catalog.js'
export { loadEdition, loadRubric, engineVersion } from './load-rubric.js'
export { lintRubric } from './lint.js'
export { checkCase, readCases, runCases, type Case, type CaseResult } from './cases.js'
export { Source } from './source.js'

export interface RubricSet {
  catalog: Catalog
  /** The rubrics as first issued, one for each folder. */
  rubrics: Rubric[]
  /** Later editions, `<id>/editions/<edition>.yaml`: same id, another edition. */
  editions: Rubric[]
}

/** `cast-2018`, or `cast-2018@2019` for a later edition. */
export function findRubric(set: RubricSet, reference: string): Rubric | undefined {
  const [id, edition] = reference.split('@')
  if (edition === undefined) return set.rubrics.find((rubric) => rubric.id === id)
  return [...set.rubrics, ...set.editions].find((rubric) => rubric.id === id && rubric.edition === edition)
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
  const editions: Rubric[] = []
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
    const folder = `${loaded.value.id}/editions/`
    for (const file of Object.keys(files).sort()) {
      if (!file.startsWith(folder) || !file.endsWith('.yaml')) continue
      const edition = loadEdition(file, files[file] ?? '', { file: path, text: files[path] ?? '' }, catalog.value)
      if (!edition.ok) problems.push(...edition.problems)
      else {
        problems.push(...lintRubric(edition.value, file))
        editions.push(edition.value)
      }
    }
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { catalog: catalog.value, rubrics, editions } }
}
