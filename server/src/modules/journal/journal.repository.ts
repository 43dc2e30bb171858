import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock.js'
import type { Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { sha256 } from '../../platform/ids.js'
import { Organisation } from '../organisations/organisation.entity.js'
import { JournalEntry } from './journal-entry.entity.js'

/** Chain value before the first entry. */
export const journalStart = '0'.repeat(64)

export type Deed = Pick<JournalEntry, 'account' | 'action' | 'subject' | 'content'>

/** The chain value that an entry adds to the previous one. */
export function chainOf(previous: string, entry: Omit<JournalEntry, 'chain'>): string {
  const { organisation, sequence, at, account, action, subject, content } = entry
  return sha256(JSON.stringify([previous, organisation, sequence, at, account, action, subject, content]))
}

const tagLength = 12

/** A place in the journal as clients keep it: the number and the beginning of the chain value there. */
export const placeOf = (sequence: number, chain: string): string => `${sequence}-${chain.slice(0, tagLength)}`

/** One writer's turn at an organisation: nobody else changes its data until the transaction ends. */
export class Turn {
  constructor(
    private readonly store: Store,
    private readonly organisation: string,
    private readonly clock: Clock,
    private sequence: number,
    private head: string,
  ) {}

  /** Where the journal ends now. */
  get place(): string {
    return placeOf(this.sequence, this.head)
  }

  /** Writes the next entry; its number orders the change among all of the organisation's. */
  async append(deed: Deed): Promise<number> {
    const { organisation } = this
    const sequence = this.sequence + 1
    const entry = { organisation, sequence, at: this.clock.stamp(), ...deed }
    const head = chainOf(this.head, entry)
    const step = { id: organisation, sequence: this.sequence }
    // What is due may have changed with it: the next run looks at the organisation again.
    const { affected } = await this.store.update(Organisation, step, { sequence, head, turnsOn: '' })
    if (affected !== 1) throw new Overtaken()
    await this.store.insert(JournalEntry, { ...entry, chain: head })
    this.sequence = sequence
    this.head = head
    return sequence
  }
}

/** The append-only journal: gives every change of an organisation its number and chains their hashes. */
@Injectable()
export class JournalRepository {
  constructor(private readonly clock: Clock) {}

  /** Locks the organisation's row for this transaction and reads where the journal ends. */
  async open(store: Store, organisation: string): Promise<Turn> {
    const where = { id: organisation }
    await store.update(Organisation, where, { sequence: () => 'sequence' })
    const { sequence, head } = await store.findOneOrFail(Organisation, {
      where,
      select: { id: true, sequence: true, head: true },
    })
    return new Turn(store, organisation, this.clock, sequence, head)
  }

  /** Where the journal ends now. */
  async end(store: Store, organisation: string): Promise<{ sequence: number; chain: string }> {
    const where = { id: organisation }
    const { sequence, head } = await store.findOneOrFail(Organisation, {
      where,
      select: { id: true, sequence: true, head: true },
    })
    return { sequence, chain: head }
  }

  /** The chain value at a number, if the journal ever had it. */
  async chainAt(store: Store, organisation: string, sequence: number): Promise<string | undefined> {
    if (sequence === 0) return journalStart
    return (await store.findOneBy(JournalEntry, { organisation, sequence }))?.chain
  }

  /** The number of a place a client names; undefined when this journal never was there: a backup was restored since. */
  async find(store: Store, organisation: string, place: string): Promise<number | undefined> {
    const [, number, tag] = /^(\d{1,9})-([0-9a-f]{12})$/.exec(place) ?? []
    if (number === undefined || tag === undefined) return undefined
    const chain = await this.chainAt(store, organisation, Number(number))
    return chain?.startsWith(tag) ? Number(number) : undefined
  }

  entries(store: Store, organisation: string): Promise<JournalEntry[]> {
    return store.find(JournalEntry, { where: { organisation }, order: { sequence: 'ASC' } })
  }
}
