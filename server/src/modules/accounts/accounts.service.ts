import { Injectable } from '@nestjs/common'
import type { Day } from '@xingji/shared'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { newId } from '../../platform/ids.js'
import { Settings } from '../../platform/settings.js'
import { MembershipsRepository } from '../memberships/memberships.repository.js'
import type { Role } from '../memberships/roles.js'
import type { Account } from './account.entity.js'
import { AccountsRepository } from './accounts.repository.js'

/** Who signed in and where they belong. */
export interface Me {
  account: { id: string; name: string }
  memberships: { organisation: { id: string; name: string; code: string | null; verified: boolean }; role: Role }[]
  isOperator: boolean
  /** May set up cycles. */
  isOrganiser: boolean
  /** The server's day in Asia/Shanghai. */
  day: Day
}

@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** The account of an identity; the first time it is made, under the name given. */
  recognise(identity: string, name: string): Promise<Account> {
    const fresh = { id: newId(this.clock.now()), identity, name, createdAt: this.clock.stamp() }
    return this.database.write(async (store) => {
      const known = await this.accounts.findIdentity(store, identity)
      if (known) return known
      await this.accounts.add(store, fresh)
      return fresh
    })
  }

  me(id: string): Promise<Me> {
    return this.database.read(async (store) => {
      const account = await this.accounts.find(store, id)
      if (!account) throw refuse('sessionExpired')
      const memberships = await this.memberships.organisationsOf(store, id)
      return {
        account: { id: account.id, name: account.name },
        memberships: memberships.map(({ organisation, role }) => ({
          organisation: {
            id: organisation.id,
            name: organisation.name,
            code: organisation.code,
            verified: organisation.standing === 'approved',
          },
          role,
        })),
        isOperator: this.settings.config.operators.includes(account.identity),
        isOrganiser: this.settings.config.organisers.includes(account.identity),
        day: this.clock.today(),
      }
    })
  }

  async rename(id: string, name: string): Promise<Me> {
    await this.database.write((store) => this.accounts.rename(store, id, name))
    return this.me(id)
  }
}
