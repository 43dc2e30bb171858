import {
  createScorer,
  type Cycle,
  type Day,
  type LedgerRecord,
  type Rubric,
  type Scorecard,
  type Scorer,
  type Society,
} from '@xingji/shared'
import type { Bundle } from './bundle'

/** What a scorecard rests on beside the records. */
export interface ScoreContext {
  society: Society
  /** Self-assessed points and claims, by rubric. */
  assessments: Readonly<Record<string, { selfAssessment: Record<string, number>; claims: Record<string, string> }>>
}

interface Live {
  scorer: Scorer
  asOf: Day
  card?: Scorecard
}

/**
 * The scores of one organisation on this phone: one incremental scorer for each rubric looked at, fed with every change
 * of a record.
 */
export class Scores {
  private live = new Map<string, Live>()

  constructor(
    private readonly bundle: Bundle,
    private context: ScoreContext,
    private readonly records: () => Iterable<LedgerRecord>,
  ) {}

  rubric(id: string): Rubric | undefined {
    return this.bundle.rubrics.find((rubric) => rubric.id === id)
  }

  card(rubricId: string, { asOf, window }: { asOf: Day; window?: Cycle['window'] }): Scorecard | undefined {
    const rubric = this.rubric(rubricId)
    if (!rubric) return undefined
    const key = [rubricId, window?.from, window?.to].join(' ')
    let live = this.live.get(key)
    if (!live) {
      live = { scorer: this.create(rubric, asOf, window), asOf }
      this.live.set(key, live)
    }
    if (live.asOf !== asOf) {
      live.scorer.setAsOf(asOf)
      live.asOf = asOf
      live.card = undefined
    }
    return (live.card ??= live.scorer.scorecard())
  }

  put(record: LedgerRecord): void {
    for (const live of this.live.values()) {
      live.scorer.put(record)
      live.card = undefined
    }
  }

  remove(id: string): void {
    for (const live of this.live.values()) {
      live.scorer.remove(id)
      live.card = undefined
    }
  }

  /** The society or its own assessment changed: everything is scored afresh. */
  restart(context: ScoreContext): void {
    this.context = context
    this.live.clear()
  }

  private create(rubric: Rubric, asOf: Day, window?: Cycle['window']): Scorer {
    const assessment = this.context.assessments[rubric.id]
    return createScorer({
      rubric,
      catalog: this.bundle.catalog,
      asOf,
      ...(window && { cycle: { window } }),
      society: this.context.society,
      selfAssessment: assessment?.selfAssessment ?? {},
      claims: assessment?.claims ?? {},
      records: this.records(),
    })
  }
}
