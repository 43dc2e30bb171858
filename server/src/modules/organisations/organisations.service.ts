import { Injectable } from '@nestjs/common'
import type { Caller, Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock, shanghaiDay } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { Library } from '../catalog/library.js'
import { viewOf } from '../cycles/cycle-view.js'
import { CyclesRepository } from '../cycles/cycles.repository.js'
import { JournalRepository, journalStart } from '../journal/journal.repository.js'
import { MembershipsRepository } from '../memberships/memberships.repository.js'
import { isCreditCode, normaliseCreditCode } from './credit-code.js'
import type { Organisation } from './organisation.entity.js'
import { OrganisationsRepository } from './organisations.repository.js'
import {
  profileOf,
  readRubricIds,
  readSocietyFields,
  type ClaimBody,
  type OrganisationView,
  type ProfileBody,
} from './profile.js'

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly journal: JournalRepository,
    private readonly cycles: CyclesRepository,
    private readonly library: Library,
    private readonly clock: Clock,
  ) {}

  /** Claims an organisation; whoever does becomes its secretary. The same claim again gives the same answer. */
  claim({ account }: Caller, body: ClaimBody): Promise<{ organisation: OrganisationView; isNew: boolean }> {
    const code = normaliseCreditCode(body.code)
    if (!isCreditCode(code)) throw refuse('badCreditCode', { field: 'code' })
    const claimed: Organisation = {
      id: body.id,
      name: body.name,
      code,
      standing: 'claimed',
      society: JSON.stringify(readSocietyFields(body.society, this.library)),
      rubrics: JSON.stringify(this.library.usual),
      claimedBy: account,
      claimedAt: this.clock.stamp(),
      sequence: 0,
      head: journalStart,
      turnsOn: '',
    }
    return this.database.write(async (store) => {
      const known = await this.organisations.find(store, claimed.id)
      if (known?.claimedBy === account && known.code === code)
        return { organisation: await this.view(store, known), isNew: false }
      if (known) throw refuse('idTaken', { field: 'id' })
      if (await this.organisations.findCode(store, code)) throw refuse('claimTaken', { field: 'code' })
      await this.organisations.add(store, claimed)
      const turn = await this.journal.open(store, claimed.id)
      const content = sha256(JSON.stringify([claimed.name, code, claimed.society]))
      await turn.append({ account, action: 'organisation.claim', subject: claimed.id, content })
      const membership = { organisation: claimed.id, account, role: 'secretary', since: claimed.claimedAt } as const
      await this.memberships.add(store, membership)
      return { organisation: await this.view(store, claimed), isNew: true }
    })
  }

  show({ organisation }: Scope): Promise<OrganisationView> {
    return this.database.read(async (store) => {
      const found = await this.organisations.find(store, organisation)
      if (!found) throw refuse('organisationUnknown')
      return this.view(store, found)
    })
  }

  async change(scope: Scope, body: ProfileBody): Promise<OrganisationView> {
    const change: Partial<Pick<Organisation, 'name' | 'society' | 'rubrics'>> = {}
    if (body.name !== undefined) change.name = body.name
    if (body.society !== undefined) change.society = JSON.stringify(readSocietyFields(body.society, this.library))
    if (body.rubrics !== undefined) change.rubrics = JSON.stringify(readRubricIds(body.rubrics, this.library))
    if (Object.keys(change).length > 0)
      await this.database.write(async (store) => {
        const turn = await this.journal.open(store, scope.organisation)
        const content = sha256(JSON.stringify(change))
        await turn.append({
          account: scope.account,
          action: 'organisation.change',
          subject: scope.organisation,
          content,
        })
        await this.organisations.change(store, scope.organisation, change)
      })
    return this.show(scope)
  }

  private async view(store: Store, organisation: Organisation): Promise<OrganisationView> {
    const cycles = (await this.cycles.joined(store, organisation.id)).map(viewOf)
    return { ...profileOf(organisation), since: shanghaiDay(new Date(organisation.claimedAt)), cycles }
  }
}
