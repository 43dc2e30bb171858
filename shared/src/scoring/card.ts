import type { GateResult, ItemCard, NextStep, RiskEntry, Scorecard, SectionCard } from '../model/scorecard.js'
import type { RubricSection } from '../model/rubric.js'
import type { MembersOf } from './attribution.js'
import type { Moment } from './moment.js'
import type { View } from './view.js'
import type { Entry } from './entry.js'
import { listLimit } from './explain.js'
import { figures, ratingOf, type Units } from './figures.js'
import { eligibility, gateResult, minimumGate } from './gates.js'
import { scorecardHash } from './hash.js'
import { itemCard } from './item-card.js'
import { sortShort } from './ordered.js'
import type { Program, Unit } from './program.js'
import { weighted, weightOf, type Scale } from './scale.js'
import type { Slot } from './slot.js'
import type { Words } from './words.js'
import type { Worth } from './worth.js'

/** What an item came to, and its card once it was asked for. */
export class UnitResult {
  card: { item: ItemCard; next: NextStep | undefined } | undefined = undefined
  gate: GateResult | undefined = undefined

  constructor(
    readonly unit: Unit,
    readonly worth: Worth | undefined,
  ) {}
}

export interface CardInput {
  program: Program
  moment: Moment
  view: View
  scale: Scale
  words: Words
  result: (unit: Unit) => UnitResult
  worthOf: (unit: Unit, view: View) => Worth
  members: MembersOf
  isServed: (slot: Slot, id: string) => boolean
  servesElsewhere: (slot: Slot, id: string) => string | undefined
  sizeOfKind: (kind: string) => number
  hasSociety: boolean
  gainOfServing: (entry: Entry, slots: readonly Slot[], isFree?: boolean) => number
  isApart: (slot: Slot, id: string) => boolean
  besides: (slot: Slot) => Entry[]
}

export function buildCard(input: CardInput): Scorecard {
  const { program, moment } = input
  const { rubric } = program
  const gates: GateResult[] = []
  for (const unit of program.units)
    if (unit.gate) gates.push((input.result(unit).gate ??= gateResult(input, unit, unit.gate)))
  const total: Units = { secured: 0, estimate: 0, potential: 0 }
  const sections: SectionCard[] = []
  const atRisk: RiskEntry[] = []
  const next: NextStep[] = []
  for (const [section, units] of program.layout.sections) {
    const { sum, weight, items } = sectionOf(input, section, units, atRisk, next)
    total.secured += weighted(sum.secured, weight)
    total.estimate += weighted(sum.estimate, weight)
    total.potential += weighted(sum.potential, weight)
    if (section.minimum !== undefined) gates.push(minimumGate(section, sum, input.scale))
    sections.push({
      id: section.id,
      title: section.title,
      maximum: section.maximum,
      ...(section.weights ? { weight: weight / 100 } : {}),
      total: figures(sum, input.scale),
      items,
    })
  }
  sortShort(next, (a, b) => b.gain - a.gain)
  return {
    rubric: rubric.id,
    edition: rubric.edition,
    hash: scorecardHash(rubric, moment.cycle),
    asOf: moment.asOf,
    cycle: moment.cycle,
    eligible: eligibility(gates),
    gates,
    maximum: rubric.maximum,
    total: figures(total, input.scale),
    rating: ratingOf(rubric, total, input.scale),
    sections,
    atRisk,
    next: next.slice(0, listLimit),
  }
}

/** A section's items and their sum before its weight; what they risk and ask for next is added to the lists given. */
function sectionOf(
  input: CardInput,
  section: RubricSection,
  units: readonly number[],
  atRisk: RiskEntry[],
  next: NextStep[],
): { sum: Units & { possible: number }; weight: number; items: ItemCard[] } {
  const sum = { secured: 0, estimate: 0, potential: 0, possible: 0 }
  const weight = weightOf(section, input.moment.cycle.class)
  const items: ItemCard[] = []
  for (const index of units) {
    const unit = input.program.units[index] as Unit
    const result = input.result(unit)
    const worth = result.worth as Worth
    const { item, next: step } = (result.card ??= itemCard(input, unit, worth, listLimit))
    items.push(item)
    if (unit.item?.future === true) continue
    sum.secured += worth.secured + worth.loss
    sum.estimate += worth.estimate + worth.loss
    sum.potential += worth.potential + worth.loss
    sum.possible += worth.possible + worth.loss
    if (worth.worst < worth.loss) {
      const points = input.scale.toFigure(weighted(worth.worst - worth.loss, weight))
      atRisk.push({ item: unit.id, points, due: worth.due ?? null })
    }
    if (step) next.push(weight === 100 ? step : { ...step, gain: Math.round(step.gain * weight) / 100 })
  }
  return { sum, weight, items }
}

/** The public bytes of a scorecard: keys in schema order, no white space. */
export const serialiseScorecard = (card: Scorecard): string => JSON.stringify(card)
