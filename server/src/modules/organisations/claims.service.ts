import { Injectable } from '@nestjs/common'
import type { Caller } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Database } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { JournalRepository } from '../journal/journal.repository.js'
import { OrganisationsRepository } from './organisations.repository.js'
import { profileOf, type Profile } from './profile.js'

const longestList = 200

/** What an operator does with claims. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly journal: JournalRepository,
  ) {}

  /** Claims that wait for a decision, the oldest first. */
  async waiting(): Promise<Profile[]> {
    const found = await this.database.read((store) => this.organisations.list(store, 'claimed', longestList))
    return found.map(profileOf)
  }

  /** A rejected claim gives the code back; what was recorded stays with its members, unverified. */
  decide({ account }: Caller, id: string, standing: 'approved' | 'rejected'): Promise<Profile> {
    return this.database.write(async (store) => {
      if (!(await this.organisations.find(store, id))) throw refuse('organisationUnknown')
      const turn = await this.journal.open(store, id)
      const found = (await this.organisations.find(store, id))!
      if (found.standing === standing) return profileOf(found)
      if (found.standing !== 'claimed') throw refuse('alreadyDecided')
      const change = { standing, code: standing === 'rejected' ? null : found.code }
      await turn.append({ account, action: `organisation.${standing}`, subject: id, content: sha256(found.code ?? '') })
      await this.organisations.change(store, id, change)
      return profileOf({ ...found, ...change })
    })
  }
}
