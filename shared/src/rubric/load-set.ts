import type { Catalog } from '../model/catalog.js'
import type { Problem, Result } from '../model/problem.js'
import type { Rubric } from '../model/rubric.js'
import { mergeEdition } from './edition.js'
import { lintRubric } from './lint.js'
import { loadCatalog } from './load-catalog.js'
import { readRubric } from './load-rubric.js'
import { Source } from './source.js'

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

/** Characters a rubric or catalog file may have; the longest of ours has 40,000. */
const longestFile = 1_000_000

/**
 * A whole rubrics folder: `catalog/catalog.yaml`, `catalog/kinds/*.yaml`, `<id>/rubric.yaml`,
 * `<id>/editions/<edition>.yaml`. Every problem of every file is reported, lint included.
 * @param files texts by path relative to the folder, with forward slashes
 */
export function loadRubricSet(files: Readonly<Record<string, string>>): Result<RubricSet> {
  const paths = Object.keys(files).sort()
  const text = (path: string): string => files[path] ?? ''
  const problems: Problem[] = paths.flatMap((path) =>
    text(path).length > longestFile ? [tooLong(path, text(path))] : [],
  )
  problems.push(...paths.filter((path) => path.endsWith('.yml')).map(otherName))
  if (problems.length > 0) return { ok: false, problems }
  const catalogPaths = paths.filter((path) => /^catalog\/(catalog|kinds\/[^/]+)\.yaml$/.test(path))
  const catalog = loadCatalog(Object.fromEntries(catalogPaths.map((path) => [path, text(path)])))
  if (!catalog.ok) return catalog
  const rubrics: Rubric[] = []
  const editions: Rubric[] = []
  const read = (source: Source): Rubric | undefined => {
    const result = readRubric(source, catalog.value)
    const found = result.ok ? lintRubric(result.value, source.file, (path) => source.lineOf(path)) : result.problems
    problems.push(...found)
    return result.ok && found.length === 0 ? result.value : undefined
  }
  for (const path of paths.filter((one) => /^[^/]+\/rubric\.yaml$/.test(one))) {
    const folder = path.slice(0, path.indexOf('/'))
    const source = new Source(path, text(path))
    const rubric = read(source)
    if (!rubric) continue
    if (rubric.id !== folder)
      source.fail('inconsistent', ['id'], `编号 ${rubric.id} 与文件夹名 ${folder} 不同，两者应一致`)
    problems.push(...source.problems)
    rubrics.push(rubric)
    for (const file of paths.filter(
      (one) => one.startsWith(`${folder}/editions/`) && !/\.(cases|duties)\.yaml$/.test(one),
    )) {
      const own = new Source(file, text(file))
      const edition = read(mergeEdition(own, source))
      if (!edition) continue
      if (file !== `${folder}/editions/${edition.edition}.yaml`)
        problems.push({
          code: 'inconsistent',
          file,
          path: 'edition',
          message: `版本 ${edition.edition} 与文件名不同，文件应叫 ${edition.edition}.yaml`,
        })
      editions.push(edition)
    }
  }
  if (rubrics.length === 0 && problems.length === 0) problems.push(nothingFound(paths))
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { catalog: catalog.value, rubrics, editions } }
}

/** Where the cases of a rubric or of one of its editions stand. */
export const casesFileOf = (rubric: Rubric, isEdition: boolean): string =>
  isEdition ? `${rubric.id}/editions/${rubric.edition}.cases.yaml` : `${rubric.id}/cases.yaml`

function tooLong(file: string, text: string): Problem {
  const message = `文件有 ${Math.ceil(text.length / 10000)} 万字，标准文件不应超过 ${longestFile / 10000} 万字；请确认放对了文件`
  return { code: 'tooLong', file, path: '', message }
}

const otherName = (file: string): Problem => ({
  code: 'inconsistent',
  file,
  path: '',
  message: `文件名请以 .yaml 结尾，改成 ${file.replace(/yml$/, 'yaml')}`,
})

function nothingFound(paths: readonly string[]): Problem {
  const stray = paths.find((path) => /(^|\/)rubric\.yaml$/.test(path))
  const hint = stray === undefined ? '' : `；看到了 ${stray}，请检查它的位置和文件名`
  return {
    code: 'missing',
    path: '',
    message: `没有找到评价标准：每个标准放在自己的文件夹里，文件名是 rubric.yaml（如 my-city-2025/rubric.yaml），再对上一级文件夹运行${hint}`,
  }
}
