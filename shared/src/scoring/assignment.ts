import { compareOrdered, type Ordered } from './ordered.js'

/** A record that may serve one of several slots. */
export interface Candidate extends Ordered {
  hasEvidence: boolean
  /** Bit i: it may serve slot i (slots in table order). */
  mask: number
}
/** How many records a slot is given, in all and with evidence. */
export interface Given {
  all: number
  evident: number
}
export interface Value {
  estimate: number
  potential: number
  secured: number
}
export interface Assignment {
  given: Given[]
  /** Slot index by record id. */
  serves: Map<string, number>
}

/** Records alike in all that matters for points, by (day, id). */
export interface Cohort<T extends Ordered = Ordered> {
  /** The slots they may serve, in table order. */
  slots: readonly number[]
  evident: boolean
  members: readonly T[]
}
/** A way to divide cohorts among slots. */
export interface Division {
  given: Given[]
  /** Per cohort: how many of its members go to each of its slots. The last slot takes the earliest, and so on backwards. */
  shares: number[][]
}

/**
 * The one assignment behind all three figures: highest estimate, then potential, then secured, then more records to the
 * later slot, then the earlier-dated records to the later slot.
 * @param worth points of the slots given these counts; must not change beyond `enough`
 */
export function assign(
  candidates: readonly Candidate[],
  enough: readonly number[],
  worth: (given: Given[]) => Value,
): Assignment {
  const cohorts = group(candidates)
  const { given, shares } = divide(cohorts, enough, worth)
  const serves = new Map<string, number>()
  cohorts.forEach((cohort, c) => {
    for (const slot of cohort.slots) {
      const { from, to } = rangeOf(cohort, shares[c] ?? [], slot)
      for (const member of cohort.members.slice(from, to)) serves.set(member.id, slot)
    }
  })
  return { given, serves }
}

/** The same on cohorts: works on counts, and beyond `enough[i]` records a slot gains nothing, so the work stays small. */
export function divide(
  cohorts: readonly Cohort[],
  enough: readonly number[],
  worth: (given: Given[]) => Value,
): Division {
  if (cohorts.every(({ slots }) => slots.length === 1)) return withoutChoice(cohorts, enough.length)
  let states = new Map<string, Division>()
  states.set('', { given: enough.map(() => ({ all: 0, evident: 0 })), shares: [] })
  for (const cohort of cohorts) {
    const next = new Map<string, Division>()
    const ways = splits(cohort, enough)
    for (const state of states.values()) {
      for (const share of ways) {
        const given = state.given.map(({ all, evident }): Given => ({ all, evident }))
        for (let i = 0; i < share.length; i++) {
          const one = given[cohort.slots[i] ?? -1]
          if (!one) continue
          one.all += share[i] ?? 0
          if (cohort.evident) one.evident += share[i] ?? 0
        }
        const candidate = { given, shares: [...state.shares, share] }
        let key = ''
        for (let i = 0; i < given.length; i++) {
          const { all, evident } = given[i] as Given
          key += `${clip(all, enough[i])},${clip(evident, enough[i])};`
        }
        const known = next.get(key)
        if (!known || better(candidate, known, cohorts)) next.set(key, candidate)
      }
    }
    states = next
  }
  const [only] = states.values()
  if (only && states.size === 1) return only
  let best: { state: Division; value: Value } | undefined
  for (const state of states.values()) {
    const value = worth(state.given)
    const order = best ? compareValue(value, best.value) : 1
    if (!best || order > 0 || (order === 0 && better(state, best.state, cohorts))) best = { state, value }
  }
  return best?.state ?? { given: [], shares: [] }
}

/** Every cohort serves the one slot it may. */
function withoutChoice(cohorts: readonly Cohort[], slots: number): Division {
  const given = Array.from({ length: slots }, (): Given => ({ all: 0, evident: 0 }))
  for (const { slots: own, members, evident } of cohorts) {
    const one = given[own[0] ?? -1]
    if (!one) continue
    one.all += members.length
    if (evident) one.evident += members.length
  }
  return { given, shares: cohorts.map(({ members }) => [members.length]) }
}

/** Which members of a cohort go to a slot. */
export function rangeOf(cohort: Cohort, share: readonly number[], slot: number): { from: number; to: number } {
  let from = 0
  for (let i = cohort.slots.length - 1; i >= 0; i--) {
    const count = share[i] ?? 0
    if (cohort.slots[i] === slot) return { from, to: from + count }
    from += count
  }
  return { from: 0, to: 0 }
}

/** The members a division gives to a slot, by (day, id), one at a time. */
export function* servers<T extends Ordered>(
  cohorts: readonly Cohort<T>[],
  { shares }: Pick<Division, 'shares'>,
  slot: number,
): Generator<T> {
  const runs = cohorts.map((cohort, c) => ({ cohort, ...rangeOf(cohort, shares[c] ?? [], slot) }))
  for (;;) {
    let first: { member: T; run: (typeof runs)[number] } | undefined
    for (const run of runs) {
      const member = run.from < run.to ? run.cohort.members[run.from] : undefined
      if (member && (!first || compareOrdered(member, first.member) < 0)) first = { member, run }
    }
    if (!first) return
    first.run.from++
    yield first.member
  }
}

const clip = (count: number, enough: number | undefined): number => Math.min(count, enough ?? count)

function compareValue(a: Value, b: Value): number {
  return a.estimate - b.estimate || a.potential - b.potential || a.secured - b.secured
}

/** Slots of a mask, in table order. */
export function slotsOf(mask: number): number[] {
  const slots: number[] = []
  for (let bit = 0; mask >> bit; bit++) if ((mask >> bit) & 1) slots.push(bit)
  return slots
}

function group(candidates: readonly Candidate[]): Cohort[] {
  const cohorts = new Map<string, Cohort & { members: Candidate[] }>()
  for (const one of candidates) {
    if (one.mask === 0) continue
    const key = `${one.mask}${one.hasEvidence ? 'e' : ''}`
    let cohort = cohorts.get(key)
    if (!cohort) cohorts.set(key, (cohort = { slots: slotsOf(one.mask), evident: one.hasEvidence, members: [] }))
    cohort.members.push(one)
  }
  for (const cohort of cohorts.values()) cohort.members.sort(compareOrdered)
  return [...cohorts.values()]
}

/** Ways to split a cohort: each slot but the last takes at most what is enough for it, the last takes the rest. */
function splits(cohort: Cohort, enough: readonly number[]): number[][] {
  const ways: number[][] = []
  const rest = cohort.slots.slice(0, -1)
  const walk = (i: number, left: number, taken: number[]): void => {
    const slot = rest[i]
    if (slot === undefined) {
      ways.push([...taken, left])
      return
    }
    const most = Math.min(left, enough[slot] ?? left)
    for (let count = 0; count <= most; count++) walk(i + 1, left - count, [...taken, count])
  }
  walk(0, cohort.members.length, [])
  return ways
}

/** More records to later slots; then the earlier-dated records to the later slots. */
function better(a: Division, b: Division, cohorts: readonly Cohort[]): boolean {
  for (let slot = a.given.length - 1; slot >= 0; slot--) {
    const difference = (a.given[slot]?.all ?? 0) - (b.given[slot]?.all ?? 0)
    if (difference !== 0) return difference > 0
  }
  for (let slot = a.given.length - 1; slot > 0; slot--) {
    const order = compareServers(servers(cohorts, a, slot), servers(cohorts, b, slot))
    if (order !== 0) return order < 0
  }
  return false
}

/** As many on both sides: the first that differ decide. */
function compareServers(a: Generator<Ordered>, b: Generator<Ordered>): number {
  for (;;) {
    const [one, two] = [a.next(), b.next()]
    if (one.done || two.done) return 0
    const order = compareOrdered(one.value, two.value)
    if (order !== 0) return order
  }
}
