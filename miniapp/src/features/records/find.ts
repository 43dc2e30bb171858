import { indexCatalog, type Catalog, type CatalogIndex, type Filing } from '@xingji/shared'
import { isUnsent, type Entry } from '../../data/entry'
import { evidenceOf, recordTitle } from '../words'

/** Which records to show; each part narrows. */
export interface Wanted {
  /** `lacking`: nothing proves it yet. */
  show: 'all' | 'unsent' | 'lacking'
  /** Words that must all occur somewhere in the record. */
  text: string
  kind?: string
  /** Ids to choose from, such as the records an item looks at. */
  among?: ReadonlySet<string>
}

/** Nothing proves the record: it can earn an estimate only. */
export const lacksEvidence = (entry: Entry): boolean => !entry.deleted && evidenceOf(entry.record).length === 0

/** Full-width digits and letters as ordinary ones, in small letters: people type either. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Finds records by their words. What a record says is put together once for each version of it. */
export class Finder {
  private readonly index: CatalogIndex
  private readonly texts = new WeakMap<Entry, string>()
  private last: { entries: readonly Entry[]; wanted: Wanted; found: Entry[] } | undefined

  constructor(catalog: Catalog) {
    this.index = indexCatalog(catalog)
  }

  /** The entries wanted, in the order given. Deleted ones only while the deletion is not uploaded. */
  find(entries: readonly Entry[], wanted: Wanted): Entry[] {
    const { show, text, kind, among } = wanted
    const words = plain(text).split(/\s+/).filter(Boolean)
    const found = this.startFor(entries, wanted).filter(
      (entry) =>
        (show === 'unsent' ? isUnsent(entry) : !entry.deleted || isUnsent(entry)) &&
        (show !== 'lacking' || lacksEvidence(entry)) &&
        (kind === undefined || entry.record.kind === kind) &&
        (among?.has(entry.id) ?? true) &&
        words.every((word) => this.textOf(entry).includes(word)),
    )
    this.last = { entries, wanted, found }
    return found
  }

  /** Puts the words of some entries together before they are asked for. */
  prepare(entries: readonly Entry[]): void {
    for (const entry of entries) this.textOf(entry)
  }

  /** Who types on finds among what was found so far. */
  private startFor(entries: readonly Entry[], { show, text, kind, among }: Wanted): readonly Entry[] {
    const { last } = this
    if (last?.entries !== entries) return entries
    const { wanted } = last
    const same = wanted.show === show && wanted.kind === kind && wanted.among === among
    return same && text.startsWith(wanted.text) ? last.found : entries
  }

  private textOf(entry: Entry): string {
    let text = this.texts.get(entry)
    if (text === undefined) this.texts.set(entry, (text = plain(this.wordsOf(entry).join('\n'))))
    return text
  }

  private wordsOf({ record }: Entry): string[] {
    const kind = this.index.kind(String(record.kind))
    const words = [recordTitle(record, kind), kind?.label ?? '', String(record.note ?? '')]
    for (const key of ['on', 'from', 'until', 'year']) words.push(...daysOf(record[key]))
    for (const field of kind?.fields ?? []) {
      const value = record[field.id]
      if (typeof value === 'string') words.push(field.options?.find((one) => one.id === value)?.label ?? value)
      if (typeof value === 'number') words.push(`${value}${field.unit ?? ''}`)
      if (value === true) words.push(field.label)
    }
    for (const filing of (record.filings as Filing[] | undefined) ?? []) words.push(this.index.bodyLabel(filing.to))
    for (const one of evidenceOf(record)) words.push(one.title ?? '', one.link ?? one.file ?? '')
    return words
  }
}

/** A day as it is written down and as it is said. */
function daysOf(day: unknown): string[] {
  if (day === undefined) return []
  const [year, month, date] = String(day).split('-')
  return date === undefined ? [String(day)] : [String(day), `${year}年${Number(month)}月${Number(date)}日`]
}
