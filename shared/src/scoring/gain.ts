import type { FieldValue } from '../model/ledger.js'
import { passingValue } from './compare.js'
import { laidOver, type Extra, type View } from './view.js'
import type { Case, FactRead } from './explain.js'
import { failuresOf, isCured, isHopeless, mendedValue } from './failures.js'
import type { Failure } from './match.js'
import type { Member, Slot } from './slot.js'

/** Units gained under a changed view. */
export function gainUnder(input: Case, changed: View): number {
  return Math.max(0, changeUnder(input, changed))
}

/** Units gained if a fact were stated so that it passes; worked out once. */
export function gainOfFact(input: Case, fact: FactRead): number {
  if (input.mostGain <= 0) return 0
  return (fact.gain ??= Math.max(0, changeByFacts(input, [fact])))
}

/** Units by which the item changes if these facts were stated so that they pass; worked out once for the same ones. */
export function changeByFacts(input: Case, facts: readonly FactRead[]): number {
  let bits = 0
  for (const { condition } of facts) {
    if (condition.bit === 0) return changeUnder(input, supposing(input.view, facts))
    bits |= condition.bit
  }
  input.changes ??= new Map()
  let change = input.changes.get(bits)
  if (change === undefined) input.changes.set(bits, (change = changeUnder(input, supposing(input.view, facts))))
  return change
}

/** Units by which the item changes under a changed view; harm is less than 0. */
export const changeUnder = ({ worthUnder, worth }: Case, changed: View): number =>
  worthUnder(changed) - (worth.estimate + worth.loss)

const supposing = (view: View, facts: readonly FactRead[]): View => view.supposing(factsAsAsked(view, facts))

/** These facts stated so that they pass, by path. */
export function factsAsAsked(view: View, reads: readonly FactRead[]): NonNullable<View['facts']> {
  const facts: [string, FieldValue][] = view.facts ? view.facts.map(([path, value]) => [path, value]) : []
  for (const { condition, value } of reads)
    facts.push([condition.path, passingValue(condition.test, laidOver(facts, condition.path) ?? value)])
  return facts
}

/** What stands in a member's way: why it does not count, or what it does not show though each should. */
export const obstacleOf = (member: Member): Failure | undefined =>
  member.state !== true ? member.failure : member.passes === true ? undefined : member.hasFailure

/**
 * Units gained were one record put right: all that is said of it done, wherever in the item nothing else stands in its
 * way.
 * @param known gains worked out before, of members alike in what is measured
 */
export function gainOfMending(input: Case, member: Member, known: Map<string, number>): number {
  const obstacle = obstacleOf(member)
  if (!obstacle || isHopeless(member.entry, obstacle)) return 0
  const cure = failuresOf(obstacle)
  const mended = input.slots.length === 1 ? [member] : member.entry.members.filter((one) => isMended(input, one, cure))
  const exclusive = mended.filter(({ slot, state }) => state !== true && slot.spec.selector.exclusive !== undefined)
  if (exclusive.length > 0 && !(exclusive.length === 1 && input.isApart(member.slot, member.id))) {
    // It may be taken from where it serves now, or let another serve there: what the rubric as a whole gains decides.
    const slots = exclusive.map(({ slot }) => slot)
    return Math.max(0, input.gainOfServing(member.entry, slots))
  }
  let alike = ''
  const extra: [Slot, Extra][] = []
  const proven: [Slot, ReadonlySet<Member>][] = []
  for (const one of mended) {
    const { slot, key } = one
    if (one.state === true) {
      proven.push([slot, new Set([one])])
      alike += `${slot.index}:${one.id};`
      continue
    }
    const value = valueMended(one, cure)
    const more: Extra = { count: 1 }
    if (value !== undefined) more.value = value
    if (key !== undefined) more.key = key
    extra.push([slot, more])
    alike += `${slot.index}:${value ?? ''}|${key ?? ''};`
  }
  let gain = known.get(alike)
  if (gain === undefined) known.set(alike, (gain = gainUnder(input, input.view.supposing(undefined, extra, proven))))
  return gain
}

function isMended(input: Case, member: Member, cure: readonly Failure[]): boolean {
  const obstacle = obstacleOf(member)
  return (
    obstacle !== undefined && input.slots.includes(member.slot) && isCured(member.entry, failuresOf(obstacle), cure)
  )
}

/** The number a slot measures, as it would be stated. */
function valueMended({ slot, entry, value }: Member, cure: readonly Failure[]): number | undefined {
  const said = cure.find((one) => one.field !== undefined && one.field === slot.spec.field)
  const stated = said && mendedValue(entry, said)
  return typeof stated === 'number' ? stated : value
}
