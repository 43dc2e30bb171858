import type { CycleInput } from '@xingji/shared'
import type { Cycle } from './cycle.entity.js'

/** A cycle as its organiser and its members see it. */
export interface CycleView {
  id: string
  title: string
  rubric: string
  settings: CycleInput
}

export const viewOf = ({ id, title, rubric, settings }: Cycle): CycleView => {
  return { id, title, rubric, settings: JSON.parse(settings) as CycleInput }
}
