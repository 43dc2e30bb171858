import type { PreferencesChange } from './reminder-choices'
import { Remote, type Reply } from './remote'

/** Something the server told this person. */
export interface InboxEntry {
  id: string
  organisation: { id: string; name: string }
  due: string
  moment: string
  title: string
  body: string
  at: string
  read: boolean
  /** How the digest that carried it fared outside the app. */
  sent: { channel: string; state: string }[]
}
export interface InboxPage {
  unread: number
  entries: InboxEntry[]
  /** Where the next page begins; absent: there is none. */
  before?: string
}
/** A person's channels and quiet hours, and what the server has. */
export interface Preferences {
  wechat: { on: boolean; available: boolean; template: string | null; left: number }
  mail: { on: boolean; available: boolean; address: string | null; pending: string | null }
  quiet: { from: string; to: string }
  workdaysOnly: boolean
}

/** The calls about reminders. */
export class InboxRemote extends Remote {
  page(before?: string): Promise<Reply<InboxPage>> {
    return this.call('GET', `inbox?limit=30${before === undefined ? '' : `&before=${encodeURIComponent(before)}`}`)
  }
  /** Without ids: all of them. */
  markRead(ids?: string[]): Promise<Reply<{ unread: number }>> {
    return this.call('POST', 'inbox/read', ids ? { ids } : {})
  }
  preferences(): Promise<Reply<Preferences>> {
    return this.call('GET', 'preferences')
  }
  change(change: PreferencesChange): Promise<Reply<Preferences>> {
    return this.call('PUT', 'preferences', change)
  }
  offerMail(address: string): Promise<Reply<Preferences>> {
    return this.call('POST', 'preferences/mail', { address })
  }
  confirmMail(code: string): Promise<Reply<Preferences>> {
    return this.call('POST', 'preferences/mail/confirm', { code })
  }
  noteAcceptance(tap: string, template: string, answer: string): Promise<Reply<{ left: number }>> {
    return this.call('POST', 'wechat/acceptances', { tap, template, answer })
  }
  openCalendar(organisation: string): Promise<Reply<{ address: string }>> {
    return this.call('POST', `organisations/${encodeURIComponent(organisation)}/calendar`)
  }
}
