import { Injectable } from '@nestjs/common'
import { IsNull, MoreThan } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { Invitation } from './invitation.entity.js'

@Injectable()
export class InvitationsRepository {
  async add(store: Store, invitation: Invitation): Promise<void> {
    await store.insert(Invitation, invitation)
  }

  findCode(store: Store, codeHash: string): Promise<Invitation | null> {
    return store.findOneBy(Invitation, { codeHash })
  }

  /** Those that can still be accepted. */
  open(store: Store, organisation: string, now: string): Promise<Invitation[]> {
    const where = { organisation, acceptedBy: IsNull(), withdrawnAt: IsNull(), expiresAt: MoreThan(now) }
    return store.find(Invitation, { where, order: { createdAt: 'ASC', id: 'ASC' } })
  }

  /** Marks it used; false when somebody was first. */
  async accept(store: Store, id: string, acceptedBy: string, acceptedAt: string): Promise<boolean> {
    const open = { id, acceptedBy: IsNull(), withdrawnAt: IsNull(), expiresAt: MoreThan(acceptedAt) }
    return (await store.update(Invitation, open, { acceptedBy, acceptedAt })).affected === 1
  }

  /** Takes an offer back; false when there is none to take back. */
  async withdraw(store: Store, organisation: string, id: string, withdrawnAt: string): Promise<boolean> {
    const open = { id, organisation, acceptedBy: IsNull(), withdrawnAt: IsNull() }
    return (await store.update(Invitation, open, { withdrawnAt })).affected === 1
  }
}
