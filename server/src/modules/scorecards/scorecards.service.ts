import { Injectable } from '@nestjs/common'
import { readCycle, serialiseScorecard, type CycleInput, type Day, type Rubric, type ScoreInput } from '@xingji/shared'
import type { Scope } from '../../http/caller.js'
import { refuse, refuseInput } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { AssessmentsRepository } from '../assessments/assessments.repository.js'
import { viewOf } from '../assessments/assessments.service.js'
import { Library } from '../catalog/library.js'
import { CyclesRepository } from '../cycles/cycles.repository.js'
import { JournalRepository } from '../journal/journal.repository.js'
import type { Organisation } from '../organisations/organisation.entity.js'
import { OrganisationsRepository } from '../organisations/organisations.repository.js'
import { profileOf } from '../organisations/profile.js'
import type { StoredRecord } from '../records/record.entity.js'
import { RecordsRepository } from '../records/records.repository.js'
import { Scorers, type HeldScorer, type Past } from './scorers.js'

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
    private readonly journal: JournalRepository,
    private readonly cycles: CyclesRepository,
    private readonly scorers: Scorers,
    private readonly library: Library,
    private readonly clock: Clock,
  ) {}

  /** The scorecard's public bytes. */
  async scorecard({ organisation: id }: Scope, question: Question): Promise<string> {
    const rubric = this.library.rubric(question.rubric)?.value
    if (!rubric) throw refuse('rubricUnknown', { field: 'rubric' })
    const cycle = await this.cycleOf(id, rubric, question)
    const key = JSON.stringify([id, question.rubric, cycle])
    const held = this.scorers.find(key)
    const news = await this.database.read((store) => this.read(store, id, question.rubric, held))
    if (!news) throw refuse('organisationUnknown')
    // From here on nothing waits, so no other request moves the scorer meanwhile.
    const { basis, changes, past } = news
    if (held && news.goesOn) this.scorers.advance(key, held, changes, past)
    const asOf = question.asOf ?? this.clock.today()
    const input = { rubric, catalog: this.library.catalog.value, asOf, cycle, ...news.ledger }
    const { scorer } = held && news.goesOn ? held : this.scorers.build(key, input, basis, changes, past)
    scorer.setAsOf(asOf)
    return serialiseScorecard(scorer.scorecard())
  }

  /** The period that is asked for, else the cycle the organisation joined. */
  private async cycleOf(organisation: string, rubric: Rubric, question: Question): Promise<CycleInput> {
    const window = windowOf(question)
    if (!window) {
      const joined = await this.database.read((store) => this.cycles.inputsOf(store, organisation))
      return joined.get(question.rubric) ?? {}
    }
    const read = readCycle({ window }, rubric)
    if (!read.ok) throw refuseInput(read.problems)
    return read.value
  }

  /** What the database has beyond a scorer, or everything when the scorer knows another past. */
  private async read(
    store: Store,
    id: string,
    rubric: string,
    held: HeldScorer | undefined,
  ): Promise<News | undefined> {
    const known = held && { sequence: held.sequence, chain: held.chain }
    const organisation = await this.organisations.find(store, id)
    if (!organisation) return undefined
    const { selfAssessment, claims } = viewOf(await this.assessments.find(store, id, rubric))
    const { name, code, society } = profileOf(organisation)
    const ledger = { society: { name, ...(code === null ? {} : { code }), fields: society }, selfAssessment, claims }
    const basis = JSON.stringify(ledger)
    const goesOn = known !== undefined && held?.basis === basis && (await this.isPast(store, organisation, known))
    const changes = await this.records.since(store, id, goesOn ? known.sequence : 0)
    // Others may have written since the organisation was read; one statement sees all or nothing of what they did.
    const sequence = Math.max(organisation.sequence, changes.at(-1)?.sequence ?? 0)
    const chain = await this.chainAt(store, organisation, sequence)
    return { ledger, basis, goesOn, changes, past: { sequence, chain } }
  }

  private async isPast(store: Store, organisation: Organisation, { sequence, chain }: Past): Promise<boolean> {
    return (await this.chainAt(store, organisation, sequence)) === chain
  }

  private async chainAt(store: Store, { id, sequence, head }: Organisation, at: number): Promise<string> {
    return at === sequence ? head : ((await this.journal.chainAt(store, id, at)) ?? '')
  }
}

/** What was read of the database for a scorecard. */
interface News {
  ledger: Pick<ScoreInput, 'society' | 'selfAssessment' | 'claims'>
  basis: string
  /** The changes follow on what the scorer has seen. */
  goesOn: boolean
  changes: StoredRecord[]
  past: Past
}

function windowOf({ from, to }: Question): CycleInput['window'] {
  if (from === undefined && to === undefined) return undefined
  if (from !== undefined && to !== undefined) return { from, to }
  const field = from === undefined ? 'from' : 'to'
  throw refuseInput([{ code: 'missing', path: field, message: '评价时间要同时给出 from 和 to。' }])
}
