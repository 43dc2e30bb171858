import { ProblemList, readSociety, type Day, type FieldValue } from '@xingji/shared'
import type { Shaped } from '../../http/shape.js'
import { id, list, object, optional, raw, text } from '../../http/shape.js'
import { refuse, refuseInput } from '../../http/refusal.js'
import type { Library } from '../catalog/library.js'
import type { CycleView } from '../cycles/cycle-view.js'
import type { Organisation } from './organisation.entity.js'

/** What a claim says. */
export const claimBody = object({
  id: id('组织编号'),
  name: text('组织名称', { max: 100 }),
  code: text('统一社会信用代码', { max: 40 }),
  society: optional(raw('组织情况')),
})
export type ClaimBody = Shaped<typeof claimBody>

/** What may be changed of a profile. */
export const profileBody = object({
  name: optional(text('组织名称', { max: 100 })),
  society: optional(raw('组织情况')),
  rubrics: optional(list('评价标准')),
})
export type ProfileBody = Shaped<typeof profileBody>

/** An organisation as its members see it. */
export interface Profile {
  id: string
  name: string
  code: string | null
  verified: boolean
  /** Fields of the catalog's organisation kind. */
  society: Readonly<Record<string, FieldValue>>
  /** Ids of the rubrics it follows. */
  rubrics: string[]
}

/** What its members see of it: the profile, and by what its duties and scores go. */
export interface OrganisationView extends Profile {
  /** Day it came; what was due before is none of its business. */
  since: Day
  /** The cycles it joined, the last joined last. */
  cycles: CycleView[]
}

export function profileOf(organisation: Organisation): Profile {
  const { id, name, code, standing, society, rubrics } = organisation
  return {
    id,
    name,
    code,
    verified: standing === 'approved',
    society: JSON.parse(society) as Profile['society'],
    rubrics: JSON.parse(rubrics) as string[],
  }
}

/** The fields of a society, checked against the catalog. Name and code have places of their own. */
export function readSocietyFields(society: unknown, library: Library): Profile['society'] {
  const list = new ProblemList()
  const { fields } = readSociety(society, library.catalog.value, list)
  if (list.problems.length > 0) throw refuseInput(list.problems)
  return fields
}

/** Rubric ids as JSON, each known and named once. */
export function readRubricIds(ids: readonly string[], library: Library): string[] {
  const unknown = ids.findIndex((one) => !library.rubric(one))
  if (unknown >= 0) throw refuse('rubricUnknown', { field: `rubrics[${unknown}]` })
  return [...new Set(ids)]
}
