import type { NotCountedReason, NotCountedRecord } from '../model/scorecard.js'
import { remarkOn, whyNothing } from './beyond.js'
import { isLeftOut, type Credited } from './credited.js'
import type { Entry } from './entry.js'
import type { Case } from './explain.js'
import { factNotes, type FactNote } from './fact-notes.js'
import { fixOf, gainingRecords, unstatedTold, type Gaining, type Uncounted } from './gaining.js'
import { compareTimed, sortShort, type OrderedList } from './ordered.js'
import type { Member, Slot } from './slot.js'
import { and } from './sparing.js'
import { earliest, type Source } from './sources.js'
import { howManyUncounted } from './uncounted-count.js'

export interface UncountedList {
  /** The nearest gain first, then by (day, id): as many as were asked for. */
  shown: NotCountedRecord[]
  /** How many there are in all. */
  total: number
  /** The first that the society can put right, if that gains anything. */
  mend: Uncounted | undefined
}

/**
 * Records of the item's kinds that earn nothing there. What is shown is bounded, and so is the work: lists are read in
 * order and only as far as needed, however many records there are.
 * @param credited the records that earn something
 */
export function uncountedRecords(input: Case, credited: Credited, limit: number): UncountedList {
  if (input.facts.length === 0 && input.slots.every((slot) => slot.size === 0))
    return { shown: [], total: 0, mend: undefined }
  return new Telling(input, credited, limit).run()
}

class Telling {
  private readonly gaining: ReadonlyMap<string, Gaining> | undefined
  private readonly factNotes: readonly FactNote[]

  constructor(
    private readonly input: Case,
    private readonly credited: Credited,
    private readonly limit: number,
  ) {
    this.factNotes = factNotes(input)
    this.gaining = gainingRecords(input, credited, this.factNotes, limit)
  }

  run(): UncountedList {
    if (!this.gaining) {
      const { found, isAll } = this.merge(this.limit)
      return {
        shown: found,
        total: isAll ? found.length : howManyUncounted(this.input, this.credited, this.factNotes),
        mend: undefined,
      }
    }
    const gaining = [...this.gaining.values()].map(({ told }) => told)
    sortShort(gaining, (a, b) => b.gain - a.gain || compareTimed(a.entry, b.entry))
    const shown = gaining.slice(0, this.limit).map((one) => this.shown(one))
    const merged = this.merge(this.limit - shown.length)
    shown.push(...merged.found)
    return {
      shown,
      total: merged.isAll ? shown.length : howManyUncounted(this.input, this.credited, this.factNotes),
      mend: gaining.find((one) => one.mendable),
    }
  }

  private isGaining(id: string): boolean {
    return this.gaining?.has(id) === true
  }

  /** The first records that gain nothing, over all lists in order. */
  private merge(wanted: number): { found: NotCountedRecord[]; isAll: boolean } {
    const sources = this.sources()
    const [only] = sources
    if (only?.slot && sources.length === 1) return this.walk(only, only.slot, wanted)
    const found: NotCountedRecord[] = []
    for (;;) {
      const first = earliest(sources)
      if (!first) return { found, isAll: true }
      if (found.length >= wanted) return { found, isAll: false }
      let told: NotCountedRecord | undefined
      let stated: Entry | undefined
      let lists: (readonly Entry[])[] | undefined
      const isWanted = !isLeftOut(this.credited, first) && !this.isGaining(first.id)
      for (const source of sources) {
        const item = source.items[source.at]
        if (item?.at !== first.at || item.id !== first.id) continue
        source.at++
        const { slot } = source
        if (slot) told = this.tell(slot, item as Member, source, isWanted && !told) ?? told
        else if (isWanted) {
          stated = item as Entry
          lists = and(lists, source.items as readonly Entry[])
        }
      }
      if (stated && lists) told = this.shortOf(stated) ?? told ?? this.tellFact(stated, lists)
      if (told) found.push(told)
    }
  }

  /** The same where there is but one list. */
  private walk(source: Source, slot: Slot, wanted: number): { found: NotCountedRecord[]; isAll: boolean } {
    const found: NotCountedRecord[] = []
    for (const item of source.items) {
      if (found.length >= wanted) return { found, isAll: false }
      const isWanted = !isLeftOut(this.credited, item) && !this.isGaining(item.id)
      if (!isWanted && !source.keys) continue
      const told = this.tell(slot, item as Member, source, isWanted)
      if (told) found.push(told)
    }
    return { found, isAll: true }
  }

  private sources(): Source[] {
    const sources: Source[] = []
    const add = (slot: Slot, { items }: OrderedList<Member>): void => {
      if (items.length > 0)
        sources.push({
          items,
          at: 0,
          slot,
          keys: slot.spec.by === undefined ? undefined : new Set(),
          nothing: undefined,
        })
    }
    for (const slot of this.input.slots) {
      add(slot, slot.failed)
      add(slot, slot.doubtful)
      // Nothing is told of records that all earn something.
      if (!this.credited.whole.includes(slot)) add(slot, slot.counted)
    }
    for (const { list } of this.factNotes)
      if (list.length > 0 && !sources.some((one) => one.items === list))
        sources.push({ items: list, at: 0, slot: undefined, keys: undefined, nothing: undefined })
    return sources
  }

  /** Why a member of a slot earns nothing; also called for those left out, to know what is repeated. */
  private tell(slot: Slot, member: Member, source: Source, isWanted: boolean): NotCountedRecord | undefined {
    const { input } = this
    const { entry } = member
    if (member.state !== true)
      return isWanted
        ? gainless(entry, reasonOf(member), fixOf(input, member, 0) || remarkOn(input, slot, member))
        : undefined
    const isServed = input.isServed(slot, member.id)
    const isRepeated = isServed && member.key !== undefined && source.keys?.has(member.key) === true
    if (isServed && member.key !== undefined) source.keys?.add(member.key)
    if (!isWanted) return undefined
    if (!isServed) {
      const item = input.servesElsewhere(slot, member.id)
      if (item !== undefined) return gainless(entry, 'assignedElsewhere', `已计入 ${item}；可在记录中改选`)
      return gainless(
        entry,
        'claimedElsewhere',
        entry.claim === undefined ? '' : `您指定它用于 ${entry.claim}；可在记录中改选`,
      )
    }
    if (member.hasFailure && member.passes !== true)
      return gainless(entry, member.hasFailure.reason, fixOf(input, member, 0))
    if (slot.spec.field !== undefined && member.value === undefined && member.key === undefined)
      return gainless(entry, 'fieldMissing', unstatedTold(input, slot, entry))
    if (isRepeated) return gainless(entry, 'repeated', '')
    const nothing = (source.nothing ??= whyNothing(input, slot))
    const { reason, fix } = typeof nothing === 'function' ? nothing(member) : nothing
    return gainless(entry, reason, fix)
  }

  /** What a statement itself falls short of: it comes before what else is asked of it. */
  private shortOf(entry: Entry): NotCountedRecord | undefined {
    const told = this.factNotes.find((one) => one.entry === entry && one.uncounted)?.uncounted
    return !told || told.reason === 'notEnoughYet' || told.reason === 'capReached' ? undefined : this.shown(told)
  }

  private shown({ entry, reason, fix, gain }: Uncounted): NotCountedRecord {
    return { record: entry.id, reason, fix, gain: this.input.scale.toFigure(gain) }
  }

  private tellFact(entry: Entry, lists: readonly (readonly Entry[])[]): NotCountedRecord | undefined {
    for (const note of this.factNotes) {
      if (!lists.includes(note.list)) continue
      if (note.entry !== entry) {
        const reason = this.setAside(entry, note.entry)
        if (reason === 'fieldMissing') return gainless(entry, reason, '没有填的，沿用以前登记的')
        return gainless(entry, reason, reason === 'afterAsOf' ? this.input.words.fix(entry, { reason }) : '')
      }
      if (note.uncounted) return this.shown(note.uncounted)
    }
    return undefined
  }

  /** Why the fact was not read from a statement: a later one than that it was read from does not state it. */
  private setAside(entry: Entry, read: Entry | undefined): NotCountedReason {
    const { asOf, readingDay } = this.input.view.moment
    if (entry.day > asOf) return 'afterAsOf'
    if (entry.day > readingDay) return 'outsideWindow'
    return read && compareTimed(entry, read) > 0 ? 'fieldMissing' : 'superseded'
  }
}

function gainless(entry: Entry, reason: NotCountedReason, fix: string): NotCountedRecord {
  return { record: entry.id, reason, fix, gain: 0 }
}

const reasonOf = ({ failure }: Member): NotCountedReason => failure?.reason ?? 'fieldDiffers'
