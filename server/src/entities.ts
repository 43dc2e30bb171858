import { Account } from './modules/accounts/account.entity.js'
import { Assessment } from './modules/assessments/assessment.entity.js'
import { StoredFile } from './modules/files/file.entity.js'
import { Invitation } from './modules/invitations/invitation.entity.js'
import { JournalEntry } from './modules/journal/journal-entry.entity.js'
import { Membership } from './modules/memberships/membership.entity.js'
import { Organisation } from './modules/organisations/organisation.entity.js'
import { RecordFile, Revision, StoredRecord } from './modules/records/record.entity.js'

/** Every table's class. */
export const entities = [
  Account,
  Assessment,
  Invitation,
  JournalEntry,
  Membership,
  Organisation,
  RecordFile,
  Revision,
  StoredFile,
  StoredRecord,
]
