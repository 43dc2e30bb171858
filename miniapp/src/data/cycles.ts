import { readCycle, type CycleInput, type Rubric } from '@xingji/shared'

/** A run of a rating that an organiser set up and the organisation joined. */
export interface JoinedCycle {
  id: string
  title: string
  /** The rubric's reference. */
  rubric: string
  settings: unknown
}

/**
 * What a rubric is held under: the settings of the cycle joined last. Of one that this app's edition of the rubric does
 * not understand, the period alone, or nothing.
 */
export function cycleFor(joined: readonly JoinedCycle[], reference: string, rubric: Rubric): CycleInput | undefined {
  const last = joined.filter((one) => one.rubric === reference).pop()
  if (!last) return undefined
  const whole = readCycle(last.settings, rubric)
  if (whole.ok) return whole.value
  const period = readCycle({ window: (last.settings as CycleInput | null)?.window }, rubric)
  return period.ok ? period.value : undefined
}
