import { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { FileStore, TooManyBytes, type Arrival } from '../../platform/files/file-store.js'
import { Settings } from '../../platform/settings.js'
import { RecordsService } from '../records/records.service.js'
import { Addresses, type Addressed, type Size } from './addresses.js'
import type { StoredFile } from './file.entity.js'
import { FilesRepository } from './files.repository.js'
import { inspect } from './inspection/inspect.js'
import { isPicture, Thumbnails, thumbnailType } from './thumbnails.js'

/** The server's receipt for a file. */
export interface FileReceipt {
  hash: string
  size: number
  type: string
  /** Records that are complete with it. */
  completed: string[]
  /** Where the journal ends with it, as with the receipt of a record. */
  place: string
}

/** Bytes on their way out. */
export interface Parcel {
  bytes: Readable
  type: string
  length: number
}

@Injectable()
export class FilesService {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly files: FilesRepository,
    private readonly records: RecordsService,
    private readonly addresses: Addresses,
    private readonly thumbnails: Thumbnails,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Takes evidence in. The bytes are always counted here: knowing a hash proves nothing. */
  async receive(
    scope: Scope,
    hash: string,
    bytes: Readable,
    known?: string,
  ): Promise<{ receipt: FileReceipt; isNew: boolean }> {
    const arrival = await this.arrive(bytes)
    try {
      if (arrival.hash !== hash) throw refuse('hashMismatch', { details: { expected: hash, received: arrival.hash } })
      const finding = await inspect(arrival, this.settings.config.limits)
      if ('refused' in finding) throw refuse(finding.refused, finding)
      await arrival.keep(scope.organisation)
      return await this.note(scope, { hash, size: arrival.size, type: finding.type }, known)
    } catch (error) {
      await arrival.discard()
      throw error
    }
  }

  address({ organisation }: Scope, hash: string, size: Size): Promise<{ address: string; expiresAt: string }> {
    return this.database.read(async (store) => {
      const file = await this.files.find(store, organisation, hash)
      if (!file) throw refuse('fileUnknown')
      if (size === 'small' && !isPicture(file.type)) throw refuse('noThumbnail')
      return this.addresses.make(organisation, hash, size)
    })
  }

  async fetch(addressed: Addressed, signature: string): Promise<Parcel> {
    if (!this.addresses.isValid(addressed, signature)) throw refuse('addressInvalid')
    const { organisation, hash, size } = addressed
    const file = await this.database.read((store) => this.files.find(store, organisation, hash))
    if (!file) throw refuse('fileUnknown')
    if (size === 'small') {
      const small = await this.thumbnails.of(organisation, hash)
      if (!small) throw refuse('noThumbnail')
      return { bytes: Readable.from([small]), type: thumbnailType, length: small.length }
    }
    const bytes = await this.store.open(organisation, hash)
    if (!bytes) throw refuse('fileUnknown')
    return { bytes, type: file.type, length: file.size }
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
    known: string | undefined,
  ): Promise<{ receipt: FileReceipt; isNew: boolean }> {
    const { organisation, account } = scope
    return this.database.write(async (store) => {
      const turn = await this.records.open(store, scope, known)
      const isNew = !(await this.files.find(store, organisation, hash))
      if (isNew) {
        await turn.append({ account, action: 'file.put', subject: hash, content: hash })
        await this.files.add(store, { organisation, hash, size, type, account, at: this.clock.stamp() })
      }
      const completed = await this.records.complete(store, turn, scope, hash)
      return { receipt: { hash, size, type, completed, place: turn.place }, isNew }
    })
  }
}
