import { Signal } from './signal'

/** A short word at the foot of whatever page is open, with a way to undo what it tells of. */
export interface Notice {
  text: string
  undo?: () => void
}

export const notice = new Signal<Notice | undefined>(undefined)
