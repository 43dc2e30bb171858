import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { DutyBook } from '../duties/duty-book.js'
import { MembershipsRepository } from '../memberships/memberships.repository.js'
import { stakeInWords } from '../notices/words.js'
import { OrganisationsRepository } from '../organisations/organisations.repository.js'
import { CalendarFeed } from './calendar-feed.entity.js'
import { calendarText, type CalendarEntry } from './ics.js'

const alarms = [7, 1]

/** Due days as a calendar that programs subscribe to, under an address nobody can guess. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly duties: DutyBook,
    private readonly clock: Clock,
  ) {}

  /** Makes the caller's address anew; the one before it is void. It is shown this once. */
  async open({ organisation, account }: Scope): Promise<{ address: string }> {
    const secret = randomBytes(24).toString('base64url')
    const feed = { secretHash: sha256(secret), createdAt: this.clock.stamp() }
    await this.database.write(async (store) => {
      if (await store.findOneBy(CalendarFeed, { organisation, account }))
        await store.update(CalendarFeed, { organisation, account }, feed)
      else await store.insert(CalendarFeed, { organisation, account, ...feed })
    })
    return { address: `/api/calendar/${secret}.ics` }
  }

  /** Has the caller an address? */
  async has({ organisation, account }: Scope): Promise<{ since: string | null }> {
    const feed = await this.database.read((store) => store.findOneBy(CalendarFeed, { organisation, account }))
    return { since: feed?.createdAt ?? null }
  }

  /** Makes the caller's address void. */
  async revoke({ organisation, account }: Scope): Promise<void> {
    await this.database.write((store) => store.delete(CalendarFeed, { organisation, account }))
  }

  /** The calendar behind an address, as long as its owner is a member. */
  async read(secret: string): Promise<string> {
    const { organisation, book } = await this.database.read(async (store) => {
      const feed = await store.findOneBy(CalendarFeed, { secretHash: sha256(secret) })
      const member = feed && (await this.memberships.find(store, feed.organisation, feed.account))
      const organisation = member && (await this.organisations.find(store, feed.organisation))
      if (!organisation) throw refuse('calendarUnknown')
      return { organisation, book: await this.duties.read(store, organisation) }
    })
    const entries = book
      .states(this.clock.today())
      .filter(({ status }) => status !== 'done' && status !== 'late' && status !== 'waived')
      .map(({ key, due, title, what, stake }): CalendarEntry => ({
        uid: `${sha256(JSON.stringify([organisation.id, key]))}@xingji.invalid`,
        day: due,
        summary: `截止：${title}`,
        description: [what, stakeInWords(stake)].filter((text) => text !== '').join('\n'),
        alarms,
      }))
    return calendarText(`星迹 · ${organisation.name}`, entries, this.clock.now())
  }
}
