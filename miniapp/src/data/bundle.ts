import type { Catalog, Rubric } from '@xingji/shared'
import bundled from '../../.build/rubrics.json'

/** The catalog and the rubrics the app was built with, complete and checked: it works without ever seeing a server. */
export interface Bundle {
  catalog: Catalog
  rubrics: Rubric[]
}

export const bundle: Bundle = bundled
