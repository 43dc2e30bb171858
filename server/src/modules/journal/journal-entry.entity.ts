import { Column, Entity, PrimaryColumn } from 'typeorm'

/** One line of an organisation's append-only journal. It holds hashes, so content can be erased and the chain stays. */
@Entity('journal')
export class JournalEntry {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @PrimaryColumn('int')
  sequence!: number

  @Column('varchar', { length: 24 })
  at!: string

  @Column('varchar', { length: 36 })
  account!: string

  /** What was done, e.g. `record.put`. */
  @Column('varchar', { length: 40 })
  action!: string

  /** To what: a record's, an account's, an invitation's id or a file's hash. */
  @Column('varchar', { length: 64 })
  subject!: string

  /** SHA-256 of the content that resulted. */
  @Column('varchar', { length: 64 })
  content!: string

  /** SHA-256 over the previous entry's chain and this entry. */
  @Column('varchar', { length: 64 })
  chain!: string
}
