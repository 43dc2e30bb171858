import { Column, Entity, PrimaryColumn } from 'typeorm'

export const channels = ['wechat', 'mail'] as const
export type Channel = (typeof channels)[number]

/**
 * `waiting` → `sending` → `sent`, or back to `waiting` when it was certainly not sent. `refused`: it never can be;
 * `noQuota`: the person's acceptances are used up; `uncertain` (不确定): nobody knows, and it is not sent again.
 */
export type OutboxState = 'waiting' | 'sending' | 'sent' | 'refused' | 'noQuota' | 'uncertain'

/** A person's digest of a day on its way through one channel. The id is made of these three: it is its own claim. */
@Entity('outbox')
export class OutboxRow {
  @PrimaryColumn('varchar', { length: 64 })
  id!: string

  @Column('varchar', { length: 36 })
  account!: string

  @Column('varchar', { length: 10 })
  channel!: Channel

  @Column('varchar', { length: 10 })
  day!: string

  @Column('varchar', { length: 10 })
  state!: OutboxState

  /** Tries that were begun. */
  @Column('int')
  attempts!: number

  /** Not before; while `sending`: when the sender counts as lost. */
  @Column('varchar', { length: 24 })
  after!: string

  @Column('varchar', { length: 24 })
  createdAt!: string

  @Column('varchar', { length: 24, nullable: true })
  settledAt!: string | null

  /** What the channel answered, e.g. an `errcode`. */
  @Column('varchar', { length: 40, nullable: true })
  code!: string | null

  /** WeChat's number of the message, by which its callback names it. */
  @Column('varchar', { length: 64, nullable: true })
  message!: string | null

  /** WeChat: whether the acceptance this message uses was given back or used up: `reserved` until it is known. */
  @Column('varchar', { length: 10, nullable: true })
  quota!: 'reserved' | 'used' | 'returned' | null

  @Column('int')
  version!: number
}
