import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A person who can sign in. */
@Entity('account')
export class Account {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string

  /** Where the person was recognised, e.g. `wechat:<openid>`. Never shown. */
  @Column('varchar', { length: 191 })
  identity!: string

  @Column('varchar', { length: 60 })
  name!: string

  @Column('varchar', { length: 24 })
  createdAt!: string
}
