import { societyKind } from '../model/read-ledger.js'
import type { Credited } from './credited.js'
import type { Entry } from './entry.js'
import type { Case } from './explain.js'
import type { FactNote } from './fact-notes.js'
import type { Slot } from './slot.js'

/** How many records of an item's kinds earn nothing there, without going through them. */
export function howManyUncounted(input: Case, credited: Credited, notes: readonly FactNote[]): number {
  const { slots } = input
  const kinds = kindsOf(slots)
  const one = slots.length === 1 ? slots[0] : undefined
  let size = one ? one.size : 0
  if (!one) for (const kind of kinds) size += input.sizeOfKind(kind)
  let hasSociety = kinds.includes(societyKind)
  const others = notes.filter((note) => !kinds.includes(note.kind))
  if (others.length > 0) {
    for (const kind of new Set(others.map((note) => note.kind))) size += sizeOfLists(others, kind)
    const told = others.flatMap(({ entry, uncounted }) => (entry && !uncounted && !isNoted(notes, entry) ? entry : []))
    size -= new Set(told).size
    hasSociety ||= others.some((note) => note.kind === societyKind)
  }
  const society = hasSociety && input.hasSociety && !credited.hasSociety ? 1 : 0
  return size - credited.size - society
}

const isNoted = (notes: readonly FactNote[], entry: Entry): boolean =>
  notes.some((note) => note.list.includes(entry) && (note.entry !== entry || note.uncounted !== undefined))

/** The kinds of several slots, each once. */
function kindsOf(slots: readonly Slot[]): readonly string[] {
  const [first, ...rest] = slots
  if (!first || rest.length === 0) return first?.spec.selector.kind ?? []
  const kinds: string[] = []
  for (const { spec } of slots) for (const kind of spec.selector.kind) if (!kinds.includes(kind)) kinds.push(kind)
  return kinds
}

/** Statements of a kind that the paths read in an item may rest on, each once. */
function sizeOfLists(notes: readonly FactNote[], kind: string): number {
  const lists = [...new Set(notes.filter((note) => note.kind === kind).map((note) => note.list))]
  return lists.length === 1 ? (lists[0]?.length ?? 0) : new Set(lists.flat()).size
}
