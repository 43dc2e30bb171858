import { Injectable } from '@nestjs/common'
import type { Day, DutyState } from '@xingji/shared'
import type { Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { OrganisationsRepository } from '../organisations/organisations.repository.js'
import { DutyBook } from './duty-book.js'

@Injectable()
export class DutiesService {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly duties: DutyBook,
    private readonly clock: Clock,
  ) {}

  /** What the organisation owes today, as far as the server knows. */
  async states({ organisation: id }: Pick<Scope, 'organisation'>): Promise<{ day: Day; duties: DutyState[] }> {
    const book = await this.database.read(async (store) => {
      const organisation = await this.organisations.find(store, id)
      if (!organisation) throw refuse('organisationUnknown')
      return this.duties.read(store, organisation)
    })
    const day = this.clock.today()
    return { day, duties: book.states(day) }
  }
}
