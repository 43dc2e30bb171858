import type { Nothing } from './beyond.js'
import type { Entry } from './entry.js'
import { compareTimed, type Timed } from './ordered.js'
import type { Member, Slot } from './slot.js'

/** A list to be merged with the others by (day, id). */
export interface Source {
  items: readonly (Member | Entry)[]
  at: number
  slot: Slot | undefined
  /** Keys seen among the members served so far. */
  keys: Set<string> | undefined
  /** Why its members that count bring nothing, once that is asked. */
  nothing: Nothing | undefined
}

/** The record that comes first in any of the lists. */
export function earliest(sources: readonly Source[]): Timed | undefined {
  let first: Timed | undefined
  for (const { items, at } of sources) {
    const item = items[at]
    if (item && (!first || compareTimed(item, first) < 0)) first = item
  }
  return first
}
