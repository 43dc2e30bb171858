import type { Nothing } from './beyond.js'
import type { Entry } from './entry.js'
import type { FactNote } from './fact-notes.js'
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

/** Statements of a kind that the paths read in an item may rest on, each once. */
export function sizeOfLists(notes: readonly FactNote[], kind: string): number {
  const lists = [...new Set(notes.filter((note) => note.kind === kind).map((note) => note.list))]
  return lists.length === 1 ? (lists[0]?.length ?? 0) : new Set(lists.flat()).size
}
