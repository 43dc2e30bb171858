import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What an organisation says of itself under one rubric. */
@Entity('assessment')
export class Assessment {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @PrimaryColumn('varchar', { length: 64 })
  rubric!: string

  @Column('int')
  revision!: number

  /** JSON: points by part. */
  @Column('text')
  selfAssessment!: string

  /** JSON: item or `none` by record. */
  @Column('text')
  claims!: string
}
