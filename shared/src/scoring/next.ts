import type { NextStep } from '../model/scorecard.js'
import { passes } from './compare.js'
import { latestOfYear, yearsAsked, type Extra, type View } from './evaluate.js'
import type { Case, FactRead } from './explain.js'
import { isHopeless } from './failures.js'
import { factsAsAsked, gainOfFact, gainUnder } from './gain.js'
import type { Member, Slot } from './slot.js'
import type { Uncounted } from './uncounted.js'

const mostRepeats = 10

interface Step {
  gain: number
  action(): string
}
/** Something that can be done, as a change of the view. */
interface Deed {
  facts?: readonly FactRead[]
  extra?: readonly [Slot, Extra]
  proven?: readonly [Slot, ReadonlySet<Member | number>]
  action(): string
}

/**
 * The best single thing to do for an item: mend a record, state a fact, hold another activity, assess oneself; the
 * highest gain, and of equal ones the first of that order. Where no single thing brings anything, the fewest that
 * together do. Undefined where nothing more can be gained.
 */
export function nextStep(input: Case, item: string, mend: Uncounted | undefined): NextStep | undefined {
  if (!input.canGain) return undefined
  let best: Step | undefined
  const consider = (step: Step | undefined): void => {
    if (step && step.gain > (best?.gain ?? 0)) best = step
  }
  consider(mend && mendStep(mend))
  const facts = openFacts(input)
  for (const one of facts) consider({ gain: gainOfFact(input, one), action: () => factAction(input, [one]) })
  for (const slot of input.slots) consider(slot.spec.has ? provingStep(input, slot) : activityStep(input, slot))
  if (input.worth.awaitsReview)
    consider({
      gain: input.worth.potential - input.worth.estimate,
      action: () => '填写自评分，并准备好佐证材料',
    })
  best ??= together(input, facts)
  return (
    best && {
      item,
      gain: input.scale.toFigure(best.gain),
      action: best.action(),
    }
  )
}

function mendStep({ entry, gain, fix }: Uncounted): Step {
  const { title } = entry.record
  return {
    gain,
    action: () => (title === undefined ? fix : `《${title}》${fix}`),
  }
}

const openFacts = (input: Case): FactRead[] =>
  input.facts.filter(({ value, condition }) => value === undefined || !passes(value, condition.test))

function factAction(input: Case, facts: readonly FactRead[]): string {
  const parts = facts.map(({ condition: { path, test }, value }) => {
    const label = input.words.fact(path)
    if (value === undefined) return `登记${label}`
    return path.includes('.') ? `使${label}${input.words.factTest(path, test)}` : `建立${label}`
  })
  return [...new Set(parts)].join('，')
}

/** The fewest further records of a slot that gain anything. */
function activityStep(input: Case, slot: Slot): Step | undefined {
  if (slot.spec.selector.kind.length === 0) return undefined
  const most = usefulRepeats(input, slot)
  for (let count = 1; count <= most; count++) {
    const deed = activities(input, slot, count)
    const gain = gainUnder(input, viewAfter(input, [deed]))
    if (gain > 0) return { gain, action: deed.action }
  }
  return undefined
}

function activities(input: Case, slot: Slot, count: number): Deed {
  const { selector, field } = slot.spec
  const aim = input.aims.get(slot)?.extra ?? {}
  const filed = selector.filed ? `并向${input.words.body(selector.filed.to)}备案` : ''
  const size = aim.value === undefined ? '' : `（合计达到 ${aim.value}）`
  return {
    extra: [slot, field === undefined ? { count } : { count, ...aim }],
    action: () => `${input.words.doing(selector, count)}${size}${filed}`,
  }
}

/** Where records are only counted, those beyond the highest threshold change nothing. */
function usefulRepeats(input: Case, slot: Slot): number {
  if (slot.spec.field !== undefined || slot.spec.by !== undefined) return mostRepeats
  const enough = input.aims.get(slot)?.enough ?? 1
  return Math.min(mostRepeats, Math.max(0, enough - input.view.count(slot).low))
}

function provingStep(input: Case, slot: Slot): Step | undefined {
  const deed = proving(input, slot)
  return deed && { gain: gainUnder(input, viewAfter(input, [deed])), action: deed.action }
}

/** Stating what was not stated about a year, and putting right every record that does not show what it should. */
function proving(input: Case, slot: Slot): Deed | undefined {
  const { selector, eachYear } = slot.spec
  const years = eachYear ? yearsAsked(input.view, selector, eachYear.since).sort((a, b) => a - b) : []
  const absent = years.filter((year) => !latestOfYear(slot, year))
  const deciding = eachYear ? years.flatMap((year) => latestOfYear(slot, year) ?? []) : slot.unproven.items
  const failing = deciding.filter((one) => one.passes !== true)
  if (absent.length + failing.length === 0) return undefined
  if (failing.some(({ entry, hasFailure }) => !hasFailure || isHopeless(entry, hasFailure))) return undefined
  return {
    proven: [slot, new Set<Member | number>([...absent, ...failing])],
    action: () => {
      const kinds = input.words.kinds(selector)
      const state = absent.length > 0 ? [`登记 ${absent.join('、')} 年的${kinds}`] : []
      return [...state, ...mending(input, kinds, failing)].join('，')
    },
  }
}

function mending(input: Case, kinds: string, failing: readonly Member[]): string[] {
  const fixes = failing.flatMap(({ entry, hasFailure }) => (hasFailure ? input.words.fix(entry, hasFailure) : []))
  const said = [...new Set(fixes)].slice(0, 3).join('；')
  if (failing.length === 0) return []
  return [failing.length === 1 ? said : `${failing.length} 条${kinds}逐条补齐：${said}`]
}

/** The fewest deeds that bring something only together: all that is open, less what makes no difference. */
function together(input: Case, facts: readonly FactRead[]): Step | undefined {
  const deeds: Deed[] = facts.map((one) => ({ facts: [one], action: () => factAction(input, [one]) }))
  for (const slot of input.slots) {
    const deed = slot.spec.has ? proving(input, slot) : wanted(input, slot)
    if (deed) deeds.push(deed)
  }
  if (deeds.length < 2) return undefined
  const now = input.worth.estimate + input.worth.loss
  let kept = deeds.filter((one) => input.worthUnder(viewAfter(input, [one])) >= now)
  let gain = gainUnder(input, viewAfter(input, kept))
  if (gain === 0) return undefined
  for (const one of [...kept].reverse()) {
    const rest = kept.filter((other) => other !== one)
    const left = gainUnder(input, viewAfter(input, rest))
    if (left === 0) continue
    kept = rest
    gain = left
  }
  return { gain, action: () => [...new Set(kept.map((one) => one.action()))].join('，') }
}

/** As many further records as the slot could use. */
function wanted(input: Case, slot: Slot): Deed | undefined {
  if (slot.spec.selector.kind.length === 0) return undefined
  const { enough = 1 } = input.aims.get(slot) ?? {}
  const has = slot.spec.by === undefined ? input.view.count(slot).low : slot.byKey.size
  const count = slot.spec.field === undefined ? Math.min(mostRepeats, enough - has) : 1
  return count > 0 ? activities(input, slot, count) : undefined
}

function viewAfter(input: Case, deeds: readonly Deed[]): View {
  const facts = deeds.flatMap((one) => one.facts ?? [])
  return input.view.with({
    facts: factsAsAsked(input, facts),
    extra: new Map(deeds.flatMap((one) => (one.extra ? [one.extra] : []))),
    proven: new Map(deeds.flatMap((one) => (one.proven ? [one.proven] : []))),
  })
}
