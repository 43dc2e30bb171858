import { createScorer, engineVersion, sha256, type Catalog, type Rubric } from '@xingji/shared'
import { standardsOf, type Bundle } from './standards'
import type { LawRemote, RubricEntry } from './law-remote'

/** A document of the server as text, with the hash it is asked by. */
interface Piece {
  reference: string
  hash: string
  text: string
  /** Hash of the bundled document it stands for; an app that comes with another one goes by its own. */
  instead?: string
}

/** What was fetched: one text in the store, so that catalog and rubrics always fit each other. */
interface Stored {
  version: 1
  catalog?: Piece
  rubrics: Piece[]
  tooNew: { reference: string; title: string }[]
}

const catalogKey = 'catalog'

/**
 * The law in force: the bundled one with what was fetched in its place. A piece that is damaged, that this app cannot
 * work with or that an app update has overtaken is left out, and the bundled one stands.
 */
export function lawFrom(bundle: Bundle, text: string | undefined): Bundle {
  try {
    return merged(bundle, text)
  } catch {
    return bundle
  }
}

function merged(bundle: Bundle, text: string | undefined): Bundle {
  const stored = parseStored(text)
  if (!stored) return bundle
  const own = stored.catalog && readPiece<Catalog>(stored.catalog, bundle)
  const catalog = own ?? bundle.catalog
  const law: Bundle = { ...bundle, catalog, rubrics: [...bundle.rubrics], editions: [...bundle.editions] }
  for (const piece of stored.rubrics) {
    const rubric = readPiece<Rubric>(piece, bundle)
    if (rubric && isUsable(piece.reference, rubric, catalog)) place(law, piece.reference, rubric)
  }
  // A catalog that the rubrics do not fit would stop the whole app.
  if (own && !standardsOf(law).every(({ reference, rubric }) => isUsable(reference, rubric, catalog))) return bundle
  return { ...law, tooNew: stored.tooNew }
}

/** Asks the server what has changed: the text to store, if anything did; undefined where not all of it arrived whole. */
export async function fetchLaw(
  remote: LawRemote,
  bundle: Bundle,
  present: string | undefined,
): Promise<{ text?: string } | undefined> {
  const listed = await remote.rubrics()
  if (!listed) return undefined
  const known = parseStored(present) ?? { version: 1, rubrics: [], tooNew: [] }
  const catalog = await fetchCatalog(remote, bundle, known)
  if (catalog === 'failed') return undefined
  const next: Stored = { version: 1, rubrics: [], tooNew: [], ...(catalog && { catalog }) }
  for (const entry of listed) {
    const piece = await fetchRubric(remote, bundle, known, entry)
    if (piece === 'failed') return undefined
    const last = known.rubrics.find((one) => one.reference === entry.id)
    if (piece === 'tooNew') next.tooNew.push({ reference: entry.id, title: entry.title })
    const kept = piece === 'tooNew' ? last : piece
    if (kept) next.rubrics.push(kept)
  }
  // What the server no longer lists may still be asked for.
  next.rubrics.push(...known.rubrics.filter((one) => !listed.some(({ id }) => id === one.reference)))
  const text = JSON.stringify(withUnusable(bundle, next))
  return text === present ? {} : { text }
}

/** A rubric this engine turns out not to work with is as good as too new. */
function withUnusable(bundle: Bundle, stored: Stored): Stored {
  const law = lawFrom(bundle, JSON.stringify(stored))
  const placed = new Map(standardsOf(law).map(({ reference, rubric }) => [reference, rubric]))
  const isPlaced = ({ reference, text }: Piece) => JSON.stringify(placed.get(reference)) === text
  const unusable = stored.rubrics.filter((piece) => !isPlaced(piece))
  const named = unusable.map(({ reference, text }) => ({ reference, title: titleIn(text) }))
  return { ...stored, rubrics: stored.rubrics.filter(isPlaced), tooNew: [...stored.tooNew, ...named] }
}

const titleIn = (text: string): string => (JSON.parse(text) as Partial<Rubric>).title ?? ''

async function fetchCatalog(remote: LawRemote, bundle: Bundle, known: Stored): Promise<Piece | 'failed' | undefined> {
  const last = known.catalog && readPiece(known.catalog, bundle) ? known.catalog : undefined
  const answer = await remote.catalog(last?.hash ?? bundle.hashes[catalogKey] ?? '')
  if (answer === 'same') return last
  if (!answer || !isWhole(answer)) return 'failed'
  return answer.hash === bundle.hashes[catalogKey] ? undefined : pieceOf(catalogKey, answer, bundle)
}

async function fetchRubric(
  remote: LawRemote,
  bundle: Bundle,
  known: Stored,
  { id, hash, minEngine }: RubricEntry,
): Promise<Piece | 'failed' | 'tooNew' | undefined> {
  if (bundle.hashes[id] === hash) return undefined
  const last = known.rubrics.find((one) => one.reference === id && one.hash === hash)
  if (last && readPiece(last, bundle)) return last
  if (minEngine > engineVersion) return 'tooNew'
  const answer = await remote.rubric(id)
  if (!answer || answer.hash !== hash || !isWhole(answer)) return 'failed'
  return pieceOf(id, answer, bundle)
}

const isWhole = ({ hash, text }: { hash: string; text: string }): boolean => sha256(text) === hash

function pieceOf(reference: string, { hash, text }: { hash: string; text: string }, bundle: Bundle): Piece {
  const instead = bundle.hashes[reference]
  return { reference, hash, text, ...(instead !== undefined && { instead }) }
}

function readPiece<T>(piece: Piece, bundle: Bundle): T | undefined {
  if (piece.instead !== bundle.hashes[piece.reference] || !isWhole(piece)) return undefined
  return JSON.parse(piece.text) as T
}

/** Proven by doing it: an empty ledger is scored. */
function isUsable(reference: string, rubric: Rubric, catalog: Catalog): boolean {
  if (rubric.minEngine > engineVersion) return false
  if (reference !== rubric.id && reference !== `${rubric.id}@${rubric.edition}`) return false
  try {
    createScorer({ rubric, catalog, asOf: '2000-01-01' }).scorecard()
    return true
  } catch {
    return false
  }
}

function place(law: Bundle, reference: string, rubric: Rubric): void {
  const list = reference.includes('@') ? law.editions : law.rubrics
  const at = list.findIndex((one) => one.id === rubric.id && (list === law.rubrics || one.edition === rubric.edition))
  if (at < 0) list.push(rubric)
  else list[at] = rubric
}

function parseStored(text: string | undefined): Stored | undefined {
  try {
    const stored = JSON.parse(text ?? '') as Partial<Stored> | null
    const whole = stored?.version === 1 && Array.isArray(stored.rubrics) && Array.isArray(stored.tooNew)
    return whole ? (stored as Stored) : undefined
  } catch {
    return undefined
  }
}
