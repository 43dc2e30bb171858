import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Catalog, Rubric } from '@xingji/shared'
import { checkCase, lintRubric, loadRubricSet, readCases, type Case } from '@xingji/shared/rubric'
import { parse } from 'yaml'
import { Names } from './names.js'
import { mutantsOf, type Mutant } from './rubric.js'

/** A rubric under test with the hand-worked cases that hold it in place. */
export interface Subject {
  rubric: Rubric
  catalog: Catalog
  cases: Case[]
  mutants: Mutant[]
}
/** What became of a mutant: refused by the linter, told apart by a case, or neither. */
export type Fate = 'refused' | 'killed' | 'survived'

/** Why a mutant cannot be told apart, by rubric and mutant name. */
export type Explanations = Map<string, string>

const folder = resolve('rubrics')

/** Every rubric of the project with its cases and mutants; throws where a file cannot be read. */
export function loadSubjects(): Subject[] {
  const files: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.yaml')) files[name.replaceAll('\\', '/')] = readFileSync(join(folder, name), 'utf8')
  const set = loadRubricSet(files)
  if (!set.ok) throw new Error(set.problems.map((one) => `${one.file} ${one.path}: ${one.message}`).join('\n'))
  const { catalog, rubrics } = set.value
  const names = new Names(catalog)
  return rubrics.map((rubric) => {
    const file = `${rubric.id}/cases.yaml`
    const { cases, problems } = readCases(file, files[file] ?? '', rubric, catalog)
    if (problems.length > 0) throw new Error(problems.map((one) => `${file} ${one.path}: ${one.message}`).join('\n'))
    return { rubric, catalog, cases, mutants: mutantsOf(rubric, names) }
  })
}

/** Where the cases do not even hold for the rubric as it is. */
export const failing = ({ rubric, catalog, cases }: Subject): string[] =>
  cases.flatMap((one) => checkCase(one, rubric, catalog).map((difference) => `${one.name}: ${difference}`))

const mentions = (one: Case, part: string | undefined): boolean => {
  const expect = one.expect as Record<string, unknown>
  if (part === undefined) return 'total' in expect || 'stars' in expect || 'sections' in expect
  return part in expect || part in ((expect.gates as object | undefined) ?? {})
}

/** Holds a mutant against the linter, then against the cases, those that speak of the changed part first. */
export function fateOf(mutant: Mutant, { catalog, cases }: Subject): Fate {
  if (lintRubric(mutant.rubric).length > 0) return 'refused'
  const near = cases.filter((one) => mentions(one, mutant.part))
  const far = cases.filter((one) => !mentions(one, mutant.part))
  const differs = (one: Case): boolean => checkCase(one, mutant.rubric, catalog).length > 0
  return near.some(differs) || far.some(differs) ? 'killed' : 'survived'
}

/** The survivors that are explained by name in `explained.yaml`. */
export function readExplanations(): Explanations {
  const raw = parse(readFileSync(resolve('test/mutation/explained.yaml'), 'utf8')) as
    { reason: string; mutants: string[] }[] | null
  const explanations: Explanations = new Map()
  for (const { reason, mutants } of raw ?? []) for (const name of mutants) explanations.set(name, reason)
  return explanations
}
