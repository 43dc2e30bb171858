import type { Catalog, Rubric } from '@xingji/shared'

/** The catalog and the rubrics to score by, complete and checked. */
export interface Bundle {
  catalog: Catalog
  /** The rubrics as first issued. */
  rubrics: Rubric[]
  /** Later editions: same id, another edition. */
  editions: Rubric[]
  /** Hashes of what the app was built with, as the server publishes them: `catalog` and the rubrics by reference. */
  hashes: Readonly<Record<string, string>>
  /** Rubrics of which the server has a version that this app cannot read. */
  tooNew?: readonly { reference: string; title: string }[]
}

/** A rubric under the name it is asked by: its id, for a later edition `<id>@<edition>`. */
export interface Standard {
  reference: string
  rubric: Rubric
}

/** Every rubric there is, later editions after the one they are based on. */
export function standardsOf({ rubrics, editions }: Pick<Bundle, 'rubrics' | 'editions'>): Standard[] {
  return rubrics.flatMap((rubric) => [
    { reference: rubric.id, rubric },
    ...editions
      .filter((one) => one.id === rubric.id)
      .map((edition) => ({ reference: `${edition.id}@${edition.edition}`, rubric: edition })),
  ])
}
