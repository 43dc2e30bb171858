import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How a person wants to hear of things outside the app. The inbox is always there. */
@Entity('preference')
export class Preference {
  @PrimaryColumn('varchar', { length: 36 })
  account!: string

  @Column('boolean')
  wechat!: boolean

  @Column('boolean')
  mail!: boolean

  /** Where mail goes, once its owner has typed the code that was sent there. */
  @Column('varchar', { length: 191, nullable: true })
  mailAddress!: string | null

  /** An address that waits for its code. */
  @Column('varchar', { length: 191, nullable: true })
  mailPending!: string | null

  @Column('varchar', { length: 64, nullable: true })
  mailCodeHash!: string | null

  @Column('varchar', { length: 24, nullable: true })
  mailCodeUntil!: string | null

  /** Wrong codes typed since it was sent. */
  @Column('int')
  mailTries!: number

  /** Nothing is sent from this time of day, `21:00`, … */
  @Column('varchar', { length: 5 })
  quietFrom!: string

  /** … until this one. */
  @Column('varchar', { length: 5 })
  quietTo!: string

  /** Nothing is sent on days that are not worked. */
  @Column('boolean')
  workdaysOnly!: boolean

  @Column('int')
  version!: number
}
