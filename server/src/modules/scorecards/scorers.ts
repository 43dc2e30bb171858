import { Injectable } from '@nestjs/common'
import { createScorer, readRecord, type LedgerRecord, type ScoreInput, type Scorer } from '@xingji/shared'
import { Library } from '../catalog/library.js'
import { recordOf } from '../records/content.js'
import type { StoredRecord } from '../records/record.entity.js'

/** Records held by all scorers together; one takes about a kilobyte. */
const mostRecords = 200_000
/** What a scorer without records weighs, in records. */
const ownWeight = 100

/** A place in an organisation's journal and the chain value there: the whole past of its records. */
export interface Past {
  sequence: number
  chain: string
}

/** A scorer and what it has seen. */
export interface HeldScorer extends Past {
  /** What it was built from beside records. */
  readonly basis: string
  readonly scorer: Scorer
  weight: number
}

/**
 * Scorers kept between requests, so that a scorecard costs what has changed. They are never trusted: whoever takes one
 * compares its past with the database, which other processes write as well, and brings it up to date.
 */
@Injectable()
export class Scorers {
  /** The one used last stands last. */
  private readonly held = new Map<string, HeldScorer>()
  private weight = 0

  constructor(private readonly library: Library) {}

  find(key: string): HeldScorer | undefined {
    return this.held.get(key)
  }

  /** Makes and keeps a scorer of all records. */
  build(key: string, input: ScoreInput, basis: string, changes: readonly StoredRecord[], past: Past): HeldScorer {
    const records = changes.filter(({ deleted }) => !deleted).map(({ content }) => this.parse(content))
    const held = { basis, scorer: createScorer({ ...input, records }), weight: ownWeight + records.length, ...past }
    this.drop(key)
    this.held.set(key, held)
    this.weight += held.weight
    this.makeRoom()
    return held
  }

  /** Feeds a scorer what changed. Another request may have fed it some of that meanwhile. */
  advance(key: string, held: HeldScorer, changes: readonly StoredRecord[], past: Past): void {
    for (const { sequence, id, deleted, content } of changes) {
      if (sequence <= held.sequence) continue
      if (deleted) held.scorer.remove(id)
      else held.scorer.put(this.parse(content))
    }
    if (past.sequence > held.sequence) {
      held.sequence = past.sequence
      held.chain = past.chain
    }
    if (this.held.get(key) !== held) return
    this.held.delete(key)
    this.held.set(key, held)
    this.weight += changes.length
    held.weight += changes.length
    this.makeRoom()
  }

  private makeRoom(): void {
    for (const key of this.held.keys()) {
      if (this.weight <= mostRecords || this.held.size === 1) return
      this.drop(key)
    }
  }

  private drop(key: string): void {
    this.weight -= this.held.get(key)?.weight ?? 0
    this.held.delete(key)
  }

  private parse(content: string): LedgerRecord {
    const result = readRecord(recordOf(content), this.library.catalog.value)
    // Kinds and fields are never taken away, so what was accepted once can always be read.
    if (!result.ok) throw new Error(`a stored record cannot be read: ${result.problems[0]?.message}`)
    return result.value
  }
}
