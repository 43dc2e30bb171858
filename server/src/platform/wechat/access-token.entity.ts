import { Column, Entity, PrimaryColumn } from 'typeorm'

/** The access token all server processes share, and who is fetching the next one. */
@Entity('wechat_token')
export class AccessToken {
  /** The mini program's id. */
  @PrimaryColumn('varchar', { length: 40 })
  app!: string

  @Column('text')
  token!: string

  @Column('varchar', { length: 24 })
  expiresAt!: string

  /** Until then one process is fetching a new one; the others wait. */
  @Column('varchar', { length: 24 })
  leasedUntil!: string

  @Column('int')
  version!: number
}
