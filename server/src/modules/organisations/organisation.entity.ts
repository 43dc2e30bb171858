import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What the operator says of a claim; a rejected one has given its code back. */
export type Standing = 'claimed' | 'approved' | 'rejected'

/** A society or another body that keeps records. */
@Entity('organisation')
export class Organisation {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string

  @Column('varchar', { length: 100 })
  name!: string

  /** 统一社会信用代码; null once a claim was rejected. */
  @Column('varchar', { length: 18, nullable: true })
  code!: string | null

  @Column('varchar', { length: 10 })
  standing!: Standing

  /** JSON: fields of the catalog's organisation kind. */
  @Column('text')
  society!: string

  /** JSON: ids of the rubrics it follows. */
  @Column('text')
  rubrics!: string

  @Column('varchar', { length: 36 })
  claimedBy!: string

  @Column('varchar', { length: 24 })
  claimedAt!: string

  /** Number of the journal's last entry: every change of the organisation's data takes the next one. */
  @Column('int')
  sequence!: number

  /** Hash that ends the journal's chain. */
  @Column('varchar', { length: 64 })
  head!: string

  /** The next day its duties are looked at; empty since anything of it has changed. */
  @Column('varchar', { length: 10 })
  turnsOn!: string
}
