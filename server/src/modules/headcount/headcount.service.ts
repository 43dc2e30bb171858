import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { JournalRepository } from '../journal/journal.repository.js'
import { OrganisationsRepository } from '../organisations/organisations.repository.js'
import type { HeadCount } from './headcount.entity.js'
import { HeadCountRepository } from './headcount.repository.js'
import { HeadTokens } from './headcount.tokens.js'

/** A count as the secretary's screen shows it. */
export interface HeadCountView {
  id: string
  record: string
  heads: number
  isOpen: boolean
  /** Where the code of the screen leads, while the count is open; another one half a minute later. */
  address?: string
  expiresAt?: string
}

/** Milliseconds after which a forgotten count is closed. */
const longest = 12 * 3_600_000
/** Heads a minute; more do not come through a door. */
const mostInMinute = 300

/**
 * Counts heads by a QR code on the secretary's screen: one for each phone and activity. No name, number or account of
 * those who come is asked for or kept.
 */
@Injectable()
export class HeadCountService {
  constructor(
    private readonly database: Database,
    private readonly counts: HeadCountRepository,
    private readonly organisations: OrganisationsRepository,
    private readonly journal: JournalRepository,
    private readonly tokens: HeadTokens,
    private readonly clock: Clock,
  ) {}

  async setting({ organisation }: Scope): Promise<{ on: boolean }> {
    return { on: await this.database.read((store) => this.counts.isOn(store, organisation)) }
  }

  async change({ organisation, account }: Scope, on: boolean): Promise<{ on: boolean }> {
    await this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      if ((await this.counts.isOn(store, organisation)) === on) return
      await this.counts.setOn(store, organisation, on)
      await turn.append({ account, action: 'headcount.setting', subject: organisation, content: sha256(String(on)) })
    })
    return { on }
  }

  /** Opens a count for a record, or finds the one that is open. */
  async open({ organisation, account }: Scope, id: string, record: string): Promise<HeadCountView> {
    const count = await this.database.write(async (store) => {
      if (!(await this.counts.isOn(store, organisation))) throw refuse('headcountOff')
      const known = (await this.counts.findOpen(store, organisation, record)) ?? (await this.counts.find(store, id))
      if (known && known.organisation !== organisation) throw refuse('idTaken', { field: 'id' })
      if (known) return known
      const fresh: HeadCount = {
        id,
        organisation,
        record,
        openRecord: record,
        account,
        salt: randomBytes(32).toString('hex'),
        heads: 0,
        minute: '',
        inMinute: 0,
        openedAt: this.clock.stamp(),
        closedAt: null,
      }
      await this.counts.add(store, fresh)
      return fresh
    })
    return this.viewOf(count)
  }

  view(scope: Scope, id: string): Promise<HeadCountView> {
    return this.database.read(async (store) => this.viewOf(await this.own(store, scope, id)))
  }

  /** Ends a count: the number stays, what told the phones apart goes. */
  close(scope: Scope, id: string): Promise<HeadCountView> {
    return this.database.write(async (store) => {
      const count = await this.own(store, scope, id)
      if (count.closedAt === null) await this.counts.close(store, id, this.clock.stamp())
      // Read again: whoever tapped meanwhile is in it.
      return this.viewOf(await this.own(store, scope, id))
    })
  }

  /** Closes what nobody closed in twelve hours, some at a time. */
  async closeForgotten(): Promise<void> {
    const oldest = new Date(this.clock.now().getTime() - longest).toISOString()
    const forgotten = await this.database.read((store) => this.counts.openBy(store, oldest))
    if (forgotten.length === 0) return
    await this.database.write(async (store) => {
      for (const { id } of forgotten) await this.counts.close(store, id, this.clock.stamp())
    })
  }

  /** Whose count a code is for; refused where there is nothing to count. */
  async host(token: string): Promise<string> {
    const id = this.tokens.read(token)
    return this.database.read(async (store) => {
      const { organisation } = await this.opened(store, id)
      return (await this.organisations.find(store, organisation))?.name ?? ''
    })
  }

  /** Counts a phone, the first time it comes; whose count it was. */
  async count(token: string, phone: string | undefined): Promise<string> {
    const id = this.tokens.read(token)
    if (!this.tokens.isPhone(phone)) throw refuse('headcountPhone')
    return this.database.write(async (store) => {
      const { organisation, salt } = await this.opened(store, id)
      const hash = sha256(`${salt}${phone}`)
      if (!(await this.counts.isCounted(store, id, hash))) {
        const minute = this.clock.stamp().slice(0, 16)
        if (!(await this.counts.count(store, id, hash, minute, mostInMinute))) {
          await this.opened(store, id)
          throw refuse('headcountFlood', { retryAfter: 60 })
        }
      }
      return (await this.organisations.find(store, organisation))?.name ?? ''
    })
  }

  private async own(store: Store, { organisation }: Scope, id: string): Promise<HeadCount> {
    const count = await this.counts.find(store, id)
    if (count?.organisation !== organisation) throw refuse('headcountUnknown')
    return count
  }

  private async opened(store: Store, id: string): Promise<HeadCount> {
    const count = await this.counts.find(store, id)
    if (!count || !this.isOpen(count)) throw refuse('headcountClosed')
    return count
  }

  private isOpen({ closedAt, openedAt }: HeadCount): boolean {
    return closedAt === null && this.clock.now().getTime() - Date.parse(openedAt) < longest
  }

  private viewOf(count: HeadCount): HeadCountView {
    const { id, record, heads } = count
    const isOpen = this.isOpen(count)
    if (!isOpen) return { id, record, heads, isOpen }
    const { token, expiresAt } = this.tokens.make(id)
    return { id, record, heads, isOpen, address: `/api/heads/${token}`, expiresAt }
  }
}
