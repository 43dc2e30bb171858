import { Injectable } from '@nestjs/common'
import {
  addDays,
  dutyStates,
  readRecord,
  yearOf,
  type CycleInput,
  type Day,
  type DutyState,
  type FollowedRubric,
  type LedgerRecord,
} from '@xingji/shared'
import type { Store } from '../../platform/database/database.js'
import { AssessmentsRepository } from '../assessments/assessments.repository.js'
import { viewOf } from '../assessments/assessments.service.js'
import { Library } from '../catalog/library.js'
import { CyclesRepository } from '../cycles/cycles.repository.js'
import type { Organisation } from '../organisations/organisation.entity.js'
import { profileOf } from '../organisations/profile.js'
import { recordOf } from '../records/content.js'
import { RecordsRepository } from '../records/records.repository.js'
import { WaiversRepository } from './waivers.repository.js'

/** What an organisation owes, from what was read at one moment. */
export interface Book {
  states(asOf: Day): DutyState[]
  /** The first day after `asOf` that a record bears: it may come to count then. */
  nextDated(asOf: Day): Day | undefined
}

/** Reads what the server holds of an organisation and works out its duties as the phone does. */
@Injectable()
export class DutyBook {
  constructor(
    private readonly records: RecordsRepository,
    private readonly assessments: AssessmentsRepository,
    private readonly waivers: WaiversRepository,
    private readonly cycles: CyclesRepository,
    private readonly library: Library,
  ) {}

  /** `only`: under that cycle's rubric and settings alone. */
  async read(store: Store, organisation: Organisation, only?: { rubric: string; cycle: CycleInput }): Promise<Book> {
    const { id } = organisation
    const { name, code, society, rubrics: followed } = profileOf(organisation)
    const contents = await this.records.contents(store, id)
    const waivers = await this.waivers.list(store, id)
    const assessed = new Map((await this.assessments.list(store, id)).map((one) => [one.rubric, viewOf(one)]))
    const cycles = only ? new Map([[only.rubric, only.cycle]]) : await this.cycles.inputsOf(store, id)
    const asked = only ? [only.rubric] : followed
    const rubrics = asked.flatMap((reference): FollowedRubric[] => {
      const rubric = this.library.rubric(reference)?.value
      if (!rubric) return []
      const { selfAssessment, claims } = assessed.get(reference) ?? viewOf(null)
      const cycle = cycles.get(reference)
      return [{ rubric, selfAssessment, claims, ...(cycle ? { cycle } : {}) }]
    })
    const records = contents.map((content) => this.parse(content))
    const catalog = this.library.catalog.value
    const input = { rubrics, catalog, records, waivers: waivers.map(({ duty: key, reason }) => ({ key, reason })) }
    const about = { name, ...(code === null ? {} : { code }), fields: society }
    return {
      states: (asOf) => {
        const states = dutyStates({ ...input, society: about, asOf })
        const known = new Set(states.map(({ key }) => key))
        return [
          ...states,
          ...leftOver(
            rubrics,
            asOf,
            organisation.claimedAt,
            (old) => dutyStates({ ...input, ...old, society: about, asOf }),
            known,
          ),
        ]
      },
      nextDated: (asOf) =>
        records
          .flatMap(({ on, from, until }) => [on, from, until])
          .filter((day): day is Day => day !== undefined && day > asOf)
          .sort()[0],
    }
  }

  private parse(content: string): LedgerRecord {
    const result = readRecord(recordOf(content), this.library.catalog.value)
    // Kinds and fields are never taken away, so what was accepted once can always be read.
    if (!result.ok) throw new Error(`a stored record cannot be read: ${result.problems[0]?.message}`)
    return result.value
  }
}

/** So long after a year's end, what it left to be done is still spoken of. */
const afterglow = 31
const unfinished = new Set<DutyState['status']>(['open', 'dueSoon', 'overdue'])

/**
 * What the calendar year that just ended left to be done, under the rubrics that have no cycle of their own: by the new
 * year's window alone it would vanish overnight. What was before the organisation came is none of its business.
 */
function leftOver(
  rubrics: readonly FollowedRubric[],
  asOf: Day,
  since: string,
  statesOf: (old: { rubrics: FollowedRubric[] }) => DutyState[],
  known: ReadonlySet<string>,
): DutyState[] {
  const year = yearOf(asOf)
  if (since >= `${year}-01-01` || addDays(asOf, -afterglow) >= `${year}-01-01`) return []
  const window = { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  const ended = rubrics.filter(({ rubric, cycle }) => !rubric.window && !cycle?.window)
  const old = ended.map((one) => ({ ...one, cycle: { ...one.cycle, window } }))
  return statesOf({ rubrics: old }).filter(({ key, status }) => unfinished.has(status) && !known.has(key))
}
