import { Account } from './modules/accounts/account.entity.js'
import { Assessment } from './modules/assessments/assessment.entity.js'
import { CalendarFeed } from './modules/calendar/calendar-feed.entity.js'
import { Cycle, CycleMember, CycleReminder } from './modules/cycles/cycle.entity.js'
import { Waiver } from './modules/duties/waiver.entity.js'
import { StoredFile } from './modules/files/file.entity.js'
import { CountedPhone, HeadCount, HeadCountSetting } from './modules/headcount/headcount.entity.js'
import { Invitation } from './modules/invitations/invitation.entity.js'
import { JournalEntry } from './modules/journal/journal-entry.entity.js'
import { Membership } from './modules/memberships/membership.entity.js'
import { InboxEntry } from './modules/notices/inbox.entity.js'
import { OutboxRow } from './modules/notices/outbox.entity.js'
import { Preference } from './modules/notices/preference.entity.js'
import { Grant, Quota, WechatEvent } from './modules/notices/quota.entity.js'
import { Organisation } from './modules/organisations/organisation.entity.js'
import { RecordFile, Revision, StoredRecord } from './modules/records/record.entity.js'
import { JobRun } from './platform/jobs/job-run.entity.js'
import { AccessToken } from './platform/wechat/access-token.entity.js'

/** Every table's class. */
export const entities = [
  AccessToken,
  Account,
  Assessment,
  CalendarFeed,
  CountedPhone,
  Cycle,
  CycleMember,
  CycleReminder,
  Grant,
  HeadCount,
  HeadCountSetting,
  InboxEntry,
  Invitation,
  JobRun,
  JournalEntry,
  Membership,
  Organisation,
  OutboxRow,
  Preference,
  Quota,
  RecordFile,
  Revision,
  StoredFile,
  StoredRecord,
  Waiver,
  WechatEvent,
]
