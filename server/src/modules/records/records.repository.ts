import { Injectable } from '@nestjs/common'
import { Between, In, MoreThan } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { Account } from '../accounts/account.entity.js'
import { StoredFile } from '../files/file.entity.js'
import { RecordFile, Revision, StoredRecord, type RecordState } from './record.entity.js'

@Injectable()
export class RecordsRepository {
  find(store: Store, organisation: string, id: string): Promise<StoredRecord | null> {
    return store.findOneBy(StoredRecord, { organisation, id })
  }

  findRevision(store: Store, organisation: string, record: string, revision: number): Promise<Revision | null> {
    return store.findOneBy(Revision, { organisation, record, revision })
  }

  /** All revisions, the newest first, with who made them. */
  async history(store: Store, organisation: string, record: string): Promise<(Revision & { name: string })[]> {
    const revisions = await store.find(Revision, { where: { organisation, record }, order: { revision: 'DESC' } })
    const authors = [...new Set(revisions.map(({ account }) => account))]
    const accounts = authors.length === 0 ? [] : await store.findBy(Account, { id: In(authors) })
    const names = new Map(accounts.map(({ id, name }) => [id, name]))
    return revisions.map((revision) => ({ ...revision, name: names.get(revision.account) ?? '' }))
  }

  /** Puts a revision in the place of the one before it, with its history line. */
  async put(store: Store, record: StoredRecord, revision: Revision): Promise<void> {
    const { organisation, id } = record
    if (record.revision === 1) await store.insert(StoredRecord, record)
    else {
      const replaced = { organisation, id, revision: record.revision - 1 }
      const { affected } = await store.update(StoredRecord, replaced, record)
      if (affected !== 1) throw new Overtaken()
    }
    await store.insert(Revision, revision)
  }

  /** Notes which files the present revision names. */
  async setFiles(store: Store, organisation: string, record: string, hashes: readonly string[]): Promise<void> {
    await store.delete(RecordFile, { organisation, record })
    if (hashes.length > 0)
      await store.insert(
        RecordFile,
        hashes.map((hash) => ({ organisation, record, hash })),
      )
  }

  /** Files the present revision names and the organisation has not sent. */
  async missingFiles(store: Store, organisation: string, record: string): Promise<string[]> {
    const named = await store.find(RecordFile, { where: { organisation, record }, order: { hash: 'ASC' } })
    return this.absent(
      store,
      organisation,
      named.map(({ hash }) => hash),
    )
  }

  /** Which of these files the organisation has not sent. */
  async absent(store: Store, organisation: string, hashes: readonly string[]): Promise<string[]> {
    if (hashes.length === 0) return []
    const arrived = await store.find(StoredFile, {
      where: { organisation, hash: In([...hashes]) },
      select: { hash: true },
    })
    const there = new Set(arrived.map(({ hash }) => hash))
    return hashes.filter((hash) => !there.has(hash))
  }

  /** Records that name a file and still wait for some. */
  async waitingFor(store: Store, organisation: string, hash: string): Promise<string[]> {
    const naming = await store.find(RecordFile, { where: { organisation, hash }, order: { record: 'ASC' } })
    if (naming.length === 0) return []
    const ids = naming.map(({ record }) => record)
    const where = { organisation, id: In(ids), state: 'accepted' as const, deleted: false }
    return (await store.find(StoredRecord, { where, select: { id: true }, order: { id: 'ASC' } })).map(({ id }) => id)
  }

  async setState(store: Store, organisation: string, id: string, state: RecordState, sequence: number): Promise<void> {
    await store.update(StoredRecord, { organisation, id }, { state, sequence })
  }

  /** Records last changed after one sequence number and up to another, in order, at most `limit`. */
  changed(store: Store, organisation: string, after: number, upTo: number, limit: number): Promise<StoredRecord[]> {
    const where = { organisation, sequence: Between(after + 1, upTo) }
    return store.find(StoredRecord, { where, order: { sequence: 'ASC' }, take: limit })
  }

  /** Records last changed after a sequence number, deleted ones included, in order. */
  since(store: Store, organisation: string, after: number): Promise<StoredRecord[]> {
    return store.find(StoredRecord, { where: { organisation, sequence: MoreThan(after) }, order: { sequence: 'ASC' } })
  }

  /** The contents of all records that are not deleted. */
  async contents(store: Store, organisation: string): Promise<string[]> {
    const where = { organisation, deleted: false }
    const found = await store.find(StoredRecord, { where, select: { id: true, content: true }, order: { id: 'ASC' } })
    return found.map(({ content }) => content)
  }
}
