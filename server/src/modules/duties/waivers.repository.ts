import { Injectable } from '@nestjs/common'
import type { Store } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { Waiver } from './waiver.entity.js'

@Injectable()
export class WaiversRepository {
  list(store: Store, organisation: string): Promise<Waiver[]> {
    return store.find(Waiver, { where: { organisation }, order: { at: 'ASC', id: 'ASC' } })
  }

  find(store: Store, organisation: string, duty: string): Promise<Waiver | null> {
    return store.findOneBy(Waiver, { organisation, id: sha256(duty) })
  }

  /** Sets a duty's waiver, or the reason of the one there is. */
  async put(store: Store, waiver: Omit<Waiver, 'id'>): Promise<void> {
    const key = { organisation: waiver.organisation, id: sha256(waiver.duty) }
    if (await store.findOneBy(Waiver, key)) await store.update(Waiver, key, waiver)
    else await store.insert(Waiver, { ...waiver, ...key })
  }

  async remove(store: Store, organisation: string, duty: string): Promise<void> {
    await store.delete(Waiver, { organisation, id: sha256(duty) })
  }
}
