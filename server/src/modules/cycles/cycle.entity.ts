import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A run of a rating, as its organiser set it up. */
@Entity('cycle')
export class Cycle {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string

  /** The organiser's account. */
  @Column('varchar', { length: 36 })
  organiser!: string

  @Column('varchar', { length: 100 })
  title!: string

  @Column('varchar', { length: 64 })
  rubric!: string

  /** JSON: window, due days, settings, readings. */
  @Column('text')
  settings!: string

  /** SHA-256 of the code with which organisations join. */
  @Column('varchar', { length: 64 })
  codeHash!: string

  @Column('varchar', { length: 24 })
  createdAt!: string

  @Column('int')
  version!: number
}

/** An organisation that joined a cycle: only from then on its organiser sees it. */
@Entity('cycle_member')
export class CycleMember {
  @PrimaryColumn('varchar', { length: 36 })
  cycle!: string

  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  /** Who joined for it. */
  @Column('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 24 })
  at!: string
}

/** A reminder the organiser sent to some of them. */
@Entity('cycle_reminder')
export class CycleReminder {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string

  @Column('varchar', { length: 36 })
  cycle!: string

  /** Hash of what the preview showed and was confirmed. */
  @Column('varchar', { length: 64 })
  preview!: string

  @Column('varchar', { length: 200 })
  text!: string

  /** People it went to. */
  @Column('int')
  people!: number

  @Column('varchar', { length: 24 })
  at!: string
}
