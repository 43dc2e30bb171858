import { parseFactPath } from './facts.js'
import type { CardInput } from './card.js'
import { judge, latestOfYear, yearsAsked, type View } from './evaluate.js'
import type { FactRead } from './explain.js'
import { fewest, viewAfter, type Deed } from './next.js'
import type { Unit } from './program.js'
import { weighted, weightOf } from './scale.js'

/** A standing fact nobody stated, and what hangs on it. */
export interface OpenFact {
  /** `charter`, `certificate/registration`: the kind, and which of several. */
  fact: string
  /** What to state, in Chinese. */
  label: string
  /** Conditions of application that wait for it. */
  gates: string[]
  /** Items that wait for it. */
  items: string[]
  /** Points these items would bring once it, and what else they wait for, were stated as asked. */
  points: number
  /** Points it would bring alone. */
  alone: number
}

interface Part {
  fact: string
  deed: Deed
  /** The fields, or years, not stated. */
  open: string
}
interface Found {
  fact: string
  parts: Set<string>
  gates: string[]
  items: string[]
  units: number
  alone: number
}

/**
 * The facts nobody stated on which something hangs: those of the conditions of application first, then by points, then
 * by what they bring alone, then in table order.
 */
export function openFacts(input: CardInput): OpenFact[] {
  const found = new Map<string, Found>()
  const note = (part: Part): Found => {
    let one = found.get(part.fact)
    if (!one) {
      one = { fact: part.fact, parts: new Set(), gates: [], items: [], units: 0, alone: 0 }
      found.set(part.fact, one)
    }
    if (part.open !== '') one.parts.add(part.open)
    return one
  }
  for (const unit of input.program.units) {
    if (unit.item?.future === true) continue
    const parts = partsOf(input, unit)
    if (parts.length === 0) continue
    const gainOf = gainIn(input, unit)
    const { kept, gain } = fewest(
      parts,
      (some) =>
        gainOf(
          viewAfter(
            input.view,
            some.map((one) => one.deed),
          ),
        ),
      'all',
    )
    for (const part of kept) {
      const one = note(part)
      if (unit.gate) one.gates.push(unit.id)
      else {
        one.items.push(unit.id)
        one.units += gain
        if (kept.length === 1) one.alone += gain
      }
    }
  }
  const { scale, words } = input
  return [...found.values()]
    .sort((a, b) => b.gates.length - a.gates.length || b.units - a.units || b.alone - a.alone)
    .map(({ fact, parts, gates, items, units, alone }) => ({
      fact,
      label: `${words.fact(fact)}${parts.size > 0 ? `（${[...parts].join('、')}）` : ''}`,
      gates,
      items,
      points: scale.toFigure(units),
      alone: scale.toFigure(alone),
    }))
}

/** What a unit would gain under a changed view: units of the total, risk included; 1 for a gate that is then met. */
function gainIn(input: CardInput, unit: Unit): (view: View) => number {
  const { gate, section } = unit
  if (gate) return (view) => (judge(view, gate.when).all === true && judge(input.view, gate.when).all !== true ? 1 : 0)
  const now = input.result(unit).worth
  const weight = section ? weightOf(section, input.moment.cycle.class) : 100
  return (view) => {
    const then = input.worthOf(unit, view)
    return now ? weighted(then.estimate + then.worst - now.estimate - now.worst, weight) : 0
  }
}

/** What the unit asks that nobody stated: one part for each statement to make. */
function partsOf({ view, words }: CardInput, unit: Unit): Part[] {
  const reads = new Map<string, FactRead[]>()
  for (const condition of unit.factConditions) {
    const read = { ...view.fact(condition.path, condition.at), condition }
    if (read.value !== undefined) continue
    const fact = condition.path.split('.')[0] ?? ''
    reads.set(fact, [...(reads.get(fact) ?? []), read])
  }
  const parts = [...reads].map(([fact, facts]): Part => {
    const { kind } = parseFactPath(fact)
    const fields = facts.map(({ condition }) => parseFactPath(condition.path).field).filter((one) => one !== 'holds')
    return { fact, deed: { facts, action: () => '' }, open: fields.map((one) => words.field(kind, one)).join('、') }
  })
  for (const slot of unit.slots) {
    const { selector, eachYear, has } = slot.spec
    const [fact = ''] = selector.kind
    if (eachYear) {
      const absent = yearsAsked(view, selector, eachYear.since).filter((year) => !latestOfYear(slot, year))
      const open = `${absent.sort((a, b) => a - b).join('、')} 年`
      if (absent.length > 0) parts.push({ fact, deed: { proven: [slot, new Set(absent)], action: () => '' }, open })
    } else if (!has && slot.isOpen) {
      const extra = { count: unit.aims.get(slot)?.enough ?? 1, ...unit.aims.get(slot)?.extra }
      parts.push({ fact, deed: { extra: [slot, extra], action: () => '' }, open: '' })
    }
  }
  return parts
}
