import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How a job fares, over all server processes. */
@Entity('job_run')
export class JobRun {
  @PrimaryColumn('varchar', { length: 40 })
  job!: string

  /** When it last ended well. */
  @Column('varchar', { length: 24, nullable: true })
  finishedAt!: string | null

  @Column('varchar', { length: 24, nullable: true })
  failedAt!: string | null

  /** What was wrong then. */
  @Column('text', { nullable: true })
  failure!: string | null
}
