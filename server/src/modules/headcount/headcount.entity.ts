import { Column, Entity, PrimaryColumn } from 'typeorm'

/** The heads of one activity, counted at the door: a number, and no word on whose heads they are. */
@Entity('headcount')
export class HeadCount {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string

  @Column('varchar', { length: 36 })
  organisation!: string

  /** The record the number is for; the server need not have it yet. */
  @Column('varchar', { length: 36 })
  record!: string

  /** The record while the count is open, so that there is one open count a record; null once it is closed. */
  @Column('varchar', { length: 36, nullable: true })
  openRecord!: string | null

  /** Who opened it. */
  @Column('varchar', { length: 36 })
  account!: string

  /** What phones are hashed with, for this activity alone; empty once the count is closed. */
  @Column('varchar', { length: 64 })
  salt!: string

  @Column('int')
  heads!: number

  /** The minute somebody was counted last, and how many in it. */
  @Column('varchar', { length: 16 })
  minute!: string

  @Column('int')
  inMinute!: number

  @Column('varchar', { length: 24 })
  openedAt!: string

  @Column('varchar', { length: 24, nullable: true })
  closedAt!: string | null
}

/** A phone that was counted, so that it is counted once; gone when the count is closed. */
@Entity('headcount_phone')
export class CountedPhone {
  @PrimaryColumn('varchar', { length: 36 })
  headcount!: string

  /** SHA-256 of the activity's salt and the phone's random number. */
  @PrimaryColumn('varchar', { length: 64 })
  phone!: string
}

/** Whether an organisation counts heads by QR code; absent: it does not. */
@Entity('headcount_setting')
export class HeadCountSetting {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @Column('boolean')
  isOn!: boolean
}
