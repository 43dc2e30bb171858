import { Injectable, Logger } from '@nestjs/common'
import { addDays, type Day, type DutyState } from '@xingji/shared'
import { LessThanOrEqual, MoreThan } from 'typeorm'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { Job } from '../../platform/jobs/job.js'
import { shuffled } from '../../platform/jobs/shuffled.js'
import { DutyBook } from '../duties/duty-book.js'
import { MembershipsRepository } from '../memberships/memberships.repository.js'
import { Organisation } from '../organisations/organisation.entity.js'
import type { InboxEntry } from './inbox.entity.js'
import { entryId, InboxRepository } from './inbox.repository.js'
import { longestRest, plan, type Notice, type Owed } from './plan.js'
import { isGate, noticeInWords } from './words.js'
import { Workdays } from './workdays.js'

const page = 100

type Turned = Pick<Organisation, 'id' | 'turnsOn' | 'sequence'>
type OwedDuty = DutyState & Owed

/**
 * Tells people what is due. Only organisations are looked at whose day has come or that changed, so the cost is that of
 * what turns. Several processes may run it at once: the organisation's row is the version all of them check, and what
 * is told commits together with it.
 */
@Injectable()
export class NoticeRun extends Job {
  readonly name = 'notices'
  private readonly logger = new Logger('notices')

  constructor(
    private readonly database: Database,
    private readonly duties: DutyBook,
    private readonly memberships: MembershipsRepository,
    private readonly inbox: InboxRepository,
    private readonly workdays: Workdays,
    private readonly clock: Clock,
  ) {
    super()
  }

  async run(): Promise<void> {
    const asOf = this.clock.today()
    let failures = 0
    for (;;) {
      const turned = await this.database.read((store) => this.turned(store, asOf))
      if (turned.length === 0) break
      for (const one of shuffled(turned))
        await this.visit(one, asOf).catch(async (error: unknown) => {
          failures++
          this.logger.error(error)
          await this.postpone(one, asOf)
        })
    }
    if (failures > 0) throw new Error(`${failures} organisation(s) could not be looked at; see the log.`)
  }

  /** Those to look at on a day: their day has come, or lies so far ahead that a clock which ran ahead must have set it. */
  private async turned(store: Store, asOf: Day): Promise<Turned[]> {
    const select = { id: true, turnsOn: true, sequence: true } as const
    const come = { where: { turnsOn: LessThanOrEqual(asOf) }, order: { turnsOn: 'ASC', id: 'ASC' } as const }
    const found = await store.find(Organisation, { ...come, select, take: page })
    if (found.length > 0) return found
    return store.find(Organisation, { where: { turnsOn: MoreThan(addDays(asOf, longestRest)) }, select, take: page })
  }

  private async visit({ id }: Turned, asOf: Day): Promise<void> {
    const { organisation, people, book } = await this.database.read(async (store) => {
      const organisation = await store.findOneByOrFail(Organisation, { id })
      const people = await this.memberships.members(store, id)
      return { organisation, people, book: await this.duties.read(store, organisation) }
    })
    const { turnsOn, sequence } = organisation
    if (turnsOn > asOf && turnsOn <= addDays(asOf, longestRest)) return
    const duties = book.states(asOf).map((duty) => ({ ...duty, isGate: isGate(duty.stake) }))
    const dated = book.nextDated(asOf)
    await this.database.write(async (store) => {
      const dues = [...new Set(duties.map(({ due }) => due))]
      const given = await this.inbox.given(store, id, dues)
      const { notices, next } = plan({ duties, people, given, asOf, workdays: this.workdays })
      const turnsNext = dated !== undefined && dated < next ? dated : next
      const { affected } = await store.update(Organisation, { id, turnsOn, sequence }, { turnsOn: turnsNext })
      // Another process was first, or something was recorded meanwhile: it will be looked at again if need be.
      if (affected !== 1) return
      await this.inbox.add(
        store,
        notices.map((notice) => this.entry(id, notice, asOf)),
      )
    })
  }

  private entry(organisation: string, { account, duty, moment }: Notice<OwedDuty>, day: Day): InboxEntry {
    const { key, due } = duty
    return {
      id: entryId({ organisation, duty: key, due, moment: moment.id, account }),
      account,
      organisation,
      duty: key,
      due,
      moment: moment.id,
      ...noticeInWords(duty, moment.id, day),
      day,
      createdAt: this.clock.stamp(),
      readAt: null,
      digest: '',
    }
  }

  /** Leaves one that cannot be looked at until tomorrow, so that it does not hold up the others. */
  private async postpone({ id, turnsOn }: Turned, asOf: Day): Promise<void> {
    const tomorrow = { turnsOn: addDays(asOf, 1) }
    await this.database.write((store) => store.update(Organisation, { id, turnsOn }, tomorrow))
  }
}
