import { Injectable } from '@nestjs/common'
import type { CycleInput, Day, DutyState, DutyStatus } from '@xingji/shared'
import type { Caller } from '../../http/caller.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { CyclesRepository } from '../cycles/cycles.repository.js'
import { CyclesService } from '../cycles/cycles.service.js'
import { DutyBook } from '../duties/duty-book.js'
import type { Organisation } from '../organisations/organisation.entity.js'

/** How one duty stands: nothing of the records behind it. */
export interface DutyStanding {
  key: string
  title: string
  due: Day
  status: DutyStatus
}
/** How an organisation stands in a cycle. */
export interface Standing {
  organisation: { id: string; name: string }
  duties: DutyStanding[]
}
export interface Standings {
  day: Day
  /** In the order of their names: nobody is ranked. */
  organisations: Standing[]
  /** Give it back as `after`; absent: these were the last. */
  after?: string
}

/** For the organiser: which duty of the cycle is in which state, for the organisations that joined it. */
@Injectable()
export class StandingsService {
  constructor(
    private readonly database: Database,
    private readonly cycles: CyclesRepository,
    private readonly access: CyclesService,
    private readonly duties: DutyBook,
    private readonly clock: Clock,
  ) {}

  async page(caller: Caller, id: string, after: string | undefined, limit: number): Promise<Standings> {
    const { joined, cycle } = await this.database.read(async (store) => ({
      cycle: await this.access.own(store, caller, id),
      joined: await this.cycles.organisations(store, id),
    }))
    const start = after === undefined ? 0 : joined.findIndex((one) => one.id === after) + 1
    const organisations: Standing[] = []
    for (const organisation of joined.slice(start, start + limit)) {
      const states = await this.database.read((store) => this.states(store, organisation, cycle))
      organisations.push({
        organisation: { id: organisation.id, name: organisation.name },
        duties: states.map(standingOf),
      })
    }
    const last = organisations[organisations.length - 1]
    const more = last && start + limit < joined.length ? { after: last.organisation.id } : {}
    return { day: this.clock.today(), organisations, ...more }
  }

  /** What an organisation owes in this cycle, today. */
  async states(
    store: Store,
    organisation: Organisation,
    cycle: { rubric: string; settings: string },
  ): Promise<DutyState[]> {
    const only = { rubric: cycle.rubric, cycle: JSON.parse(cycle.settings) as CycleInput }
    return (await this.duties.read(store, organisation, only)).states(this.clock.today())
  }
}

const standingOf = ({ key, title, due, status }: DutyState): DutyStanding => ({ key, title, due, status })
