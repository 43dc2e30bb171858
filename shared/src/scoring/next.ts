import { addDays, earlier } from '../model/calendar.js'
import type { NextStep } from '../model/scorecard.js'
import { latestOfYear, yearsAsked } from './evaluate.js'
import { holding } from './holding.js'
import type { Extra, View } from './view.js'
import { fewest, viewAfter, type Deed } from './deeds.js'
import type { Case, FactRead } from './explain.js'
import { isStatedOtherwise } from './fact-notes.js'
import { isHopeless } from './failures.js'
import { parseFactPath } from './facts.js'
import { changeByFacts, changeUnder, gainOfFact, gainUnder } from './gain.js'
import { sortShort } from './ordered.js'
import type { Member, Slot } from './slot.js'
import type { Uncounted } from './gaining.js'

const mostRepeats = 10

interface Step {
  gain: number
  action(): string
}
/**
 * The best single thing to do for an item: mend a record, state a fact, hold another activity, assess oneself; the
 * highest gain, and of equal ones the first of that order. Where no single thing brings anything, the fewest that
 * together do. Undefined where nothing more can be gained.
 */
export function nextStep(input: Case, item: string, mend: Uncounted | undefined): NextStep | undefined {
  if (input.mostGain <= 0) return undefined
  const facts = openFacts(input)
  const best = singleStep(input, facts, mend) ?? together(input, facts)
  return (
    best && {
      item,
      gain: input.scale.toFigure(best.gain),
      action: best.action(),
    }
  )
}

/** The best single thing. Nothing that comes later is looked into once nothing can bring more. */
function singleStep(input: Case, facts: readonly FactRead[], mend: Uncounted | undefined): Step | undefined {
  const { mostGain, slots, worth } = input
  let best = mend && mend.gain > 0 ? mendStep(input, mend) : undefined
  let gain = best?.gain ?? 0
  for (const one of facts) {
    if (gain >= mostGain) return best
    const own = gainOfFact(input, one)
    if (own > gain) best = { gain: (gain = own), action: () => factAction(input, [one]) }
  }
  for (const slot of slots) {
    if (gain >= mostGain) return best
    const step = slot.spec.has ? provingStep(input, slot) : activityStep(input, slot)
    if (step && step.gain > gain) gain = (best = step).gain
  }
  const open = worth.potential - worth.estimate
  if (!worth.awaitsReview || open <= gain) return best
  return {
    gain: open,
    action: () => (isAssessed(input) ? '备好佐证材料，评审可能再给分' : '填写自评分，并准备好佐证材料'),
  }
}

/** The society has given itself points for what waits for a review. */
const isAssessed = ({ worth }: Case): boolean =>
  worth.leaves.some(({ shape, worth: own }) => shape === 'judged' && own.awaitsReview && own.estimate > 0)

function mendStep({ isWeighted, scale }: Case, { entry, gain, fix }: Uncounted): Step {
  const { title } = entry.record
  // What the item gains is not what the total gains where the section has a weight.
  const promise = `，即 +${scale.toFigure(gain)}`
  const said = isWeighted && fix.endsWith(promise) ? fix.slice(0, -promise.length) : fix
  return {
    gain,
    action: () => (title === undefined ? said : `《${title}》${said}`),
  }
}

const openFacts = (input: Case): FactRead[] =>
  input.facts.filter(({ value, condition }) => value === undefined || !condition.passes(value))

/** To state, complete or bring about these facts; those of one statement are named together. */
const factAction = (input: Case, facts: readonly FactRead[]): string => factActions(input, facts).join('，')

function factActions(input: Case, facts: readonly FactRead[]): string[] {
  const { words } = input
  const [only] = facts
  if (only && facts.length === 1 && only.value === undefined && !only.entry) return [words.stating(only.condition.path)]
  const parts: FactsTold[] = []
  for (const fact of facts) {
    const { path } = fact.condition
    const { lead, end } = factLead(input, fact)
    let part = parts.find((one) => one.lead === lead && one.end === end)
    if (!part) parts.push((part = { lead, own: [], end }))
    const { kind, field } = parseFactPath(path)
    if (path.includes('.')) part.own.push(words.field(kind, field))
  }
  return parts.map(partTold)
}

/** What is done about facts of one statement, the fields it is done about, and what they shall be. */
interface FactsTold {
  lead: string
  own: string[]
  end: string
}

function factLead(input: Case, fact: FactRead): Pick<FactsTold, 'lead' | 'end'> {
  const { words } = input
  const { condition, value, entry } = fact
  const { path, test } = condition
  const { whole } = parseFactPath(path)
  if (entry?.record.fields.holds === false) return { lead: words.bringing(whole), end: '' }
  if (isOver(input, fact)) return { lead: `重新登记${words.fact(whole)}`, end: '' }
  if (value === undefined) return { lead: `${entry ? '补填' : '登记'}${words.fact(whole)}`, end: '' }
  if (path.includes('.')) return { lead: `使${words.fact(whole)}`, end: words.factTest(path, test) }
  return { lead: words.bringing(path), end: '' }
}

/** `登记“办公场所”（面积、来源）`, `使“办公场所·面积”不少于 80 平方米`, `使“办公场所”（固定、设施齐全）都为“是”`. */
function partTold({ lead, own, end }: FactsTold): string {
  if (end === '') return own.length > 0 ? `${lead}（${own.join('、')}）` : lead
  return own.length === 1 ? `${lead.slice(0, -1)}·${own[0]}”${end}` : `${lead}（${own.join('、')}）都${end}`
}

/** The statement a fact was read from has ended by the day it is read on. */
function isOver({ view: { moment } }: Case, { entry, condition }: FactRead): boolean {
  const day = condition.at === 'asOf' ? moment.asOf : moment.readingDay
  return entry?.record.until !== undefined && entry.record.until < day
}

/** A new record of the slot would be filed too late: its due day is over, or so many days have passed since the last it can be of. */
export function isPastDue(view: View, { spec }: Slot): boolean {
  const { by, within } = spec.selector.filed ?? {}
  const { asOf, cycle } = view.moment
  const days = within === undefined ? undefined : cycle.settings[within]
  return isOverdue(view, by) || (days !== undefined && asOf > addDays(earlier(asOf, cycle.window.to), days))
}

/** The due day of a filing is over. */
export function isOverdue({ moment }: Pick<View, 'moment'>, by = ''): boolean {
  const due = moment.cycle.due[by]
  return due !== undefined && moment.asOf > due
}

/** The fewest further records of a slot that gain anything. */
function activityStep(input: Case, slot: Slot): Step | undefined {
  if (slot.spec.selector.kind.length === 0 || isPastDue(input.view, slot)) return undefined
  for (const count of usefulCounts(input, slot)) {
    const gain = gainUnder(input, input.view.supposing(undefined, furtherOf(input.view, slot, count)))
    if (gain > 0) return { gain, action: activities(input, slot, count).action }
  }
  return undefined
}

/** Further records of a slot, in every slot that takes them as well: where a field is measured, as much as earns the most. */
function furtherOf(view: View, slot: Slot, count: number): [Slot, Extra][] {
  const { field, alsoIn } = slot.spec
  const own: Extra = field === undefined ? { count } : { count, ...slot.aim?.extra }
  const further: [Slot, Extra][] = [[slot, own]]
  for (const at of alsoIn) further.unshift([view.slotAt(at), own])
  return further
}

const activities = (input: Case, slot: Slot, count: number): Deed => ({
  extra: furtherOf(input.view, slot, count),
  action: () => holding(input, slot, count),
})

/** The numbers of further records that may make a difference, fewest first: one, and what is wanting to each threshold. */
function usefulCounts(input: Case, slot: Slot): readonly number[] {
  const most = usefulRepeats(input, slot)
  if (most <= 1) return most === 1 ? one : []
  const counts = [1]
  if (!addCounts(input, slot, most, counts)) return Array.from({ length: most }, (_, i) => i + 1)
  for (const at of slot.spec.alsoIn)
    if (!addCounts(input, input.view.slotAt(at), most, counts)) return Array.from({ length: most }, (_, i) => i + 1)
  return sortShort(counts, (a, b) => a - b)
}

/** Adds what a slot that takes the records wants to its thresholds; false where any number may make a difference. */
function addCounts(input: Case, slot: Slot, most: number, counts: number[]): boolean {
  if (!slot.aim) return true
  const { thresholds } = slot.aim
  if (!thresholds) return false
  const { low, high } = reached(input, slot)
  for (const least of thresholds)
    for (let now = low; ; now = high) {
      const count = Math.ceil(least - now)
      if (count > 1 && count <= most && !counts.includes(count)) counts.push(count)
      if (now === high) break
    }
  return true
}

const one: readonly number[] = [1]

/** How many there are of what a slot counts, for certain and at most. */
function reached({ view }: Case, slot: Slot): { low: number; high: number } {
  const { size } = slot.byKey
  return slot.spec.by === undefined ? view.count(slot) : { low: size, high: size + slot.doubtful.size }
}

/** Records beyond the highest threshold change nothing; where a number is measured, one that large is enough. */
function usefulRepeats(input: Case, slot: Slot): number {
  if (slot.spec.field !== undefined) return 1
  const enough = slot.aim?.enough ?? 1
  return Math.min(mostRepeats, Math.max(0, enough - reached(input, slot).low))
}

function provingStep(input: Case, slot: Slot): Step | undefined {
  const deed = proving(input, slot)
  return deed && { gain: gainUnder(input, viewAfter(input.view, [deed])), action: deed.action }
}

/** Stating what was not stated about a year, and putting right every record that does not show what it should. */
function proving(input: Case, slot: Slot): Deed | undefined {
  const { selector, eachYear } = slot.spec
  const years = eachYear ? yearsAsked(input.view, selector, eachYear.since).sort((a, b) => a - b) : []
  const absent = years.filter((year) => !latestOfYear(slot, year))
  const deciding = eachYear ? years.flatMap((year) => latestOfYear(slot, year) ?? []) : slot.unproven.items
  const failing = deciding.filter((one) => one.passes !== true)
  if (absent.length + failing.length === 0) return undefined
  const { filed, filings } = slot.spec.has ?? {}
  if (absent.length > 0 && isOverdue(input.view, filed?.by)) return undefined
  if (failing.some(({ entry, hasFailure }) => !hasFailure || isHopeless(entry, hasFailure))) return undefined
  return {
    proven: [slot, new Set<Member | number>([...absent, ...failing])],
    action: () => {
      const kinds = input.words.kinds(selector)
      const body = filed?.to ?? filings?.to
      const also = body === undefined ? '' : `并向${input.words.body(body)}备案`
      const state = absent.length > 0 ? [`登记 ${absent.join('、')} 年的${kinds}${also}`] : []
      return [...state, ...mending(input, slot, kinds, failing)].join('，')
    },
  }
}

function mending(input: Case, slot: Slot, kinds: string, failing: readonly Member[]): string[] {
  const years = new Map<string, number[]>()
  for (const { entry, hasFailure } of failing) {
    const fix = hasFailure ? input.words.fix(entry, hasFailure) : ''
    if (fix !== '') years.set(fix, [...(years.get(fix) ?? []), entry.record.year ?? 0])
  }
  const told = [...years].map(([fix, of]) => (slot.spec.eachYear ? `${fix}（${of.join('、')} 年的${kinds}）` : fix))
  const said = told.slice(0, 3).join('；')
  if (failing.length === 0) return []
  return [failing.length === 1 ? said : `${failing.length} 条${kinds}逐条补齐：${said}`]
}

/** The fewest deeds that bring something only together: all that is open, less what makes no difference. */
function together(input: Case, facts: readonly FactRead[]): Step | undefined {
  // What is stated otherwise is given up first where something nearer does as well.
  const ordered = [...facts.filter((one) => !isStatedOtherwise(one)), ...facts.filter(isStatedOtherwise)]
  const deeds: Deed[] = ordered.map((one) => ({ facts: [one], action: () => factAction(input, [one]) }))
  for (const slot of input.slots) {
    const deed = slot.spec.has ? proving(input, slot) : wanted(input, slot)
    if (deed) deeds.push(deed)
  }
  if (deeds.length < 2) return undefined
  const isStated = (some: readonly Deed[]): boolean => some.every(({ facts: own }) => own !== undefined)
  const { kept, gain } = fewest(
    deeds,
    (some) =>
      isStated(some)
        ? changeByFacts(
            input,
            some.flatMap((one) => one.facts ?? []),
          )
        : changeUnder(input, viewAfter(input.view, some)),
    'any',
  )
  return gain > 0 ? { gain, action: () => doneTogether(input, facts, kept) } : undefined
}

function doneTogether(input: Case, facts: readonly FactRead[], deeds: readonly Deed[]): string {
  const stated = facts.filter((one) => deeds.some((deed) => deed.facts?.includes(one)))
  const others = deeds.filter((one) => !one.facts).map((one) => one.action())
  const said = stated.length > 0 ? factActions(input, stated) : []
  const all = [...new Set([...said, ...others])]
  // To do a thing and to do it with its filing is one thing.
  return all.filter((one) => !all.some((other) => other !== one && other.startsWith(one))).join('，')
}

/** As many further records as the slot could use. */
function wanted(input: Case, slot: Slot): Deed | undefined {
  if (slot.spec.selector.kind.length === 0 || isPastDue(input.view, slot)) return undefined
  const count = usefulRepeats(input, slot)
  return count > 0 ? activities(input, slot, count) : undefined
}
