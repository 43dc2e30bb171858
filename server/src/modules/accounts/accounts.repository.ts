import { Injectable } from '@nestjs/common'
import type { Store } from '../../platform/database/database.js'
import { Account } from './account.entity.js'

@Injectable()
export class AccountsRepository {
  find(store: Store, id: string): Promise<Account | null> {
    return store.findOneBy(Account, { id })
  }

  findIdentity(store: Store, identity: string): Promise<Account | null> {
    return store.findOneBy(Account, { identity })
  }

  async add(store: Store, account: Account): Promise<void> {
    await store.insert(Account, account)
  }

  async rename(store: Store, id: string, name: string): Promise<void> {
    await store.update(Account, { id }, { name })
  }
}
