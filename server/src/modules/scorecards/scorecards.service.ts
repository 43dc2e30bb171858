import { Injectable } from '@nestjs/common'
import {
  readCycle,
  readRecord,
  score,
  serialiseScorecard,
  type CycleInput,
  type Day,
  type LedgerRecord,
} from '@xingji/shared'
import type { Scope } from '../../http/caller.js'
import { refuse, refuseInput } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { AssessmentsRepository } from '../assessments/assessments.repository.js'
import { viewOf } from '../assessments/assessments.service.js'
import { Library } from '../catalog/library.js'
import { OrganisationsRepository } from '../organisations/organisations.repository.js'
import { profileOf } from '../organisations/profile.js'
import { recordOf } from '../records/content.js'
import { RecordsRepository } from '../records/records.repository.js'

/** Which scorecard is asked for. */
export interface Question {
  rubric: string
  asOf?: Day
  from?: Day
  to?: Day
}

/** Scores what the server has accepted, with the same scorer as phone and command line. */
@Injectable()
export class ScorecardsService {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly records: RecordsRepository,
    private readonly assessments: AssessmentsRepository,
    private readonly library: Library,
    private readonly clock: Clock,
  ) {}

  /** The scorecard's public bytes. */
  async scorecard({ organisation: id }: Scope, question: Question): Promise<string> {
    const rubric = this.library.rubric(question.rubric)?.value
    if (!rubric) throw refuse('rubricUnknown', { field: 'rubric' })
    const cycle = readCycle(cycleOf(question), rubric)
    if (!cycle.ok) throw refuseInput(cycle.problems)
    const { organisation, contents, assessment } = await this.database.read(async (store) => ({
      organisation: await this.organisations.find(store, id),
      contents: await this.records.contents(store, id),
      assessment: await this.assessments.find(store, id, question.rubric),
    }))
    if (!organisation) throw refuse('organisationUnknown')
    const { name, code, society } = profileOf(organisation)
    const { selfAssessment, claims } = viewOf(assessment)
    const card = score({
      rubric,
      catalog: this.library.catalog.value,
      asOf: question.asOf ?? this.clock.today(),
      cycle: cycle.value,
      society: { name, ...(code === null ? {} : { code }), fields: society },
      selfAssessment,
      claims,
      records: contents.map((content) => this.parse(content)),
    })
    return serialiseScorecard(card)
  }

  private parse(content: string): LedgerRecord {
    const result = readRecord(recordOf(content), this.library.catalog.value)
    // Kinds and fields are never taken away, so what was accepted once can always be read.
    if (!result.ok) throw new Error(`a stored record cannot be read: ${result.problems[0]?.message}`)
    return result.value
  }
}

function cycleOf({ from, to }: Question): CycleInput {
  if (from === undefined && to === undefined) return {}
  if (from !== undefined && to !== undefined) return { window: { from, to } }
  const field = from === undefined ? 'from' : 'to'
  throw refuseInput([{ code: 'missing', path: field, message: '评价时间要同时给出 from 和 to。' }])
}
