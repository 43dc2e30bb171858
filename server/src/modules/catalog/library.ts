import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { formatProblem, type Catalog, type Rubric } from '@xingji/shared'
import { loadRubricSet } from '@xingji/shared/rubric'
import { sha256 } from '../../platform/ids.js'

/** A document and the hash of its JSON, by which clients know whether they have it. */
export interface Published<T> {
  hash: string
  value: T
}

/** The catalog and the rubrics this server works with, loaded once at the start. */
export class Library {
  readonly catalog: Published<Catalog>
  private readonly byId: ReadonlyMap<string, Published<Rubric>>

  constructor(catalog: Catalog, rubrics: readonly Rubric[]) {
    this.catalog = publish(catalog)
    this.byId = new Map(rubrics.map((rubric) => [rubric.id, publish(rubric)]))
  }

  get rubrics(): Published<Rubric>[] {
    return [...this.byId.values()]
  }

  rubric(id: string): Published<Rubric> | undefined {
    return this.byId.get(id)
  }
}

const publish = <T>(value: T): Published<T> => ({ hash: sha256(JSON.stringify(value)), value })

/** Reads a folder of rubrics; a mistake in a file stops the server with its place and cause. */
export function loadLibrary(folder: string): Library {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/'))
  const wanted = names.filter((name) => /^catalog\/.+\.yaml$|^[^/]+\/rubric\.yaml$/.test(name)).sort()
  const files = Object.fromEntries(wanted.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
  const result = loadRubricSet(files)
  if (!result.ok)
    throw new Error(`The rubrics in ${folder} have problems:\n${result.problems.map(formatProblem).join('\n')}`)
  return new Library(result.value.catalog, result.value.rubrics)
}
