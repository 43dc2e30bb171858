import type { Day } from '../model/ledger.js'
import type { CountedRecord, ItemCard, NotCountedReason, NotCountedRecord } from '../model/scorecard.js'
import { parseFactPath } from './facts.js'
import { creditsOf, type Credit, type MembersOf } from './attribution.js'
import type { Worth } from './award.js'
import type { FactCondition } from './conditions.js'
import type { Aim } from './aims.js'
import { passes, passingValue } from './compare.js'
import type { Entry } from './entry.js'
import type { Extra, View } from './evaluate.js'
import type { Failure } from './match.js'
import { compareOrdered } from './ordered.js'
import type { Scale } from './scale.js'
import type { Member, Slot } from './slot.js'
import { quoted, type Words } from './words.js'

export const listLimit = 20

/** What is needed to explain one unit. */
export interface Case {
  view: View
  worth: Worth
  slots: readonly Slot[]
  factConditions: readonly FactCondition[]
  members: MembersOf
  scale: Scale
  words: Words
  /** Units this unit would be worth (estimate and losses) under a changed view. */
  worthUnder(view: View): number
  /** The item a record of an exclusive group was given to, when another. */
  servesElsewhere(slot: Slot, id: string): string | undefined
  maximum: number
  /** For slots that measure a field: the number or value that would earn the most. */
  aims: ReadonlyMap<Slot, Aim>
}

/** Credits per record, kept within what the item is worth, by (day, id). */
export function countedRecords(input: Case): Credit[] {
  const byId = new Map<string, Credit>()
  for (const leaf of input.worth.leaves) {
    for (const credit of creditsOf(input.view, leaf, input.members, input.scale)) {
      const known = byId.get(credit.entry.id)
      if (known) known.units += credit.units
      else byId.set(credit.entry.id, { ...credit })
    }
  }
  const credits = [...byId.values()].sort((a, b) => compareOrdered(a.entry, b.entry))
  let left = input.worth.estimate
  return credits.map((credit) => {
    const units = Math.min(credit.units, left)
    left -= units
    return { entry: credit.entry, units }
  })
}

const hopeless: ReadonlySet<NotCountedReason> = new Set<NotCountedReason>([
  'afterAsOf',
  'outsideWindow',
  'notInForce',
  'superseded',
  'excluded',
  'filedLate',
  'capReached',
  'repeated',
  'claimedElsewhere',
  'assignedElsewhere',
])

/** A record that earns nothing in an item. */
export interface Uncounted {
  entry: Entry
  reason: NotCountedReason
  fix: string
  gain: number
  /** The society can put it right by completing or filing the record. */
  mendable: boolean
}

/** Records of the item's kinds that earn nothing there, nearest gain first. */
function notCountedRecords(input: Case, counted: ReadonlySet<string>): Uncounted[] {
  const found = new Map<string, Uncounted>()
  const note: Note = (entry, reason, fix, gain, mendable = false) => {
    if (counted.has(entry.id) || entry.id === 'society') return
    const known = found.get(entry.id)
    if (!known || gain > known.gain) found.set(entry.id, { entry, reason, fix, gain, mendable })
  }
  for (const slot of input.slots) noteSlot(input, slot, note)
  for (const condition of input.factConditions) noteFact(input, condition, note)
  return [...found.values()].sort((a, b) => b.gain - a.gain || compareOrdered(a.entry, b.entry))
}

type Note = (entry: Entry, reason: NotCountedReason, fix: string, gain: number, mendable?: boolean) => void

function noteSlot(input: Case, slot: Slot, note: Note): void {
  const { view, words } = input
  const gains = new Map<string, number>()
  const gainOf = (member: Member): number => {
    const failure = member.failure ?? member.hasFailure
    if (failure && (isHopeless(failure, view.moment.asOf) || isAnotherFact(member.entry, failure))) return 0
    const extra: Extra = { count: 1 }
    if (member.value !== undefined) extra.value = member.value
    if (member.key !== undefined) extra.key = member.key
    const key = `${extra.value ?? ''}|${extra.key ?? ''}`
    let gain = gains.get(key)
    if (gain === undefined) {
      const changed = view.with({ extra: new Map([[slot, extra]]) })
      gains.set(key, (gain = Math.max(0, input.worthUnder(changed) - (input.worth.estimate + input.worth.loss))))
    }
    return gain
  }
  const failing = (member: Member, failure: Failure): void => {
    const gain = gainOf(member)
    const fix = isAnotherFact(member.entry, failure)
      ? ''
      : words.fix(member.entry, failure, isTooLate(failure, view.moment.asOf))
    const mendable = failure.reason === 'notFiled' || failure.reason === 'fieldMissing'
    note(member.entry, failure.reason, withGain(fix, gain, input.scale), gain, mendable)
  }
  for (const list of [slot.failed.items, slot.doubtful.items])
    for (const member of list) if (member.failure) failing(member, member.failure)
  const served = input.members(slot)
  const isServed = new Set(served.map((member) => member.id))
  for (const member of slot.counted.items) {
    if (!isServed.has(member.id)) {
      const item = input.servesElsewhere(slot, member.id)
      note(member.entry, 'assignedElsewhere', item === undefined ? '' : `已计入 ${item}；可在记录中改选`, 0)
    } else if (member.hasFailure && member.passes !== true) {
      note(member.entry, member.hasFailure.reason, words.fix(member.entry, member.hasFailure), 0)
    } else if (slot.spec.field !== undefined && member.value === undefined && member.key === undefined) {
      note(member.entry, 'fieldMissing', `补填${quoted(words.field(member.entry.kind.id, slot.spec.field))}`, 0)
    }
  }
  const isFull = input.worth.estimate >= input.maximum && input.maximum > 0
  const keys = new Set<string>()
  for (const member of served) {
    const repeated = slot.spec.by !== undefined && member.key !== undefined && keys.has(member.key)
    if (member.key !== undefined) keys.add(member.key)
    note(
      member.entry,
      repeated ? 'repeated' : isFull || input.worth.estimate > 0 ? 'capReached' : 'notEnoughYet',
      '',
      0,
    )
  }
}

/** A statement about another of several facts: nothing about it is wrong. */
const isAnotherFact = (entry: Entry, failure: Failure): boolean =>
  failure.field !== undefined && entry.kind.per?.includes(failure.field) === true

const withGain = (fix: string, gain: number, scale: Scale): string =>
  fix !== '' && gain > 0 ? `${fix}，即 +${scale.toFigure(gain)}` : fix

/** A filing that had its day: sending it now is too late. */
const isTooLate = (failure: Failure, asOf: Day): boolean =>
  failure.reason === 'notFiled' && failure.due !== undefined && asOf > failure.due
const isHopeless = (failure: Failure, asOf: Day): boolean => hopeless.has(failure.reason) || isTooLate(failure, asOf)

function noteFact(input: Case, condition: FactCondition, note: Note): void {
  const { view, words, scale } = input
  const { value, entry } = view.fact(condition.path, condition.at)
  const { field } = parseFactPath(condition.path)
  const statements = view.store.statements(parseFactPath(condition.path))
  for (const one of statements) {
    if (one === entry) continue
    note(
      one,
      one.day > view.moment.asOf ? 'afterAsOf' : one.day > view.moment.readingDay ? 'outsideWindow' : 'superseded',
      '',
      0,
    )
  }
  if (!entry || (value !== undefined && passes(value, condition.test))) {
    if (entry && input.maximum > 0) note(entry, input.worth.estimate > 0 ? 'capReached' : 'notEnoughYet', '', 0)
    return
  }
  const gain = gainOfFacts(input, [condition])
  const label = words.fact(condition.path)
  const ended =
    entry.record.fields.holds === false ||
    (entry.record.until !== undefined && entry.record.until < view.moment.readingDay)
  if (ended) note(entry, 'notInForce', '', 0)
  else if (value === undefined) note(entry, 'fieldMissing', plain(`补填${label}`, gain, scale), gain, true)
  else {
    const short = typeof value === 'number' && (condition.test.min !== undefined || condition.test.above !== undefined)
    const want = field === 'holds' ? '' : `${label}要${words.factTest(condition.path, condition.test)}`
    note(entry, short ? 'belowMinimum' : 'fieldDiffers', want === '' ? '' : plain(want, gain, scale), gain)
  }
}

const plain = (fix: string, gain: number, scale: Scale): string =>
  gain > 0 ? `${fix}，即 +${scale.toFigure(gain)}` : fix

/** Units gained if these facts were stated so that they pass. */
export function gainOfFacts(input: Case, conditions: readonly FactCondition[]): number {
  const facts = new Map(input.view.facts ?? [])
  for (const { path, test } of conditions)
    facts.set(path, passingValue(test, facts.get(path) ?? input.view.fact(path).value))
  return Math.max(0, input.worthUnder(input.view.with({ facts })) - (input.worth.estimate + input.worth.loss))
}

/** What is unknown or absent and stands in the way of points. */
function missingParts(input: Case, credits: readonly Credit[]): string[] {
  const { worth, words, view } = input
  const missing: string[] = []
  const isDone = worth.estimate >= input.maximum && worth.worst === worth.loss && worth.loss === 0
  if (worth.notApplicable !== true && !isDone) {
    for (const { path, at } of input.factConditions) {
      const { value, entry } = view.fact(path, at)
      if (value !== undefined) continue
      missing.push(entry ? `未填写${words.fact(path)}` : `尚未登记${words.fact(path)}`)
    }
    for (const slot of input.slots) {
      const { selector } = slot.spec
      const size = slot.counted.items.length + slot.doubtful.items.length + slot.failed.items.length
      if (size === 0 && selector.kind.length > 0 && !slot.spec.has) missing.push(`还没有${words.kinds(selector)}的记录`)
    }
  }
  const bare = credits.filter((credit) => !credit.entry.hasEvidence && credit.entry.id !== 'society').length
  if (bare > 0 && worth.secured < worth.estimate) missing.push(`${bare} 条计分记录没有佐证材料`)
  return [...new Set(missing)]
}

/** The lists of an item card, with what could be done about those not counted. */
export function explain(
  input: Case,
  limit = listLimit,
): Pick<ItemCard, 'counted' | 'notCounted' | 'more' | 'missing'> & { fixes: Uncounted[] } {
  const credits = countedRecords(input)
  const visible = credits.filter((credit) => credit.entry.id !== 'society')
  const others = notCountedRecords(input, new Set(credits.map((credit) => credit.entry.id)))
  const counted = visible.map((credit): CountedRecord => ({
    record: credit.entry.id,
    points: input.scale.toFigure(credit.units),
  }))
  const notCounted = others.map(({ entry, reason, fix, gain }): NotCountedRecord => ({
    record: entry.id,
    reason,
    fix,
    gain: input.scale.toFigure(gain),
  }))
  return {
    counted: counted.slice(0, limit),
    notCounted: notCounted.slice(0, limit),
    more: {
      counted: Math.max(0, counted.length - limit),
      notCounted: Math.max(0, notCounted.length - limit),
    },
    missing: missingParts(input, credits),
    fixes: others.filter((one) => one.gain > 0 && one.mendable).slice(0, limit),
  }
}
