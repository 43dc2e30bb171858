import { Column, Entity, PrimaryColumn } from 'typeorm'

/** An organisation's word that a duty does not concern it, and why. */
@Entity('waiver')
export class Waiver {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  /** SHA-256 of the duty's key. */
  @PrimaryColumn('varchar', { length: 64 })
  id!: string

  @Column('varchar', { length: 191 })
  duty!: string

  @Column('varchar', { length: 200 })
  reason!: string

  @Column('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 24 })
  at!: string
}
