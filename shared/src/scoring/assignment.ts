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
interface Cohort {
  slots: number[]
  evident: boolean
  members: Candidate[]
}
interface State {
  given: Given[]
  /** Per cohort so far: how many of its members go to each of its slots. */
  shares: number[][]
}

/**
 * The one assignment behind all three figures: highest estimate, then potential, then secured, then more records to the
 * later slot, then the earlier-dated records to the later slot. Works on counts per cohort; beyond `enough[i]` records a
 * slot gains nothing, so the work does not grow with the number of records.
 * @param worth points of the slots given these counts; must not change beyond `enough`
 */
export function assign(
  candidates: readonly Candidate[],
  enough: readonly number[],
  worth: (given: Given[]) => Value,
): Assignment {
  const cohorts = group(candidates)
  let states = new Map<string, State>()
  states.set('', {
    given: enough.map(() => ({ all: 0, evident: 0 })),
    shares: [],
  })
  for (const cohort of cohorts) {
    const next = new Map<string, State>()
    for (const state of states.values()) {
      for (const share of splits(cohort, enough)) {
        const given = state.given.map((one) => ({ ...one }))
        cohort.slots.forEach((slot, i) => {
          const one = given[slot]
          const count = share[i] ?? 0
          if (!one) return
          one.all += count
          if (cohort.evident) one.evident += count
        })
        const candidate = { given, shares: [...state.shares, share] }
        const key = given.map((one, i) => `${clip(one.all, enough[i])},${clip(one.evident, enough[i])}`).join(';')
        const known = next.get(key)
        if (!known || better(candidate, known, cohorts)) next.set(key, candidate)
      }
    }
    states = next
  }
  let best: { state: State; value: Value } | undefined
  for (const state of states.values()) {
    const value = worth(state.given)
    const order = best ? compareValue(value, best.value) : 1
    if (!best || order > 0 || (order === 0 && better(state, best.state, cohorts))) best = { state, value }
  }
  const state = best?.state ?? { given: [], shares: [] }
  return { given: state.given, serves: placesOf(state, cohorts) }
}

const clip = (count: number, enough: number | undefined): number => Math.min(count, enough ?? count)

function compareValue(a: Value, b: Value): number {
  return a.estimate - b.estimate || a.potential - b.potential || a.secured - b.secured
}

function group(candidates: readonly Candidate[]): Cohort[] {
  const cohorts = new Map<string, Cohort>()
  for (const one of candidates) {
    if (one.mask === 0) continue
    const key = `${one.mask}${one.hasEvidence ? 'e' : ''}`
    let cohort = cohorts.get(key)
    if (!cohort) {
      const slots: number[] = []
      for (let bit = 0; one.mask >> bit; bit++) if ((one.mask >> bit) & 1) slots.push(bit)
      cohorts.set(key, (cohort = { slots, evident: one.hasEvidence, members: [] }))
    }
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
function better(a: State, b: State, cohorts: readonly Cohort[]): boolean {
  for (let slot = a.given.length - 1; slot >= 0; slot--) {
    const difference = (a.given[slot]?.all ?? 0) - (b.given[slot]?.all ?? 0)
    if (difference !== 0) return difference > 0
  }
  for (let slot = a.given.length - 1; slot > 0; slot--) {
    const order = compareLists(servedBy(a, cohorts, slot), servedBy(b, cohorts, slot))
    if (order !== 0) return order < 0
  }
  return false
}

function servedBy(state: State, cohorts: readonly Cohort[], slot: number): Candidate[] {
  const served: Candidate[] = []
  state.shares.forEach((share, c) => {
    const cohort = cohorts[c]
    if (!cohort) return
    for (const [at, member] of places(cohort, share)) if (at === slot) served.push(member)
  })
  return served.sort(compareOrdered)
}

function compareLists(a: Candidate[], b: Candidate[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [one, two] = [a[i], b[i]]
    const order = one && two ? compareOrdered(one, two) : 0
    if (order !== 0) return order
  }
  return 0
}

/** Members with their slots: the last slot takes the earliest, and so on backwards. */
function places(cohort: Cohort, share: readonly number[]): [number, Candidate][] {
  const out: [number, Candidate][] = []
  let from = 0
  for (let i = cohort.slots.length - 1; i >= 0; i--) {
    const slot = cohort.slots[i]
    const count = share[i] ?? 0
    if (slot === undefined) continue
    for (const member of cohort.members.slice(from, from + count)) out.push([slot, member])
    from += count
  }
  return out
}

function placesOf(state: State, cohorts: readonly Cohort[]): Map<string, number> {
  const serves = new Map<string, number>()
  state.shares.forEach((share, c) => {
    const cohort = cohorts[c]
    if (cohort) for (const [slot, member] of places(cohort, share)) serves.set(member.id, slot)
  })
  return serves
}
