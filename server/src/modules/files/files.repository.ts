import { Injectable } from '@nestjs/common'
import type { Store } from '../../platform/database/database.js'
import { StoredFile } from './file.entity.js'

@Injectable()
export class FilesRepository {
  find(store: Store, organisation: string, hash: string): Promise<StoredFile | null> {
    return store.findOneBy(StoredFile, { organisation, hash })
  }

  async add(store: Store, file: StoredFile): Promise<void> {
    await store.insert(StoredFile, file)
  }
}
