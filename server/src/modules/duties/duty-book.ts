import { Injectable } from '@nestjs/common'
import {
  owedDuties,
  readRecord,
  type CycleInput,
  type Day,
  type DutyState,
  type FollowedRubric,
  type LedgerRecord,
} from '@xingji/shared'
import { shanghaiDay } from '../../platform/clock.js'
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
    const since = shanghaiDay(new Date(organisation.claimedAt))
    return {
      states: (asOf) => owedDuties({ ...input, society: about, since, asOf }),
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
