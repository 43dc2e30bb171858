import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { FileStore, TooManyBytes, type Arrival } from '../../platform/files/file-store.js'
import { Settings } from '../../platform/settings.js'
import { JournalRepository } from '../journal/journal.repository.js'
import { RecordsService } from '../records/records.service.js'
import { Addresses, type Addressed } from './addresses.js'
import type { StoredFile } from './file.entity.js'
import { FilesRepository } from './files.repository.js'
import { inspect } from './inspection/inspect.js'

/** The server's receipt for a file. */
export interface FileReceipt {
  hash: string
  size: number
  type: string
  /** Records that are complete with it. */
  completed: string[]
}

@Injectable()
export class FilesService {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly files: FilesRepository,
    private readonly records: RecordsService,
    private readonly journal: JournalRepository,
    private readonly addresses: Addresses,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Takes evidence in. The bytes are always counted here: knowing a hash proves nothing. */
  async receive(scope: Scope, hash: string, bytes: Readable): Promise<{ receipt: FileReceipt; isNew: boolean }> {
    const arrival = await this.arrive(bytes)
    try {
      if (arrival.hash !== hash) throw refuse('hashMismatch', { details: { expected: hash, received: arrival.hash } })
      const finding = await inspect(arrival, this.settings.config.limits)
      if ('refused' in finding) throw refuse(finding.refused, finding)
      await arrival.keep(scope.organisation)
      return await this.note(scope, { hash, size: arrival.size, type: finding.type })
    } catch (error) {
      await arrival.discard()
      throw error
    }
  }

  address({ organisation }: Scope, hash: string): Promise<{ address: string; expiresAt: string }> {
    return this.database.read(async (store) => {
      if (!(await this.files.find(store, organisation, hash))) throw refuse('fileUnknown')
      return this.addresses.make(organisation, hash)
    })
  }

  async fetch(addressed: Addressed, signature: string): Promise<{ file: StoredFile; bytes: Readable }> {
    if (!this.addresses.isValid(addressed, signature)) throw refuse('addressInvalid')
    const { organisation, hash } = addressed
    const file = await this.database.read((store) => this.files.find(store, organisation, hash))
    if (!file) throw refuse('fileUnknown')
    return { file, bytes: await this.store.open(organisation, hash) }
  }

  private async arrive(bytes: Readable): Promise<Arrival> {
    const limit = this.settings.config.limits.file
    try {
      return await this.store.receive(bytes, limit)
    } catch (error) {
      if (!(error instanceof TooManyBytes)) throw error
      throw refuse('fileTooLarge', { details: { limit } })
    }
  }

  /** Notes a file whose bytes are safe, and the records it completes. */
  private note(
    scope: Scope,
    { hash, size, type }: Pick<StoredFile, 'hash' | 'size' | 'type'>,
  ): Promise<{ receipt: FileReceipt; isNew: boolean }> {
    const { organisation, account } = scope
    return this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      const isNew = !(await this.files.find(store, organisation, hash))
      if (isNew) {
        await turn.append({ account, action: 'file.put', subject: hash, content: hash })
        await this.files.add(store, { organisation, hash, size, type, account, at: this.clock.stamp() })
      }
      const completed = await this.records.complete(store, turn, scope, hash)
      return { receipt: { hash, size, type, completed }, isNew }
    })
  }
}
