import { societyRecordId } from '../model/read-ledger.js'
import { sha256 } from '../model/sha256.js'
import type { Cycle, Day } from '../model/ledger.js'
import type { Gate, Rubric, RubricItem, RubricSection } from '../model/rubric.js'
import type {
  Figures,
  GateResult,
  ItemCard,
  NextStep,
  Outcome,
  Rating,
  RiskEntry,
  Scorecard,
  SectionCard,
} from '../model/scorecard.js'
import { supports, type MembersOf } from './attribution.js'
import type { Worth } from './worth.js'
import type { Program, Unit } from './program.js'
import { anyOf, type Tri } from './compare.js'
import type { Moment } from './entry.js'
import { judge, type View } from './evaluate.js'
import { explain, listLimit, type Case } from './explain.js'
import { nextStep } from './next.js'
import { weighted, weightOf, type Scale } from './scale.js'
import type { Slot } from './slot.js'
import type { Words } from './words.js'

/** What an item came to, and its card once it was asked for. */
export interface UnitResult {
  unit: Unit
  worth: Worth | undefined
  card?: { item: ItemCard; next: NextStep | undefined }
  gate?: GateResult
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
}
interface Units {
  secured: number
  estimate: number
  potential: number
}

/** The rubric's digest, and the hash of the cycle asked last. */
const digests = new WeakMap<Rubric, { rubric: string; cycle: string; hash: string }>()

/** `sha256:` of the rubric's and the cycle's canonical JSON. */
export function scorecardHash(rubric: Rubric, cycle: Cycle): string {
  const text = JSON.stringify(cycle)
  const known = digests.get(rubric)
  if (known?.cycle === text) return known.hash
  const digest = known?.rubric ?? sha256(JSON.stringify(rubric))
  const hash = `sha256:${sha256(`${digest}\n${text}`)}`
  digests.set(rubric, { rubric: digest, cycle: text, hash })
  return hash
}

export function buildCard(input: CardInput): Scorecard {
  const { program, moment } = input
  const { rubric } = program
  const gates = program.units.flatMap((unit) =>
    unit.gate ? (input.result(unit).gate ??= gateResult(input, unit)) : [],
  )
  const total: Units = { secured: 0, estimate: 0, potential: 0 }
  const sections: SectionCard[] = []
  const atRisk: RiskEntry[] = []
  const next: NextStep[] = []
  for (const section of rubric.sections) {
    const units = program.units.filter((unit) => unit.section === section)
    const sum = { secured: 0, estimate: 0, potential: 0, possible: 0 }
    const weight = weightOf(section, moment.cycle.class)
    const items = units.map((unit) => {
      const result = input.result(unit)
      const { item, next: step } = (result.card ??= itemCard(input, unit, result.worth as Worth))
      const worth = result.worth as Worth
      if (unit.item?.future !== true) {
        for (const key of ['secured', 'estimate', 'potential', 'possible'] as const) sum[key] += worth[key] + worth.loss
        if (worth.worst < worth.loss) {
          const points = input.scale.toFigure(weighted(worth.worst - worth.loss, weight))
          atRisk.push({ item: unit.id, points, due: worth.due ?? null })
        }
        if (step) next.push(weight === 100 ? step : { ...step, gain: Math.round(step.gain * weight) / 100 })
      }
      return item
    })
    for (const key of ['secured', 'estimate', 'potential'] as const) total[key] += weighted(sum[key], weight)
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
  next.sort((a, b) => b.gain - a.gain)
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

const figures = (units: Units, scale: Scale): Figures => ({
  secured: scale.toFigure(units.secured),
  estimate: scale.toFigure(units.estimate),
  potential: scale.toFigure(units.potential),
})

function ratingOf(rubric: Rubric, total: Units, scale: Scale): Scorecard['rating'] {
  const { rating } = rubric
  if (!rating) return null
  const rate = (units: number): Rating => {
    const stars = Math.max(0, Math.min(rating.max, Math.floor(units / scale.toUnits(rating.per))))
    return {
      stars,
      band: rating.bands.find((band) => stars >= band.min)?.label ?? null,
    }
  }
  return {
    secured: rate(total.secured),
    estimate: rate(total.estimate),
    potential: rate(total.potential),
  }
}

function eligibility(gates: readonly GateResult[]): boolean | null {
  if (gates.some((gate) => gate.met === false)) return false
  return gates.some((gate) => gate.met === null) ? null : true
}

/** Whether a gate is met, and the due day that it still waits for. */
export function gateVerdict(view: View, gate: Gate): { met: Tri; waitsFor: Day | undefined } {
  const { all } = judge(view, gate.when)
  const due = gate.due === undefined ? undefined : view.moment.cycle.due[gate.due]
  const waits = due !== undefined && view.moment.asOf <= due
  const met = all === false && waits ? null : all === null && due !== undefined && !waits ? false : all
  return { met, waitsFor: waits ? due : undefined }
}

function gateResult(input: CardInput, unit: Unit): GateResult {
  const gate = unit.gate
  if (!gate) throw new Error(`${unit.id} is not a gate`)
  const { met, waitsFor } = gateVerdict(input.view, gate)
  const records = supports(input.view, gate.when, input.members)
    .map((entry) => entry.id)
    .filter((id) => id !== societyRecordId)
  const result: GateResult = {
    id: gate.id,
    title: gate.title,
    clause: gate.clause,
    met,
    records: [...new Set(records)].slice(0, listLimit),
  }
  if (met !== true) result.reason = gateReason(input, unit, met, waitsFor)
  return result
}

function gateReason(input: CardInput, unit: Unit, met: false | null, due: string | undefined): string {
  if (met === false) return '不符合申报条件'
  if (due !== undefined) return `${due} 前补齐报送即可`
  const open = unit.factConditions.filter(({ path, at }) => input.view.fact(path, at).value === undefined)
  if (open.length > 0) return `尚未登记${[...new Set(open.map(({ path }) => input.words.fact(path)))].join('、')}`
  const kinds = unit.slots.map((slot) => input.words.kinds(slot.spec.selector))
  return `尚未登记或缺少信息：${[...new Set(kinds)].join('、')}`
}

/** A section's least points, before class weights. Unknown while a reviewer or a fact nobody stated may still reach it. */
function minimumGate(section: RubricSection, sum: Units & { possible: number }, scale: Scale): GateResult {
  const least = scale.toUnits(section.minimum ?? 0)
  const met: Tri = sum.estimate >= least ? true : Math.max(sum.potential, sum.possible) >= least ? null : false
  const result: GateResult = {
    id: `minimum-${section.id}`,
    title: `${section.title}最低分`,
    clause: `本部分不少于 ${section.minimum} 分`,
    met,
    records: [],
  }
  if (met !== true)
    result.reason = `本部分现为 ${scale.toFigure(sum.estimate)} 分，不少于 ${section.minimum} 分才可评定`
  return result
}

/** One item with its whole lists, however long. */
export function wholeItem(input: CardInput, unit: Unit): ItemCard {
  return itemCard(input, unit, input.result(unit).worth as Worth, Infinity).item
}

function itemCard(
  input: CardInput,
  unit: Unit,
  worth: Worth,
  limit = listLimit,
): { item: ItemCard; next: NextStep | undefined } {
  const { item } = unit
  if (!item) throw new Error(`${unit.id} is not an item`)
  const { maximum } = unit
  const subject: Case = {
    view: input.view,
    worth,
    slots: unit.slots,
    facts: unit.factConditions.map((condition) => ({ ...input.view.fact(condition.path, condition.at), condition })),
    factGains: new Map(),
    members: input.members,
    scale: input.scale,
    words: input.words,
    worthUnder: (view) => {
      const changed = input.worthOf(unit, view)
      return changed.estimate + changed.loss
    },
    canGain: worth.estimate + worth.loss < ceiling(item, worth, maximum),
    isServed: input.isServed,
    servesElsewhere: input.servesElsewhere,
    sizeOfKind: input.sizeOfKind,
    hasSociety: input.hasSociety,
    maximum,
    aims: unit.aims,
  }
  const { mend, counted, notCounted, more, missing } = explain(subject, limit)
  const card: ItemCard = {
    id: item.id,
    title: item.title,
    clause: item.clause,
    maximum: input.scale.toFigure(maximum),
    points: {
      secured: input.scale.toFigure(worth.secured + worth.loss),
      estimate: input.scale.toFigure(worth.estimate + worth.loss),
      potential: input.scale.toFigure(worth.potential + worth.loss),
    },
    outcome: outcomeOf(worth, maximum),
    ...(item.maximum === null
      ? {
          met: worth.leaves.length === 1 ? (worth.leaves[0]?.worth.met ?? null) : metOf(worth, maximum),
          apportioned: true as const,
        }
      : {}),
    ...(item.bonus ? { bonus: true as const } : {}),
    ...(item.future ? { future: true as const } : {}),
    ...(item.reading === undefined ? {} : { reading: item.reading }),
    counted,
    notCounted,
    more,
    missing,
  }
  return { item: card, next: nextStep(subject, unit.id, mend) }
}

/** What an item cannot exceed, whatever is done. */
function ceiling(item: RubricItem, worth: Worth, maximum: number): number {
  return item.maximum !== null || worth.leaves.every((leaf) => 'share' in leaf.rule) ? maximum : Infinity
}

const metOf = (worth: Worth, maximum: number): Tri =>
  worth.estimate >= maximum ? true : worth.possible >= maximum ? null : false

function outcomeOf(worth: Worth, maximum: number): Outcome {
  if (worth.notApplicable === true) return 'notApplicable'
  if (worth.worst < worth.loss) return 'atRisk'
  const lists = worth.leaves.filter((leaf) => 'list' in leaf.rule)
  if (lists.length > 0) {
    const met = anyOf(lists.map((leaf) => leaf.worth.met ?? null))
    return met === true ? 'met' : met === null ? 'unknown' : 'unmet'
  }
  if (maximum <= 0) return worth.loss < 0 ? 'unmet' : 'met'
  if (worth.awaitsReview && othersFull(worth, maximum)) return 'judged'
  if (worth.loss < 0) return worth.estimate > 0 ? 'partly' : 'unmet'
  if (worth.estimate >= maximum) return 'met'
  if (worth.estimate > 0) return 'partly'
  return worth.possible > worth.potential || worth.notApplicable === null ? 'unknown' : 'unmet'
}

/** Everything but the judged parts is full. */
function othersFull(worth: Worth, maximum: number): boolean {
  const judged = worth.leaves.filter((leaf) => 'judged' in leaf.rule && leaf.worth.awaitsReview)
  const open = judged.reduce((sum, leaf) => sum + leaf.worth.potential - leaf.worth.estimate, 0)
  return worth.estimate + open >= maximum
}

/** The public bytes of a scorecard: keys in schema order, no white space. */
export const serialiseScorecard = (card: Scorecard): string => JSON.stringify(card)
