import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { Role } from '../memberships/roles.js'

/** `join` adds a member; `handover` passes the secretary's role of whoever made it. */
export type Purpose = 'join' | 'handover'

/** An offer that one person may accept once. */
@Entity('invitation')
export class Invitation {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string

  @Column('varchar', { length: 36 })
  organisation!: string

  @Column('varchar', { length: 10 })
  purpose!: Purpose

  @Column('varchar', { length: 10 })
  role!: Role

  /** SHA-256 of the code: who reads the database cannot join with it. */
  @Column('varchar', { length: 64 })
  codeHash!: string

  @Column('varchar', { length: 36 })
  createdBy!: string

  @Column('varchar', { length: 24 })
  createdAt!: string

  @Column('varchar', { length: 24 })
  expiresAt!: string

  @Column('varchar', { length: 36, nullable: true })
  acceptedBy!: string | null

  @Column('varchar', { length: 24, nullable: true })
  acceptedAt!: string | null

  @Column('varchar', { length: 24, nullable: true })
  withdrawnAt!: string | null
}
