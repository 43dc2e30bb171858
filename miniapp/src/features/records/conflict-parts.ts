import type { Catalog, FlatRecord, Kind } from '@xingji/shared'
import { indexCatalog } from '@xingji/shared'
import type { Side } from '../../data/conflict'
import { canonical } from '../../data/content'
import { evidenceOf } from '../words'

type ListKey = 'evidence' | 'filings'

/** The smallest thing that can be chosen between two versions: a value under a key, or one element of a list. */
export interface Part {
  id: string
  key: string
  mine: unknown
  theirs: unknown
  /** What it was before both; absent where nobody knows. */
  origin?: { value: unknown }
  /** Which of the elements of a list; absent for a value. */
  element?: string
}

/** Who changed a part, as far as is known. */
export type Changed = Side | 'both' | 'unknown'

/** Two versions of a record and, where it is known, the one they were made from. */
export interface Versions {
  mine: FlatRecord
  theirs: FlatRecord
  origin?: FlatRecord
}

const lists: readonly ListKey[] = ['evidence', 'filings']
const before = ['title', 'on', 'from', 'until', 'year', 'holds']
const after = ['filings', 'evidence', 'note']
const fixed = new Set(['id', 'kind'])

const isList = (key: string): key is ListKey => (lists as readonly string[]).includes(key)
const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other)

/** All parts of both versions, in the order of the form; fields the catalog does not know come last and are kept too. */
export function partsOf(versions: Versions, kind: Kind | undefined): Part[] {
  const { mine, theirs } = versions
  const known = [...before, ...(kind?.fields ?? []).map(({ id }) => id), ...after]
  const keys = [...new Set([...known, ...Object.keys(mine), ...Object.keys(theirs)])]
  return keys
    .filter((key) => !fixed.has(key) && !(isNothing(mine[key]) && isNothing(theirs[key])))
    .flatMap((key) => (isList(key) ? elementsOf(key, versions) : [valueOf(key, versions)]))
}

const isNothing = (value: unknown): boolean => value === undefined || value === null

function valueOf(key: string, { mine, theirs, origin }: Versions): Part {
  return { id: key, key, mine: mine[key], theirs: theirs[key], ...(origin && { origin: { value: origin[key] } }) }
}

/** Lists are chosen element by element: two people who each added a photo both keep theirs. */
function elementsOf(key: ListKey, { mine, theirs, origin }: Versions): Part[] {
  const [ours, others] = [elements(key, mine), elements(key, theirs)]
  const earlier = origin && elements(key, origin)
  return [...new Set([...ours.keys(), ...others.keys()])].map((element, at) => ({
    id: `${key}-${at}`,
    key,
    element,
    mine: ours.get(element),
    theirs: others.get(element),
    ...(earlier && { origin: { value: earlier.get(element) } }),
  }))
}

/** A piece of evidence goes by its file or address, so that another title is a change of it; a filing by all it says. */
function elements(key: ListKey, record: FlatRecord): Map<string, unknown> {
  const all: unknown[] = key === 'evidence' ? evidenceOf(record) : ((record[key] as unknown[] | undefined) ?? [])
  const found = new Map<string, unknown>()
  for (const one of all) {
    const { hash, link, file } = one as { hash?: string; link?: string; file?: string }
    const name = (key === 'evidence' && (hash ?? link ?? file)) || canonical(one)
    let element = name
    for (let copy = 2; found.has(element); copy += 1) element = `${name} ${copy}`
    found.set(element, one)
  }
  return found
}

export const differs = ({ mine, theirs }: Part): boolean => !isSame(mine, theirs)

export function changedBy({ mine, theirs, origin }: Part): Changed {
  if (!origin) return 'unknown'
  if (isSame(mine, origin.value)) return 'theirs'
  return isSame(theirs, origin.value) ? 'mine' : 'both'
}

/**
 * What stands chosen before the person chooses: the side that changed it. Where that is not known, an element that only
 * one side has is kept; a value is the person's to choose.
 */
export function preselected(part: Part): Side | undefined {
  const changed = changedBy(part)
  if (changed === 'mine' || changed === 'theirs') return changed
  if (changed === 'both' || part.element === undefined) return undefined
  return part.mine === undefined ? 'theirs' : part.theirs === undefined ? 'mine' : undefined
}

/** The record made of the chosen parts. */
export function assembled(mine: FlatRecord, parts: readonly Part[], choose: (part: Part) => Side): FlatRecord {
  const made: FlatRecord = { id: mine.id, kind: mine.kind }
  for (const part of parts) {
    const value = part[choose(part)]
    if (isNothing(value)) continue
    if (part.element === undefined) made[part.key] = value
    else made[part.key] = [...((made[part.key] as unknown[] | undefined) ?? []), value]
  }
  return made
}

export const kindOf = (record: FlatRecord, catalog: Catalog): Kind | undefined =>
  indexCatalog(catalog).kind(String(record.kind))
