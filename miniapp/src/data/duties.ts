import { OwedBoard, type Day, type DutyState, type DutyWaiver, type LedgerRecord } from '@xingji/shared'
import { cycleFor } from './cycles'
import { standardsOf, type Bundle } from './standards'
import type { ScoreContext } from './scores'

interface Live {
  board: OwedBoard
  rubrics: string
  asOf: Day
}

/** What is due for one organisation on this phone: one board for the rubrics it looks at, fed with every change. */
export class Duties {
  private live: Live | undefined

  constructor(
    private bundle: Bundle,
    private context: ScoreContext,
    private waivers: readonly DutyWaiver[],
    private readonly records: () => Iterable<LedgerRecord>,
  ) {}

  /** Of the rubrics asked for by reference; of two editions of one rubric the first. */
  states(references: readonly string[], asOf: Day): DutyState[] {
    const rubrics = references.join(' ')
    if (this.live?.rubrics !== rubrics) this.live = { board: this.create(references, asOf), rubrics, asOf }
    if (this.live.asOf !== asOf) this.live.board.setAsOf(asOf)
    this.live.asOf = asOf
    return this.live.board.states()
  }

  put(record: LedgerRecord): void {
    this.live?.board.put(record)
  }

  remove(id: string): void {
    this.live?.board.remove(id)
  }

  /** The law changed. */
  use(bundle: Bundle, context: ScoreContext): void {
    this.bundle = bundle
    this.restart(context)
  }

  /** The society, an assessment or a cycle changed. */
  restart(context: ScoreContext): void {
    this.context = context
    this.live = undefined
  }

  setWaivers(waivers: readonly DutyWaiver[]): void {
    this.waivers = waivers
    this.live?.board.setWaivers(waivers)
  }

  private create(references: readonly string[], asOf: Day): OwedBoard {
    const asked = standardsOf(this.bundle).filter(({ reference }) => references.includes(reference))
    const followed = asked
      .filter(({ rubric }, at) => asked.findIndex((other) => other.rubric.id === rubric.id) === at)
      .map(({ reference, rubric }) => {
        const cycle = cycleFor(this.context.cycles, reference, rubric)
        return { rubric, ...this.context.assessments[reference], ...(cycle && { cycle }) }
      })
    return new OwedBoard({
      rubrics: followed,
      catalog: this.bundle.catalog,
      asOf,
      since: this.context.since,
      society: this.context.society,
      records: this.records(),
      waivers: this.waivers,
    })
  }
}
