import {
  addDays,
  dutyStates,
  readRecord,
  yearOf,
  type Catalog,
  type Day,
  type DutyState,
  type LedgerRecord,
  type Rubric,
} from '@xingji/shared'

/** One society of the simulation, as the test itself keeps it. */
export interface Followed {
  organisation: string
  secretary: string
  leader: string
  records: LedgerRecord[]
}

/**
 * What people must have been told, worked out the plain way: every society is looked at on every day, and nothing is
 * skipped. It shares with the server only the duties' states and which days are worked.
 */
export class Expectation {
  /** `account organisation duty due moment day`. */
  readonly inbox = new Set<string>()
  /** `account channel day`. */
  readonly outbox = new Set<string>()
  private readonly known = new Map<string, number>()
  private readonly pending = new Map<string, number>()

  constructor(
    private readonly societies: readonly Followed[],
    private readonly rubrics: readonly Rubric[],
    private readonly catalog: Catalog,
    private readonly isWorkday: (day: Day) => boolean,
    private readonly start: Day,
    private readonly name: string,
  ) {}

  /** A day on which everything ran, or another look at the same day after something was recorded. */
  look(day: Day): void {
    for (const society of this.societies) for (const duty of this.duties(society, day)) this.tell(society, duty, day)
    if (this.isWorkday(day)) this.send(day)
  }

  add(society: Followed, raw: Record<string, unknown>): void {
    const read = readRecord(raw, this.catalog)
    if (!read.ok) throw new Error(read.problems[0]!.message)
    society.records.push(read.value)
  }

  private duties({ records }: Followed, day: Day): DutyState[] {
    const society = { name: this.name, fields: {} }
    const base = { catalog: this.catalog, records, asOf: day, society }
    const now = dutyStates({ ...base, rubrics: this.rubrics.map((rubric) => ({ rubric })) })
    const last = yearOf(day) - 1
    // January still speaks of what the old year left undone.
    if (day >= `${last + 1}-02-01` || this.start > `${last}-12-31`) return now
    const cycle = { window: { from: `${last}-01-01`, to: `${last}-12-31` } }
    const rubrics = this.rubrics.filter(({ window }) => !window).map((rubric) => ({ rubric, cycle }))
    const old = dutyStates({ ...base, rubrics })
    return [...now, ...old.filter(({ key }) => !now.some((one) => one.key === key))]
  }

  private tell({ organisation, secretary, leader }: Followed, { key, due, status, stake }: DutyState, day: Day): void {
    if (!['open', 'dueSoon', 'overdue'].includes(status)) return
    const isGate = stake.some(({ gates, whole }) => whole || gates?.length)
    const reached = [
      { id: 'month', on: this.before(addDays(due, -30)) },
      { id: 'week', on: this.before(addDays(due, -7)) },
      { id: 'eve', on: this.before(addDays(due, -1)) },
      { id: 'overdue', on: this.after(addDays(due, 1)) },
      ...(isGate ? [{ id: 'escalated', on: this.after(addDays(due, 7)) }] : []),
    ].filter(({ on }) => on <= day)
    const last = reached[reached.length - 1]
    if (!last) return
    for (const account of last.id === 'escalated' ? [secretary, leader] : [secretary]) {
      const about = `${account} ${organisation} ${key} ${due}`
      if ((this.known.get(about) ?? 0) >= reached.length) continue
      this.known.set(about, reached.length)
      this.inbox.add(`${about} ${last.id} ${day}`)
      this.pending.set(account, (this.pending.get(account) ?? 0) + 1)
    }
  }

  private send(day: Day): void {
    for (const account of [...this.pending.keys()]) {
      if (this.outbox.has(`${account} mail ${day}`)) continue
      for (const channel of ['mail', 'wechat']) this.outbox.add(`${account} ${channel} ${day}`)
      this.pending.delete(account)
    }
  }

  private before(day: Day): Day {
    return this.isWorkday(day) ? day : this.before(addDays(day, -1))
  }
  private after(day: Day): Day {
    return this.isWorkday(day) ? day : this.after(addDays(day, 1))
  }
}
