import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { Role } from './roles.js'

/** An account's role in an organisation. */
@Entity('membership')
export class Membership {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @PrimaryColumn('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 10 })
  role!: Role

  @Column('varchar', { length: 24 })
  since!: string
}
