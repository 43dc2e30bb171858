import { Injectable } from '@nestjs/common'
import { ProblemList, readPartPoints, readRubricClaims, type Rubric } from '@xingji/shared'
import type { Scope } from '../../http/caller.js'
import { refuse, refuseInput } from '../../http/refusal.js'
import { Database } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { Library } from '../catalog/library.js'
import { JournalRepository } from '../journal/journal.repository.js'
import type { Assessment } from './assessment.entity.js'
import { AssessmentsRepository } from './assessments.repository.js'

/** What an organisation says of itself under a rubric. */
export interface AssessmentView {
  /** 0 before the first was put. */
  revision: number
  /** Points by part. */
  selfAssessment: Record<string, number>
  /** Item or `none` by record. */
  claims: Record<string, string>
}

@Injectable()
export class AssessmentsService {
  constructor(
    private readonly database: Database,
    private readonly assessments: AssessmentsRepository,
    private readonly journal: JournalRepository,
    private readonly library: Library,
  ) {}

  async find({ organisation }: Scope, rubric: string): Promise<AssessmentView> {
    this.rubric(rubric)
    return viewOf(await this.database.read((store) => this.assessments.find(store, organisation, rubric)))
  }

  /** Replaces the assessment; with `base`, only the revision the caller saw. */
  put(
    scope: Scope,
    id: string,
    given: { base?: number; selfAssessment?: unknown; claims?: unknown },
  ): Promise<AssessmentView> {
    const rubric = this.rubric(id)
    const { organisation, account } = scope
    const content = readContent(given, rubric)
    return this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      const present = await this.assessments.find(store, organisation, id)
      if (present?.selfAssessment === content.selfAssessment && present.claims === content.claims)
        return viewOf(present)
      const revision = present?.revision ?? 0
      if (given.base !== undefined && given.base !== revision)
        throw refuse('conflict', { field: 'base', details: { current: viewOf(present) } })
      const next = { organisation, rubric: id, revision: revision + 1, ...content }
      await turn.append({ account, action: 'assessment.put', subject: id, content: sha256(JSON.stringify(content)) })
      await this.assessments.put(store, next)
      return viewOf(next)
    })
  }

  private rubric(id: string): Rubric {
    const published = this.library.rubric(id)
    if (!published) throw refuse('rubricUnknown', { field: 'rubric' })
    return published.value
  }
}

/** Both parts checked against the rubric, as the JSON that is stored. Claims may name records not yet received. */
function readContent(
  given: { selfAssessment?: unknown; claims?: unknown },
  rubric: Rubric,
): Pick<Assessment, 'selfAssessment' | 'claims'> {
  const list = new ProblemList()
  const points = readPartPoints(given.selfAssessment, 'selfAssessment', rubric, list, false)
  const claims = readRubricClaims(given.claims, 'claims', rubric, undefined, list)
  if (list.problems.length > 0) throw refuseInput(list.problems)
  return { selfAssessment: JSON.stringify(points), claims: JSON.stringify(claims) }
}

export function viewOf(assessment: Assessment | null): AssessmentView {
  if (!assessment) return { revision: 0, selfAssessment: {}, claims: {} }
  const { revision, selfAssessment, claims } = assessment
  return {
    revision,
    selfAssessment: JSON.parse(selfAssessment) as AssessmentView['selfAssessment'],
    claims: JSON.parse(claims) as AssessmentView['claims'],
  }
}
