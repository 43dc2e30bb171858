import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How many messages of a template a person has accepted that were not sent yet. */
@Entity('wechat_quota')
export class Quota {
  @PrimaryColumn('varchar', { length: 36 })
  account!: string

  @PrimaryColumn('varchar', { length: 64 })
  template!: string

  @Column('int')
  left!: number

  @Column('int')
  version!: number
}

/** One acceptance, as the phone or WeChat's callback told of it: both tell of the same tap. */
@Entity('wechat_grant')
export class Grant {
  /** The phone's id of the tap, or the hash of the callback's event. */
  @PrimaryColumn('varchar', { length: 64 })
  id!: string

  @Column('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 64 })
  template!: string

  @Column('varchar', { length: 10 })
  source!: 'phone' | 'callback'

  @Column('varchar', { length: 24 })
  at!: string

  /** The other source told of it too. */
  @Column('boolean')
  isMatched!: boolean
}

/** A callback that was taken: it is not taken again. */
@Entity('wechat_event')
export class WechatEvent {
  @PrimaryColumn('varchar', { length: 64 })
  id!: string

  @Column('varchar', { length: 24 })
  at!: string
}
