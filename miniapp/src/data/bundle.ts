import type { Catalog, Rubric } from '@xingji/shared'

/** The catalog and the rubrics the app was built with, complete and checked: it works without ever seeing a server. */
export interface Bundle {
  catalog: Catalog
  rubrics: Rubric[]
}
