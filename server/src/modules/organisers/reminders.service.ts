import { Injectable } from '@nestjs/common'
import type { Day, DutyState, DutyStatus } from '@xingji/shared'
import { In } from 'typeorm'
import type { Caller } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { Wechat } from '../../platform/wechat/wechat.js'
import { AccountsRepository } from '../accounts/accounts.repository.js'
import { CyclesRepository } from '../cycles/cycles.repository.js'
import { CyclesService } from '../cycles/cycles.service.js'
import { MembershipsRepository } from '../memberships/memberships.repository.js'
import { Channels } from '../notices/channels.js'
import { InboxEntry } from '../notices/inbox.entity.js'
import type { Channel } from '../notices/outbox.entity.js'
import { entryId, InboxRepository } from '../notices/inbox.repository.js'
import { noticeInWords } from '../notices/words.js'
import { StandingsService } from './standings.service.js'

/** What a reminder can be about: what is still to be done. */
export const remindable = ['open', 'dueSoon', 'overdue'] as const satisfies readonly DutyStatus[]
type Remindable = (typeof remindable)[number]

/** What an organiser wants to say, and about which duties; without keys: about everything that is open. */
export interface ReminderBody {
  duties?: string[]
  /** Only duties in these states. */
  states?: Remindable[]
  text?: string
}
/** One organisation's share of a reminder, word for word. */
export interface Reminded {
  organisation: { id: string; name: string }
  /** Secretaries who get it. */
  people: number
  /** How many of them also hear of it outside the app, with the day's digest. */
  channels: { wechat: number; mail: number }
  messages: { title: string; body: string }[]
}
export interface Preview {
  /** Names exactly this preview: what is sent is what was shown. */
  preview: string
  organisations: Reminded[]
  /** People in all. */
  people: number
}
export interface SentReminder {
  id: string
  people: number
  at: string
}

/**
 * A reminder to many organisations at once. The organiser sees first exactly which of them get which words. A duty is
 * brought to mind by the organiser at most once a day.
 */
@Injectable()
export class RemindersService {
  constructor(
    private readonly database: Database,
    private readonly cycles: CyclesRepository,
    private readonly access: CyclesService,
    private readonly standings: StandingsService,
    private readonly memberships: MembershipsRepository,
    private readonly inbox: InboxRepository,
    private readonly accounts: AccountsRepository,
    private readonly channels: Channels,
    private readonly wechat: Wechat,
    private readonly clock: Clock,
  ) {}

  async preview(caller: Caller, cycle: string, body: ReminderBody): Promise<Preview> {
    return previewOf(await this.entries(caller, cycle, body))
  }

  /** Sends what the preview showed. The same id again sends nothing more. */
  async send(caller: Caller, id: string, cycle: string, shown: string, body: ReminderBody): Promise<SentReminder> {
    const known = await this.database.read((store) => this.cycles.findReminder(store, id))
    if (known?.cycle === cycle) return { id, people: known.people, at: known.at }
    if (known) throw refuse('idTaken', { field: 'id' })
    await this.checkText(caller, body.text)
    const groups = await this.entries(caller, cycle, body)
    const { preview, people } = previewOf(groups)
    if (preview !== shown) throw refuse('previewChanged', { field: 'preview' })
    const at = this.clock.stamp()
    await this.database.write(async (store) => {
      if (await this.cycles.findReminder(store, id)) return
      await this.cycles.addReminder(store, { id, cycle, preview, text: body.text ?? '', people, at })
      for (const { entries } of groups) await this.inbox.add(store, entries)
    })
    return { id, people, at }
  }

  async list(caller: Caller, cycle: string): Promise<SentReminder[]> {
    const found = await this.database.read(async (store) => {
      await this.access.own(store, caller, cycle)
      return this.cycles.reminders(store, cycle)
    })
    return found.map(({ id, people, at }) => ({ id, people, at }))
  }

  /** The inbox entries a reminder would make now, by organisation. */
  private async entries(caller: Caller, id: string, body: ReminderBody): Promise<Group[]> {
    const { cycle, joined } = await this.database.read(async (store) => ({
      cycle: await this.access.own(store, caller, id),
      joined: await this.cycles.organisations(store, id),
    }))
    const day = this.clock.today()
    const states = new Set<DutyStatus>(body.states ?? remindable)
    const groups: Group[] = []
    for (const organisation of joined) {
      const group = await this.database.read(async (store) => {
        const duties = await this.standings.states(store, organisation, cycle)
        const asked = duties.filter(({ key, status }) => states.has(status) && (body.duties?.includes(key) ?? true))
        const members = await this.memberships.members(store, organisation.id)
        const secretaries = members.filter(({ role }) => role === 'secretary').map(({ account }) => account)
        const made = secretaries.flatMap((account) =>
          asked.map((duty) => this.entry(organisation.id, account, duty, day, body.text)),
        )
        const entries = await this.unsaid(store, made)
        const people = [...new Set(entries.map(({ account }) => account))]
        const channels: Channel[] = []
        for (const account of people) channels.push(...(await this.channels.of(store, account)))
        return { entries, people: people.length, channels }
      })
      const { id, name } = organisation
      if (group.entries.length > 0) groups.push({ organisation: { id, name }, ...group })
    }
    return groups
  }

  private entry(
    organisation: string,
    account: string,
    duty: DutyState,
    day: Day,
    text: string | undefined,
  ): InboxEntry {
    const about = { organisation, duty: duty.key, due: duty.due, moment: `organiser-${day}`, account }
    const { title, body } = noticeInWords(duty, 'week', day)
    return {
      id: entryId(about),
      ...about,
      title,
      body: text ? `组织方提醒：${text}（${body}）` : `组织方提醒：${body}`,
      day,
      createdAt: this.clock.stamp(),
      readAt: null,
      digest: '',
    }
  }

  private async unsaid(store: Store, entries: readonly InboxEntry[]): Promise<InboxEntry[]> {
    if (entries.length === 0) return []
    const where = { id: In(entries.map(({ id }) => id)) }
    const said = new Set((await store.find(InboxEntry, { where, select: { id: true } })).map(({ id }) => id))
    return entries.filter(({ id }) => !said.has(id))
  }

  /** Words that go to others pass WeChat's content check, where the organiser signed in with WeChat. */
  private async checkText({ account }: Caller, text: string | undefined): Promise<void> {
    if (!text || !this.wechat.isConfigured) return
    const { identity } = (await this.database.read((store) => this.accounts.find(store, account))) ?? { identity: '' }
    if (!identity.startsWith('wechat:')) return
    const verdict = await this.wechat.checkText(identity.slice('wechat:'.length), text)
    if (verdict === 'risky') throw refuse('textRisky', { field: 'text' })
  }
}

interface Group {
  organisation: { id: string; name: string }
  entries: InboxEntry[]
  people: number
  /** One for each person and way. */
  channels: Channel[]
}

const numberOf = (channels: readonly Channel[], channel: Channel): number =>
  channels.filter((one) => one === channel).length

function previewOf(groups: readonly Group[]): Preview {
  const organisations = groups.map(({ organisation, entries, people, channels }) => {
    const messages = new Map(entries.map(({ duty, title, body }) => [duty, { title, body }]))
    return {
      organisation,
      people,
      channels: { wechat: numberOf(channels, 'wechat'), mail: numberOf(channels, 'mail') },
      messages: [...messages.values()],
    }
  })
  const ids = groups.flatMap(({ entries }) => entries.map(({ id, body }) => [id, body]))
  const people = new Set(groups.flatMap(({ entries }) => entries.map(({ account }) => account))).size
  return { preview: sha256(JSON.stringify(ids)), organisations, people }
}
