import type { Day } from '@xingji/shared'
import type { Preference } from './preference.entity.js'
import type { Workdays } from './workdays.js'

const shanghaiOffset = 8 * 60 * 60 * 1000

/** The time of day in Asia/Shanghai, `08:30`. */
export const timeOfDay = (at: Date): string => new Date(at.getTime() + shanghaiOffset).toISOString().slice(11, 16)

/** May something be sent to this person now? The quiet hours end at `quietTo`, may run past midnight, and may be none. */
export function maySend(
  { quietFrom, quietTo, workdaysOnly }: Pick<Preference, 'quietFrom' | 'quietTo' | 'workdaysOnly'>,
  now: Date,
  day: Day,
  workdays: Workdays,
): boolean {
  if (workdaysOnly && !workdays.isWorkday(day)) return false
  const time = timeOfDay(now)
  if (quietFrom === quietTo) return true
  return quietFrom < quietTo ? time < quietFrom || time >= quietTo : time >= quietTo && time < quietFrom
}
