import { Injectable } from '@nestjs/common'
import type { Store } from '../../platform/database/database.js'
import { Organisation, type Standing } from './organisation.entity.js'

@Injectable()
export class OrganisationsRepository {
  find(store: Store, id: string): Promise<Organisation | null> {
    return store.findOneBy(Organisation, { id })
  }

  findCode(store: Store, code: string): Promise<Organisation | null> {
    return store.findOneBy(Organisation, { code })
  }

  async add(store: Store, organisation: Organisation): Promise<void> {
    await store.insert(Organisation, organisation)
  }

  async change(
    store: Store,
    id: string,
    change: Partial<Pick<Organisation, 'name' | 'society' | 'rubrics' | 'standing' | 'code'>>,
  ): Promise<void> {
    await store.update(Organisation, { id }, change)
  }

  /** Claims in a standing, the oldest first. */
  list(store: Store, standing: Standing, limit: number): Promise<Organisation[]> {
    return store.find(Organisation, { where: { standing }, order: { claimedAt: 'ASC', id: 'ASC' }, take: limit })
  }
}
