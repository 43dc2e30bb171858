import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A secret address under which a member's calendar program finds the organisation's due days. */
@Entity('calendar_feed')
export class CalendarFeed {
  @PrimaryColumn('varchar', { length: 36 })
  organisation!: string

  @PrimaryColumn('varchar', { length: 36 })
  account!: string

  /** SHA-256 of the secret: who reads the database cannot read the calendar. */
  @Column('varchar', { length: 64 })
  secretHash!: string

  @Column('varchar', { length: 24 })
  createdAt!: string
}
