import { addDays, type Day } from '@xingji/shared'
import type { Workdays } from './workdays.js'

/** When a person hears of a duty: at most once at each moment. */
export type MomentId = 'month' | 'week' | 'eve' | 'overdue' | 'escalated'

export interface Moment {
  id: MomentId
  /** Moments of one due day follow each other; a later one makes the earlier ones superfluous. */
  rank: number
  /** Also told to the leaders, and only where an application is at stake. */
  isEscalation: boolean
  on(due: Day, workdays: Workdays): Day
}

const before = (id: MomentId, rank: number, days: number): Moment => ({
  id,
  rank,
  isEscalation: false,
  on: (due, workdays) => workdays.onOrBefore(addDays(due, -days)),
})
const after = (id: MomentId, rank: number, days: number, isEscalation = false): Moment => ({
  id,
  rank,
  isEscalation,
  on: (due, workdays) => workdays.onOrAfter(addDays(due, days)),
})

/** In order. A reminder before the due day moves forward to a workday, one after it moves back: never too late to act. */
export const moments: readonly Moment[] = [
  before('month', 1, 30),
  before('week', 2, 7),
  before('eve', 3, 1),
  after('overdue', 4, 1),
  after('escalated', 5, 7, true),
]

const concerning = (isGate: boolean): readonly Moment[] => moments.filter(({ isEscalation }) => isGate || !isEscalation)

/** The last moment that has come by `asOf`; the ones before it are not made up for. */
export function momentReached(due: Day, isGate: boolean, asOf: Day, workdays: Workdays): Moment | undefined {
  return concerning(isGate).findLast((moment) => moment.on(due, workdays) <= asOf)
}

/** The next day after `asOf` on which a moment comes. */
export function nextMomentDay(due: Day, isGate: boolean, asOf: Day, workdays: Workdays): Day | undefined {
  return concerning(isGate)
    .map((moment) => moment.on(due, workdays))
    .find((day) => day > asOf)
}
