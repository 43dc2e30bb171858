import type { DutyStatus } from '@xingji/shared'
import { Remote, type Reply } from './remote'

/** A run of a rating, as its organiser set it up. */
export interface OrganisedCycle {
  id: string
  title: string
  rubric: string
}
export interface DutyStanding {
  key: string
  title: string
  due: string
  status: DutyStatus
}
/** How an organisation that joined stands: states, nothing of its records. */
export interface Standing {
  organisation: { id: string; name: string }
  duties: DutyStanding[]
}
export interface Standings {
  day: string
  organisations: Standing[]
  after?: string
}
/** What a reminder is about. */
export interface About {
  /** Keys; absent: whatever is still to be done. */
  duties?: string[]
  states: DutyStatus[]
  text?: string
}
/** Exactly who would get which words, and by which ways. */
export interface ReminderPreview {
  preview: string
  people: number
  organisations: {
    organisation: { id: string; name: string }
    people: number
    channels: { wechat: number; mail: number }
    messages: { title: string; body: string }[]
  }[]
}
export interface SentReminder {
  id: string
  people: number
  /** An instant, ISO 8601. */
  at: string
}

const pageSize = 50

/** The calls of somebody who organises a rating. */
export class OrganiserRemote extends Remote {
  role(): Promise<Reply<{ isOrganiser?: boolean }>> {
    return this.call('GET', 'me')
  }
  cycles(): Promise<Reply<{ cycles: OrganisedCycle[] }>> {
    return this.call('GET', 'cycles')
  }
  /** The code to join with is told this once. */
  create(cycle: OrganisedCycle): Promise<Reply<OrganisedCycle & { code: string }>> {
    return this.call('POST', 'cycles', cycle)
  }
  standings(cycle: string, after?: string): Promise<Reply<Standings>> {
    return this.call(
      'GET',
      `cycles/${cycle}/standings?limit=${pageSize}${after === undefined ? '' : `&after=${after}`}`,
    )
  }
  preview(cycle: string, about: About): Promise<Reply<ReminderPreview>> {
    return this.call('POST', `cycles/${cycle}/reminders/preview`, about)
  }
  remind(cycle: string, id: string, preview: string, about: About): Promise<Reply<SentReminder>> {
    return this.call('POST', `cycles/${cycle}/reminders`, { id, preview, ...about })
  }
  sent(cycle: string): Promise<Reply<{ reminders: SentReminder[] }>> {
    return this.call('GET', `cycles/${cycle}/reminders`)
  }
}
