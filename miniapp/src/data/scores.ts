import {
  createScorer,
  valueOfRecord,
  wantsOf,
  type Cycle,
  type CycleInput,
  type Day,
  type Efforts,
  type LedgerRecord,
  type RecordValue,
  type Rubric,
  type Scorecard,
  type Scorer,
  type Society,
  type Target,
  type Want,
} from '@xingji/shared'
import { cycleFor, type JoinedCycle } from './cycles'
import { standardsOf, type Bundle } from './standards'
import { pathTo, type Path } from './path'

/** What a scorecard rests on beside the records. */
export interface ScoreContext {
  society: Society
  /** Self-assessed points and claims, by rubric. */
  assessments: Readonly<Record<string, { selfAssessment: Record<string, number>; claims: Record<string, string> }>>
  /** The cycles the organisation joined, the last joined last. */
  cycles: readonly JoinedCycle[]
  /** Day the organisation came: what was due before is none of its business. */
  since: Day
}

/** The records one item looks at. */
export interface ItemRecords {
  item: string
  title: string
  records: ReadonlySet<string>
}

/** What a record earns under a rubric, and what it leaves open that would earn more. */
export interface Worth {
  reference: string
  rubric: Rubric
  value: RecordValue
  wants: Want[]
}

/** The day a score is read at and the period, if not that of the cycle joined, or of that day's year. */
interface Moment {
  asOf: Day
  window?: Cycle['window']
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
    private bundle: Bundle,
    private context: ScoreContext,
    private readonly records: () => Iterable<LedgerRecord>,
  ) {}

  rubric(id: string): Rubric | undefined {
    return standardsOf(this.bundle).find(({ reference }) => reference === id)?.rubric
  }

  /** What the organiser of the cycle joined has set for a rubric; nothing where none was joined. */
  cycle(rubricId: string): CycleInput {
    const rubric = this.rubric(rubricId)
    return (rubric && cycleFor(this.context.cycles, rubricId, rubric)) ?? {}
  }

  card(rubricId: string, moment: Moment): Scorecard | undefined {
    const live = this.liveOf(rubricId, moment)
    return live && (live.card ??= live.scorer.scorecard())
  }

  /** Why an item has the points it has, a sentence for each of its parts. */
  why(rubricId: string, moment: Moment, item: string): string[] {
    return this.liveOf(rubricId, moment)?.scorer.why(item) ?? []
  }

  /**
   * What a record would earn, saved as it is: put in, read, taken out again. The version held now, if there is one, is
   * left aside, so that an edit is told what the whole record earns.
   */
  worth(rubricId: string, moment: Moment, record: LedgerRecord): Worth | undefined {
    const rubric = this.rubric(rubricId)
    const scorer = this.liveOf(rubricId, moment)?.scorer
    if (!rubric || !scorer) return undefined
    const held = scorer.get(record.id)
    if (held) scorer.remove(record.id)
    try {
      const wants = wantsOf(scorer, record, this.bundle.catalog)
      return { reference: rubricId, rubric, value: valueOfRecord(scorer, record), wants }
    } finally {
      if (held) scorer.put(held)
    }
  }

  /** A scorer of its own, holding the same records, to try things on. */
  apart(rubricId: string, { asOf, window }: Moment): Scorer | undefined {
    const rubric = this.rubric(rubricId)
    return rubric && this.create(rubricId, rubric, asOf, window)
  }

  /** The records each item of a rubric looks at, counted or not, in the order of the official table. */
  recordsByItem(rubricId: string, moment: Moment): ItemRecords[] {
    const live = this.liveOf(rubricId, moment)
    const items = this.rubric(rubricId)?.sections.flatMap((section) => section.items) ?? []
    return items.map(({ id, title }) => {
      const whole = live?.scorer.explain(id)
      const records = [...(whole?.counted ?? []), ...(whole?.notCounted ?? [])].map((one) => one.record)
      return { item: id, title, records: new Set(records) }
    })
  }

  /** The cheapest way to a target; undefined where there is none. */
  path(rubricId: string, moment: Moment, target: Target, efforts: Efforts): Path | undefined {
    const scorer = this.liveOf(rubricId, moment)?.scorer
    return scorer && pathTo(scorer, this.bundle.catalog, target, efforts)
  }

  /** The scorer of a rubric at a moment, made when it is first asked for. */
  private liveOf(rubricId: string, { asOf, window }: Moment): Live | undefined {
    const rubric = this.rubric(rubricId)
    if (!rubric) return undefined
    const key = [rubricId, window?.from, window?.to].join(' ')
    let live = this.live.get(key)
    if (!live) {
      live = { scorer: this.create(rubricId, rubric, asOf, window), asOf }
      this.live.set(key, live)
    }
    if (live.asOf !== asOf) {
      live.scorer.setAsOf(asOf)
      live.asOf = asOf
      live.card = undefined
    }
    return live
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

  /** The law changed: everything is scored afresh. */
  use(bundle: Bundle, context: ScoreContext): void {
    this.bundle = bundle
    this.restart(context)
  }

  /** The society, its own assessment or its cycles changed: everything is scored afresh. */
  restart(context: ScoreContext): void {
    this.context = context
    this.live.clear()
  }

  private create(rubricId: string, rubric: Rubric, asOf: Day, window?: Cycle['window']): Scorer {
    const assessment = this.context.assessments[rubricId]
    return createScorer({
      rubric,
      catalog: this.bundle.catalog,
      asOf,
      cycle: window ? { window } : this.cycle(rubricId),
      society: this.context.society,
      selfAssessment: assessment?.selfAssessment ?? {},
      claims: assessment?.claims ?? {},
      records: this.records(),
    })
  }
}
