import { Column, Entity, PrimaryColumn } from 'typeorm'

/**
 * Something a person was told. The id is made of what it is about, so the row is its own claim: whichever process
 * inserts it first has made the one there is.
 */
@Entity('inbox')
export class InboxEntry {
  @PrimaryColumn('varchar', { length: 64 })
  id!: string

  @Column('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 36 })
  organisation!: string

  /** Key of the duty. */
  @Column('varchar', { length: 191 })
  duty!: string

  /** Its due day; empty where there is none. */
  @Column('varchar', { length: 10 })
  due!: string

  /** `week`, `overdue`, …, or the organiser's reminder it belongs to. */
  @Column('varchar', { length: 40 })
  moment!: string

  @Column('varchar', { length: 200 })
  title!: string

  @Column('text')
  body!: string

  /** The Shanghai day it belongs to. */
  @Column('varchar', { length: 10 })
  day!: string

  @Column('varchar', { length: 24 })
  createdAt!: string

  @Column('varchar', { length: 24, nullable: true })
  readAt!: string | null

  /** Day of the digest that carried it; empty while it waits for one. */
  @Column('varchar', { length: 10 })
  digest!: string
}
