import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Evidence whose bytes the organisation has sent; kept once per organisation. */
@Entity('file')
export class StoredFile {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  /** SHA-256 of the bytes, as the server counted it. */
  @PrimaryColumn('varchar', { length: 64 })
  hash!: string

  @Column('int')
  size!: number

  @Column('varchar', { length: 100 })
  type!: string

  @Column('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 24 })
  at!: string
}
