import { formatProblem, type Catalog, type Rubric } from '@xingji/shared'
import { loadRubricSet, type RubricSet } from '@xingji/shared/rubric'
import { ConfigError } from '../../platform/config.js'
import { sha256 } from '../../platform/ids.js'
import { readRubricFiles, remembered } from './rubric-files.js'

/** A document and the hash of its JSON, by which clients know whether they have it. */
export interface Published<T> {
  hash: string
  value: T
}

/** A rubric under the name it is asked by: its id, for a later edition `<id>@<edition>`. */
export interface PublishedRubric extends Published<Rubric> {
  reference: string
}

/** The catalog and the rubrics this server works with, loaded once at the start. */
export class Library {
  readonly catalog: Published<Catalog>
  readonly rubrics: readonly PublishedRubric[]

  constructor({ catalog, rubrics, editions }: RubricSet) {
    this.catalog = publish(catalog)
    this.rubrics = [
      ...rubrics.map((rubric) => ({ reference: rubric.id, ...publish(rubric) })),
      ...editions.map((rubric) => ({ reference: `${rubric.id}@${rubric.edition}`, ...publish(rubric) })),
    ]
  }

  /** Every rubric in its first edition: what an organisation follows until it chooses. */
  get usual(): string[] {
    return this.rubrics.filter(({ reference, value }) => reference === value.id).map(({ reference }) => reference)
  }

  rubric(reference: string): PublishedRubric | undefined {
    return this.rubrics.find((one) => one.reference === reference)
  }
}

const publish = <T>(value: T): Published<T> => ({ hash: sha256(JSON.stringify(value)), value })

/**
 * Reads a folder of rubrics; a mistake in a file stops the server with its place and cause. With `memory`, a folder,
 * what the same files gave before is taken from there: parsing them is a third of the start.
 */
export function loadLibrary(folder: string, memory?: string): Library {
  const files = readRubricFiles(folder)
  return new Library(
    memory === undefined ? compile(folder, files) : remembered(memory, 'rubrics', files, () => compile(folder, files)),
  )
}

function compile(folder: string, files: Readonly<Record<string, string>>): RubricSet {
  const result = loadRubricSet(files)
  if (result.ok) return result.value
  throw new ConfigError(`The rubrics in ${folder} have problems:\n${result.problems.map(formatProblem).join('\n')}`)
}
