import { addDays, yearOf, type Day, type DutyState } from '@xingji/shared'
import type { Role } from '../memberships/roles.js'
import { momentReached, moments, nextMomentDay, type Moment } from './moments.js'
import type { Workdays } from './workdays.js'

/** What the plan needs to know of a duty. */
export interface Owed extends Pick<DutyState, 'key' | 'status' | 'due' | 'next'> {
  /** The whole application hangs on it, not only points. */
  isGate: boolean
}

/** One thing one person is told. */
export interface Notice<T extends Owed> {
  account: string
  duty: T
  moment: Moment
}

export interface Plan<T extends Owed> {
  notices: Notice<T>[]
  /** The next day on which something may turn although nothing was recorded. */
  next: Day
}

/** A moment a person was told of. */
export interface Given {
  account: string
  duty: string
  due: string
  moment: string
  day: Day
}

export interface Situation<T extends Owed> {
  duties: readonly T[]
  people: readonly { account: string; role: Role }[]
  given: readonly Given[]
  asOf: Day
  workdays: Workdays
}

/** Longest an organisation is left alone: a safety net below every reason there is to look. */
export const longestRest = 31

/**
 * What is to be said on a day, and when to look again. The secretaries hear of everything, the leaders of what was
 * escalated. Who was told of a moment, or of a later one, is not told again: so days of downtime make no duplicates, and
 * what was missed in the meantime comes as its last word only. What a clock that ran ahead said in the name of a day
 * that has not come yet keeps nothing back.
 */
export function plan<T extends Owed>({ duties, people, given, asOf, workdays }: Situation<T>): Plan<T> {
  const last = lastRanks(given, asOf)
  const notices: Notice<T>[] = []
  let next = earliest(addDays(asOf, longestRest), `${yearOf(asOf) + 1}-01-01`)
  for (const duty of duties) {
    next = earliest(next, duty.next)
    if (isSettled(duty)) continue
    next = earliest(next, nextMomentDay(duty.due, duty.isGate, asOf, workdays))
    const moment = duty.status === 'future' ? undefined : momentReached(duty.due, duty.isGate, asOf, workdays)
    if (!moment) continue
    for (const { account, role } of people) {
      const isTold = (last.get(keyOf(account, duty.key, duty.due)) ?? 0) >= moment.rank
      if (hears(role, moment) && !isTold) notices.push({ account, duty, moment })
    }
  }
  return { notices, next }
}

/** Rank of the last moment each person was told of, for each duty and due day. */
function lastRanks(given: readonly Given[], asOf: Day): Map<string, number> {
  const last = new Map<string, number>()
  for (const { account, duty, due, moment, day } of given) {
    if (day > asOf) continue
    const key = keyOf(account, duty, due)
    const rank = moments.find(({ id }) => id === moment)?.rank ?? 0
    last.set(key, Math.max(last.get(key) ?? 0, rank))
  }
  return last
}

const keyOf = (account: string, duty: string, due: string): string => JSON.stringify([account, duty, due])
const isSettled = ({ status }: Owed): boolean => status === 'done' || status === 'late' || status === 'waived'
const hears = (role: Role, moment: Moment): boolean =>
  role === 'secretary' || (role === 'leader' && moment.isEscalation)
const earliest = (a: Day, b: Day | undefined): Day => (b === undefined || a < b ? a : b)
