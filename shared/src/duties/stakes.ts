import type { Day, LedgerRecord } from '../model/ledger.js'
import type { Outlook, Scorer } from '../scoring/scorer.js'
import { wouldFulfil } from './hope.js'
import type { Instance } from './instance.js'
import type { DutyStake } from './model.js'

export interface Stakes {
  stake?: DutyStake
  lost?: DutyStake
  tooLate?: true
}
type Overlay = Map<string, LedgerRecord>

/**
 * What hangs on each duty: everything that can still be done is taken as done, then each duty in turn as never done. A
 * duty that shares a document with another takes it along.
 */
export class StakeDesk {
  private readonly open: Instance[]
  private readonly touched = new Map<Instance, readonly string[]>()
  private readonly base: Overlay = new Map()

  constructor(
    private readonly scorer: Scorer,
    instances: readonly Instance[],
    private readonly asOf: Day,
  ) {
    this.open = instances.filter((one) => one.doneOn === undefined)
  }

  /** Runs all comparisons; the scorer is left as it was. */
  work(all: readonly Instance[]): Map<Instance, Stakes> {
    const found = new Map<Instance, Stakes>()
    const now = this.scorer.outlook()
    for (const one of this.open) this.touched.set(one, this.hope(one, this.base))
    this.with(this.base, () => {
      const done = this.scorer.outlook()
      for (const one of all) found.set(one, one.duty.whole ? this.everything(one, now) : this.stakesOf(one, done))
    })
    return found
  }

  private stakesOf(one: Instance, done: Outlook): Stakes {
    const { due } = one.dates
    const isLate = one.doneOn !== undefined && one.doneOn !== null && one.doneOn > due
    const isOverdue = one.doneOn === undefined && this.asOf > due
    const stakes: Stakes = {}
    if (one.doneOn === undefined) {
      const ids = this.touched.get(one) ?? []
      if (ids.length === 0 && one.action?.do !== 'look') stakes.tooLate = true
      const stake = one.action?.do === 'look' ? this.itemStake(one) : this.differ(done, this.without(one))
      if (stake && stakes.tooLate === undefined) stakes.stake = stake
    }
    if (isLate || isOverdue) {
      const lost = this.differ(this.inTime(one), done)
      if (lost) stakes.lost = lost
    }
    return stakes
  }

  /** Everything but this duty, and but what would fulfil it along the way. */
  private without(one: Instance): Outlook {
    const left = [one, ...this.open.filter((other) => other !== one && this.fulfils(other, one))]
    return this.replaced(
      left.flatMap((other) => this.touched.get(other) ?? []),
      (overlay, ids) => this.others(left, overlay, ids),
    )
  }

  private fulfils(other: Instance, one: Instance): boolean {
    const { selector, year } = one
    if (!selector || !other.selector) return false
    const ids = this.touched.get(other) ?? []
    return ids.some((id) => {
      const record = this.base.get(id)
      return record !== undefined && wouldFulfil(this.scorer, record, selector, year)
    })
  }

  /** Everything, with this duty done on its due day. */
  private inTime(one: Instance): Outlook {
    const ids = this.hope(one, new Map(), one.dates.due)
    return this.replaced([...ids, ...(this.touched.get(one) ?? [])], (overlay, changed) => {
      this.hope(one, overlay, one.dates.due)
      this.others([one], overlay, changed)
    })
  }

  /** What the other duties would do to these records. */
  private others(left: readonly Instance[], overlay: Overlay, ids: ReadonlySet<string>): void {
    for (const other of this.open)
      if (!left.includes(other) && this.touched.get(other)?.some((id) => ids.has(id))) this.hope(other, overlay)
  }

  /** The outlook with some ids as `fill` says instead of as hoped for; those it leaves out are as they really are. */
  private replaced(changed: readonly string[], fill: (overlay: Overlay, ids: ReadonlySet<string>) => void): Outlook {
    const ids = new Set(changed)
    const really = new Map([...ids].map((id) => [id, this.real.get(id)]))
    const overlay: Overlay = new Map()
    fill(overlay, ids)
    for (const id of ids) this.set(id, overlay.get(id) ?? really.get(id))
    const outlook = this.scorer.outlook()
    for (const id of ids) this.set(id, this.base.get(id) ?? really.get(id))
    return outlook
  }

  /** Records as they really are, for ids that are hoped to be otherwise. */
  private readonly real = new Map<string, LedgerRecord | undefined>()

  private hope(one: Instance, overlay: Overlay, day?: Day): string[] {
    const { opens } = one.dates
    const on = day ?? (opens !== undefined && this.asOf < opens ? opens : this.asOf)
    const records = one.hope(
      on,
      (id) => overlay.get(id) ?? (this.real.has(id) ? this.real.get(id) : this.scorer.get(id)),
    )
    for (const record of records ?? []) {
      if (!this.real.has(record.id)) this.real.set(record.id, this.scorer.get(record.id))
      overlay.set(record.id, record)
    }
    return (records ?? []).map((record) => record.id)
  }

  private with(overlay: Overlay, read: () => void): void {
    for (const [id, record] of overlay) this.set(id, record)
    try {
      read()
    } finally {
      for (const id of overlay.keys()) this.set(id, this.real.get(id))
    }
  }

  private set(id: string, record: LedgerRecord | undefined): void {
    if (record) this.scorer.put(record)
    else this.scorer.remove(id)
  }

  /** What an item that is not met still has to give. */
  private itemStake(one: Instance): DutyStake | undefined {
    const { rubric } = this.scorer.program
    const gate = rubric.gates.some((each) => each.id === one.duty.item)
    if (gate) return { rubric: rubric.id, points: 0, gates: [one.duty.item] }
    const upTo = this.scorer.openPoints(one.duty.item)
    return upTo > 0 ? { rubric: rubric.id, points: 0, upTo } : undefined
  }

  private differ(more: Outlook, less: Outlook): DutyStake | undefined {
    const { scorer } = this
    const { rubric } = scorer.program
    const points = scorer.scale.toFigure(more.estimate - less.estimate)
    const upTo = scorer.scale.toFigure(
      Math.max(more.estimate - less.estimate, more.potential - less.potential, more.worst - less.worst),
    )
    const rank = (met: boolean | null | undefined): number => (met === true ? 2 : met === false ? 0 : 1)
    const gates = [...more.gates].filter(([id, met]) => rank(met) > rank(less.gates.get(id))).map(([id]) => id)
    const stars = this.stars(more) - this.stars(less)
    if (points <= 0 && upTo <= 0 && gates.length === 0) return undefined
    const stake: DutyStake = { rubric: rubric.id, points: Math.max(0, points) }
    if (upTo > stake.points) stake.upTo = upTo
    if (stars > 0) stake.stars = stars
    if (gates.length > 0) stake.gates = gates
    return stake
  }

  /** Without it all the society has counts for nothing; whether it is still taken late is for the organiser to say. */
  private everything(one: Instance, now: Outlook): Stakes {
    if (one.doneOn !== undefined) return {}
    const stars = this.stars(now)
    const points = this.scorer.scale.toFigure(now.estimate)
    return {
      stake: { rubric: this.scorer.program.rubric.id, points, ...(stars > 0 ? { stars } : {}), whole: true },
    }
  }

  private stars({ estimate }: Outlook): number {
    const { rating } = this.scorer.program.rubric
    if (!rating) return 0
    return Math.max(0, Math.min(rating.max, Math.floor(estimate / this.scorer.scale.toUnits(rating.per))))
  }
}
