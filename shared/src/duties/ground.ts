import { addDays } from '../model/calendar.js'
import { indexCatalog, type CatalogIndex } from '../model/catalog-index.js'
import type { Catalog } from '../model/catalog.js'
import type { Cycle, Day, LedgerRecord } from '../model/ledger.js'
import type { Selector } from '../model/rubric.js'
import { Entry, firstFiling } from '../scoring/entry.js'
import { FactStore } from '../scoring/facts.js'
import { matchSelector } from '../scoring/match.js'
import { Moment } from '../scoring/moment.js'
import { natureOf } from '../scoring/nature.js'
import { soughtUnfiled } from '../scoring/sought.js'
import type { Tri } from '../scoring/compare.js'

const never = '2999-12-31'

/** The records duties look at, by kind: one for all rubrics. */
export class Ground {
  readonly catalog: CatalogIndex
  readonly facts = new FactStore()
  private readonly kinds = new Map<string, Map<string, Entry>>()
  private readonly kindOf = new Map<string, string>()

  /** @param asked kinds any duty asks about; others are not kept */
  constructor(
    catalog: Catalog,
    private readonly asked: ReadonlySet<string>,
  ) {
    this.catalog = indexCatalog(catalog)
  }

  /** Adds or replaces a record. True if a duty looks at its kind. */
  put(record: LedgerRecord): boolean {
    const wasThere = this.remove(record.id)
    const kind = this.catalog.kind(record.kind)
    if (!kind || !this.asked.has(kind.id)) return wasThere
    const entry = new Entry(record, natureOf(kind))
    let entries = this.kinds.get(kind.id)
    if (!entries) this.kinds.set(kind.id, (entries = new Map()))
    entries.set(record.id, entry)
    this.kindOf.set(record.id, kind.id)
    if (kind.time === 'statement') this.facts.add(entry)
    return true
  }

  remove(id: string): boolean {
    const kind = this.kindOf.get(id)
    const entry = kind === undefined ? undefined : this.kinds.get(kind)?.get(id)
    if (kind === undefined || !entry) return false
    this.kinds.get(kind)?.delete(id)
    this.kindOf.delete(id)
    if (entry.kind.time === 'statement') this.facts.remove(entry)
    return true
  }

  /** Records of the kinds a selector names, oldest first. */
  entries(selector: Selector): Entry[] {
    const found = selector.kind.flatMap((kind) => [...(this.kinds.get(kind)?.values() ?? [])])
    return found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  }

  /** Whether a record is what a selector asks for, leaving its filing aside. */
  match(entry: Entry, selector: Selector, moment: Moment): Tri {
    const read = entry.kind.time === 'statement' ? this.facts.completed(entry, moment.readingDay) : entry
    return matchSelector(read, soughtUnfiled(selector), moment, this.facts, false).state
  }

  /** The first day after `day` on which a record says something new: a date or a filing that still lies ahead. */
  nextDated(selectors: readonly Selector[], day: Day): Day | undefined {
    let next: Day | undefined
    for (const selector of selectors)
      for (const { record } of this.entries(selector))
        for (const on of [record.on, record.from, record.until, ...record.filings.map((one) => one.on)])
          if (on !== undefined && on > day && (next === undefined || on < next)) next = on
    return next
  }
}

/** When a rubric is read for its duties. */
export const momentAt = (asOf: Day, cycle: Cycle): Moment => new Moment(asOf, cycle)

/** A moment from which planned events are seen as well. */
export const momentOfPlans = (cycle: Cycle): Moment => new Moment(never, cycle)

/** A record that fulfils a selector, and on which day (null: nobody knows) it did. */
export interface Fulfilment {
  by: string
  on: Day | null
}

/** Records that fulfil a selector on a day, filing included, earliest first; those without a day come last. */
export function fulfilments(ground: Ground, selector: Selector, moment: Moment): Fulfilment[] {
  const found: Fulfilment[] = []
  for (const entry of ground.entries(selector)) {
    if (ground.match(entry, selector, moment) !== true) continue
    const on = fulfilledOn(entry, selector, moment.asOf)
    if (on !== undefined) found.push({ by: entry.id, on })
  }
  const order = (one: Fulfilment): string => one.on ?? addDays(never, 1)
  return found.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
}

function fulfilledOn(entry: Entry, { filed }: Selector, asOf: Day): Day | null | undefined {
  if (filed) return firstFiling(entry.record, filed.to, asOf)
  return entry.kind.time === 'yearly' ? (entry.record.on ?? null) : entry.day
}
