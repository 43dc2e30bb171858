import { parseFactPath } from './facts.js'
import type { CardInput } from './card.js'
import { judge, latestOfYear, yearsAsked } from './evaluate.js'
import type { View } from './view.js'
import type { FactRead } from './explain.js'
import { fewest, viewAfter, type Deed } from './deeds.js'
import { isPastDue } from './next.js'
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
  /** Points that would be missing were all these items wait for stated as asked, but for this. */
  points: number
  /** Points it would bring alone. */
  alone: number
}

interface Part {
  fact: string
  deeds: Deed[]
  /** The fields, or years, not stated. */
  open: string[]
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
    for (const open of part.open) one.parts.add(open)
    return one
  }
  for (const unit of input.program.units) {
    if (unit.item?.future === true) continue
    const parts = partsOf(input, unit)
    if (parts.length === 0) continue
    const gainUnder = gainIn(input, unit)
    const gainOf = (some: readonly Part[]): number =>
      gainUnder(
        viewAfter(
          input.view,
          some.flatMap((one) => one.deeds),
        ),
      )
    const { kept, gain } = fewest(parts, gainOf, 'all')
    for (const part of kept) {
      const one = note(part)
      if (unit.gate) one.gates.push(unit.id)
      else {
        one.items.push(unit.id)
        one.units += gain - gainOf(kept.filter((other) => other !== part))
        one.alone += Math.max(0, gainOf([part]))
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
  const parts = new Map<string, Part>()
  const add = (fact: string, deed: Omit<Deed, 'action'>, open: string[]): void => {
    const part = parts.get(fact) ?? { fact, deeds: [], open: [] }
    part.deeds.push({ ...deed, action: () => '' })
    part.open.push(...open)
    parts.set(fact, part)
  }
  for (const condition of unit.factConditions) {
    const read: FactRead = { ...view.fact(condition.path, condition.at), condition, gain: undefined }
    if (read.value !== undefined) continue
    const { whole, kind, field } = parseFactPath(condition.path)
    add(whole, { facts: [read] }, field === 'holds' ? [] : [words.field(kind, field)])
  }
  for (const slot of unit.slots) {
    const { selector, eachYear, has } = slot.spec
    const [fact = ''] = selector.kind
    if (eachYear) {
      const absent = yearsAsked(view, selector, eachYear.since).filter((year) => !latestOfYear(slot, year))
      if (absent.length > 0)
        add(fact, { proven: [slot, new Set(absent)] }, [`${absent.sort((a, b) => a - b).join('、')} 年`])
    } else if (!has && slot.isOpen && !isPastDue(view, slot)) {
      const { enough = 1, extra } = slot.aim ?? {}
      add(fact, { extra: [[slot, { count: enough, ...extra }]] }, [])
    }
  }
  return [...parts.values()]
}
