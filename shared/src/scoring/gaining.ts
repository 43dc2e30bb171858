import type { NotCountedReason } from '../model/scorecard.js'
import { isLeftOut, type Credited } from './credited.js'
import type { Entry } from './entry.js'
import type { Case } from './explain.js'
import type { FactNote } from './fact-notes.js'
import { failuresOf, isAnotherFact, isMendable } from './failures.js'
import { gainOfMending, gainUnder, obstacleOf } from './gain.js'
import type { Member, Slot } from './slot.js'
import { quoted } from './words.js'

/** A record that earns nothing in an item. */
export interface Uncounted {
  entry: Entry
  reason: NotCountedReason
  fix: string
  gain: number
  /** The society can put it right by completing or filing the record. */
  mendable: boolean
}
/** One that would earn something were it put right. */
export interface Gaining {
  told: Uncounted
  /** How many things its fix asks for. */
  asks: number
}

/** What would gain, by record id; undefined where nothing would. */
export const gainingRecords = (
  input: Case,
  credited: Credited,
  notes: readonly FactNote[],
  limit: number,
): ReadonlyMap<string, Gaining> | undefined =>
  input.mostGain > 0 ? new Search(input, credited, limit).run(notes) : undefined

/** What to do about a member, and what it brings; empty where nothing can be done. */
export function fixOf({ words, scale }: Case, member: Member, gain: number): string {
  const obstacle = obstacleOf(member)
  if (!obstacle || isAnotherFact(member.entry, obstacle)) return ''
  const fix = words.fix(member.entry, obstacle)
  return fix !== '' && gain > 0 ? `${fix}，即 +${scale.toFigure(gain)}` : fix
}

/** That the number or grade a slot measures is to be filled in. */
export const unstatedTold = ({ words }: Case, { spec }: Slot, { kind }: Entry): string =>
  `补填${quoted(words.field(kind.id, spec.field ?? ''))}`

class Search {
  private found: Map<string, Gaining> | undefined = undefined
  private vain: boolean | undefined = undefined

  constructor(
    private readonly input: Case,
    private readonly credited: Credited,
    private readonly limit: number,
  ) {}

  run(notes: readonly FactNote[]): ReadonlyMap<string, Gaining> | undefined {
    for (const slot of this.input.slots)
      if (slot.spec.has) this.findProving(slot)
      else {
        this.findGaining(slot)
        if (slot.unstated > 0) this.findUnstated(slot)
      }
    for (const { uncounted, asks } of notes) if (uncounted && uncounted.gain > 0) this.note(uncounted, asks)
    return this.found
  }

  /** Of several fixes the one that asks for least is told, then the one that brings most. */
  private note(uncounted: Uncounted, asks = 1): void {
    const { id } = uncounted.entry
    if (isLeftOut(this.credited, uncounted.entry)) return
    this.found ??= new Map()
    const known = this.found.get(id)
    if (known && (asks > known.asks || (asks === known.asks && uncounted.gain <= known.told.gain))) return
    this.found.set(id, { told: uncounted, asks })
  }

  /** Members that would bring points if they passed. Where all bring the same, the first ones are enough. */
  private findGaining(slot: Slot): void {
    const members = slot.hopeful.items
    if (members.length === 0) return
    // Of an exclusive group one may serve elsewhere already and another not.
    const isExclusive = slot.spec.selector.exclusive !== undefined
    const isAlike = slot.spec.field === undefined && slot.spec.by === undefined
    const gains = new Map<string, number>()
    let found = 0
    let isMendFound = slot.mendable === 0
    for (const member of members) {
      if (isAlike && found >= this.limit && isMendFound) break
      const gain = gainOfMending(this.input, member, gains)
      if (gain <= 0) {
        if (isAlike && (!isExclusive || this.isVain(slot, member))) break
        continue
      }
      if (isLeftOut(this.credited, member)) continue
      const mendable = member.failure !== undefined && isMendable(member.failure)
      if (isAlike && found >= this.limit && !mendable) continue
      found++
      isMendFound ||= mendable
      this.noteGaining(member, gain)
    }
  }

  /** No record of an item's only slot would gain if it passed, whether it serves another item now or none. */
  private isVain(slot: Slot, { entry }: Member): boolean {
    const { input } = this
    if (input.slots.length > 1) return false
    const own = [slot]
    return (this.vain ??=
      input.gainOfServing(entry, own, true) <= 0 &&
      input.besides(slot).every((one) => input.gainOfServing(one, own) <= 0))
  }

  /** Members that count but for the number or grade that is measured. */
  private findUnstated(slot: Slot): void {
    const gain = gainUnder(this.input, this.input.view.supposing(undefined, [[slot, { count: 1, ...slot.aim?.extra }]]))
    if (gain <= 0) return
    let found = 0
    for (const { entry, value, key } of slot.counted.items) {
      if (found >= this.limit) break
      if (value !== undefined || key !== undefined || isLeftOut(this.credited, entry)) continue
      found++
      const fix = `${unstatedTold(this.input, slot, entry)}，即 +${this.input.scale.toFigure(gain)}`
      this.note({ entry, reason: 'fieldMissing', fix, gain, mendable: true })
    }
  }

  /** Members that do not show what each of them should. */
  private findProving(slot: Slot): void {
    // A single failing one decides an `every`; of each year only the latest statement counts, and there are few.
    const { items } = slot.unproven
    if (items.length === 0 || (slot.spec.eachYear === undefined && items.length > 1)) return
    const gains = new Map<string, number>()
    for (const member of items) {
      const gain = gainOfMending(this.input, member, gains)
      if (gain > 0) this.noteGaining(member, gain)
    }
  }

  private noteGaining(member: Member, gain: number): void {
    const obstacle = obstacleOf(member)
    if (!obstacle) return
    const fix = fixOf(this.input, member, gain)
    const mendable = isMendable(obstacle)
    this.note({ entry: member.entry, reason: obstacle.reason, fix, gain, mendable }, failuresOf(obstacle).length)
  }
}
