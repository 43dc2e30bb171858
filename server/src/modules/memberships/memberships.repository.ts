import { Injectable } from '@nestjs/common'
import type { Store } from '../../platform/database/database.js'
import { Account } from '../accounts/account.entity.js'
import { Organisation } from '../organisations/organisation.entity.js'
import { Membership } from './membership.entity.js'
import type { Role } from './roles.js'

/** A member with the name to show. */
export interface Member {
  account: string
  name: string
  role: Role
  since: string
}

@Injectable()
export class MembershipsRepository {
  find(store: Store, organisation: string, account: string): Promise<Membership | null> {
    return store.findOneBy(Membership, { organisation, account })
  }

  async add(store: Store, membership: Membership): Promise<void> {
    await store.insert(Membership, membership)
  }

  async setRole(store: Store, organisation: string, account: string, role: Role): Promise<void> {
    await store.update(Membership, { organisation, account }, { role })
  }

  async remove(store: Store, organisation: string, account: string): Promise<void> {
    await store.delete(Membership, { organisation, account })
  }

  async members(store: Store, organisation: string): Promise<Member[]> {
    const memberships = await store.find(Membership, {
      where: { organisation },
      order: { since: 'ASC', account: 'ASC' },
    })
    const accounts =
      memberships.length === 0
        ? []
        : await store.findBy(
            Account,
            memberships.map(({ account: id }) => ({ id })),
          )
    const names = new Map(accounts.map(({ id, name }) => [id, name]))
    return memberships.map(({ account, role, since }) => ({ account, name: names.get(account) ?? '', role, since }))
  }

  countRole(store: Store, organisation: string, role: Role): Promise<number> {
    return store.countBy(Membership, { organisation, role })
  }

  /** The organisations an account belongs to, in the order it joined. */
  async organisationsOf(store: Store, account: string): Promise<{ organisation: Organisation; role: Role }[]> {
    const memberships = await store.find(Membership, {
      where: { account },
      order: { since: 'ASC', organisation: 'ASC' },
    })
    if (memberships.length === 0) return []
    const found = await store.findBy(
      Organisation,
      memberships.map(({ organisation: id }) => ({ id })),
    )
    const organisations = new Map(found.map((organisation) => [organisation.id, organisation]))
    return memberships.flatMap(({ organisation, role }) => {
      const one = organisations.get(organisation)
      return one ? [{ organisation: one, role }] : []
    })
  }
}
