import { Injectable } from '@nestjs/common'
import type { Caller, Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { newCode, newId, normaliseCode, sha256 } from '../../platform/ids.js'
import { JournalRepository } from '../journal/journal.repository.js'
import { MembershipsRepository } from '../memberships/memberships.repository.js'
import type { Role } from '../memberships/roles.js'
import type { Invitation, Purpose } from './invitation.entity.js'
import { InvitationsRepository } from './invitations.repository.js'

const validDays = 7

/** An offer as made: the only time its code is shown. */
export interface Offer extends OpenInvitation {
  code: string
}
export type OpenInvitation = Pick<Invitation, 'id' | 'purpose' | 'role' | 'expiresAt'>

/** What accepting an invitation gave. */
export interface Accepted {
  organisation: string
  role: Role
}

/** Invitations and the handover of a retiring secretary: both are offers that one person accepts with a code. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly journal: JournalRepository,
    private readonly clock: Clock,
  ) {}

  invite(scope: Scope, role: Role): Promise<Offer> {
    return this.offer(scope, 'join', role)
  }

  /** Offers the caller's own secretary role to whoever accepts the code. */
  handOver(scope: Scope): Promise<Offer> {
    return this.offer(scope, 'handover', 'secretary')
  }

  async open({ organisation }: Scope): Promise<OpenInvitation[]> {
    const found = await this.database.read((store) => this.invitations.open(store, organisation, this.clock.stamp()))
    return found.map(visible)
  }

  withdraw({ organisation, account }: Scope, id: string): Promise<void> {
    return this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      if (!(await this.invitations.withdraw(store, organisation, id, this.clock.stamp())))
        throw refuse('invitationUnknown')
      await turn.append({ account, action: 'invitation.withdraw', subject: id, content: sha256('') })
    })
  }

  accept({ account }: Caller, code: string): Promise<Accepted> {
    const codeHash = sha256(normaliseCode(code))
    return this.database.write(async (store) => {
      const invitation = await this.invitations.findCode(store, codeHash)
      if (!invitation) throw refuse('invitationUnknown', { field: 'code' })
      const accepted = { organisation: invitation.organisation, role: invitation.role }
      // The answer to the first try may have been lost on the way.
      if (invitation.acceptedBy === account) return accepted
      const now = this.clock.stamp()
      if (invitation.acceptedBy !== null) throw refuse('invitationUsed', { field: 'code' })
      if (invitation.withdrawnAt !== null || invitation.expiresAt <= now)
        throw refuse('invitationExpired', { field: 'code' })
      const turn = await this.journal.open(store, invitation.organisation)
      if (invitation.purpose === 'join') await this.join(store, invitation, account, now)
      else await this.takeOver(store, invitation, account, now)
      if (!(await this.invitations.accept(store, invitation.id, account, now))) throw new Overtaken()
      const action = invitation.purpose === 'join' ? 'invitation.accept' : 'handover.accept'
      await turn.append({ account, action, subject: invitation.id, content: sha256(invitation.role) })
      return accepted
    })
  }

  private async join(store: Store, { organisation, role }: Invitation, account: string, since: string): Promise<void> {
    if (await this.memberships.find(store, organisation, account)) throw refuse('alreadyMember')
    await this.memberships.add(store, { organisation, account, role, since })
  }

  /** The role passes whole: at no moment are there two secretaries of this handover, or none. */
  private async takeOver(store: Store, invitation: Invitation, account: string, since: string): Promise<void> {
    const { organisation, createdBy: retiring } = invitation
    if (retiring === account) throw refuse('ownHandover')
    const role = (await this.memberships.find(store, organisation, retiring))?.role
    if (role !== 'secretary') throw refuse('invitationExpired', { field: 'code' })
    const present = await this.memberships.find(store, organisation, account)
    if (present?.role === 'secretary') throw refuse('alreadyMember')
    if (present) await this.memberships.setRole(store, organisation, account, 'secretary')
    else await this.memberships.add(store, { organisation, account, role: 'secretary', since })
    await this.memberships.setRole(store, organisation, retiring, 'viewer')
  }

  private async offer({ organisation, account }: Scope, purpose: Purpose, role: Role): Promise<Offer> {
    const code = newCode()
    const now = this.clock.now()
    const invitation: Invitation = {
      id: newId(now),
      organisation,
      purpose,
      role,
      codeHash: sha256(code),
      createdBy: account,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + validDays * 86_400_000).toISOString(),
      acceptedBy: null,
      acceptedAt: null,
      withdrawnAt: null,
    }
    await this.database.write(async (store) => {
      if (await this.invitations.findCode(store, invitation.codeHash)) return
      const turn = await this.journal.open(store, organisation)
      const action = purpose === 'join' ? 'invitation.create' : 'handover.create'
      await turn.append({ account, action, subject: invitation.id, content: sha256(role) })
      await this.invitations.add(store, invitation)
    })
    return { ...visible(invitation), code }
  }
}

const visible = ({ id, purpose, role, expiresAt }: Invitation): OpenInvitation => ({ id, purpose, role, expiresAt })
