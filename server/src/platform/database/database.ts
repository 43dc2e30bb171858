import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { retry } from './retry.js'

/** What a repository works with: the connection of one unit of work. */
export type Store = EntityManager

/**
 * The one way to the database. A unit of work gets a `Store`, hands it to repositories and must be idempotent: it may
 * run again after a conflict. The embedded database has one connection, so there the units take turns; otherwise one
 * request would read, or even commit, the half-done work of another.
 */
@Injectable()
export class Database {
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly source: DataSource) {}

  /** Reads; on MySQL each statement sees what is committed then. */
  read<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const run = (): Promise<T> => work(this.source.manager)
    return retry(this.isEmbedded ? () => this.inTurn(run) : run)
  }

  /** Writes in one transaction, all or nothing; resolves once it is durable. */
  write<T>(work: (store: Store) => Promise<T>): Promise<T> {
    // Version checks guard every update, so the weaker level loses nothing and takes no gap locks.
    if (!this.isEmbedded) return retry(() => this.source.transaction('READ COMMITTED', work))
    return retry(() => this.inTurn(() => this.source.transaction(work)))
  }

  /** Does the database answer? */
  async isUp(): Promise<boolean> {
    try {
      await this.read((store) => store.query('SELECT 1'))
      return true
    } catch {
      return false
    }
  }

  private get isEmbedded(): boolean {
    return this.source.options.type === 'better-sqlite3'
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(run)
    this.turn = mine.catch(() => undefined)
    return mine
  }
}
