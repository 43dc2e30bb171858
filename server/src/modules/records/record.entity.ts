import { Column, Entity, PrimaryColumn } from 'typeorm'

/** `complete` once the server holds every file the record names. */
export type RecordState = 'accepted' | 'complete'

/** The present revision of a record. Ids are the client's and belong to the organisation: another may use the same. */
@Entity('record')
export class StoredRecord {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @PrimaryColumn('varchar', { length: 36 })
  id!: string

  @Column('int')
  revision!: number

  @Column('boolean')
  deleted!: boolean

  /** Canonical JSON of the flat record; of the last one for a deleted record. */
  @Column('text')
  content!: string

  @Column('varchar', { length: 10 })
  state!: RecordState

  /** The organisation's sequence number at the last change: orders the feed. */
  @Column('int')
  sequence!: number
}

/** What a record was at one revision. */
@Entity('revision')
export class Revision {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @PrimaryColumn('varchar', { length: 36 })
  record!: string

  @PrimaryColumn('int')
  revision!: number

  @Column('boolean')
  deleted!: boolean

  @Column('text')
  content!: string

  /** SHA-256 of the canonical content. */
  @Column('varchar', { length: 64 })
  hash!: string

  /** SHA-256 of the content as the client sent it: a repeat is known even after the canonical form has changed. */
  @Column('varchar', { length: 64 })
  sent!: string

  @Column('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 24 })
  at!: string
}

/** A file the present revision of a record names. */
@Entity('record_file')
export class RecordFile {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @PrimaryColumn('varchar', { length: 36 })
  record!: string

  @PrimaryColumn('varchar', { length: 64 })
  hash!: string
}
