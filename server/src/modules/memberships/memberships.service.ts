import { Injectable } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Database } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { JournalRepository } from '../journal/journal.repository.js'
import { MembershipsRepository, type Member } from './memberships.repository.js'

@Injectable()
export class MembershipsService {
  constructor(
    private readonly database: Database,
    private readonly memberships: MembershipsRepository,
    private readonly journal: JournalRepository,
  ) {}

  members({ organisation }: Scope): Promise<Member[]> {
    return this.database.read((store) => this.memberships.members(store, organisation))
  }

  /** Takes a member out. The only secretary cannot go: the records would have nobody. */
  remove({ organisation, account }: Scope, member: string): Promise<void> {
    return this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      const membership = await this.memberships.find(store, organisation, member)
      if (!membership) throw refuse('memberUnknown')
      const isSecretary = membership.role === 'secretary'
      if (isSecretary && (await this.memberships.countRole(store, organisation, 'secretary')) === 1)
        throw refuse('onlySecretary')
      await turn.append({ account, action: 'member.remove', subject: member, content: sha256(membership.role) })
      await this.memberships.remove(store, organisation, member)
    })
  }
}
