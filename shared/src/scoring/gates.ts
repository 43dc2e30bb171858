import { societyRecordId } from '../model/read-ledger.js'
import type { Day } from '../model/ledger.js'
import type { Gate, RubricSection } from '../model/rubric.js'
import type { GateResult } from '../model/scorecard.js'
import { supports } from './attribution.js'
import type { CardInput } from './card.js'
import type { Tri } from './compare.js'
import { judge } from './evaluate.js'
import { ofYears, whyNot } from './gate-reason.js'
import { missingYears } from './missing.js'
import { isNeedless } from './outline.js'
import type { View } from './view.js'
import { listLimit } from './explain.js'
import type { Units } from './figures.js'
import type { Unit } from './program.js'
import type { Scale } from './scale.js'
import type { Slot } from './slot.js'
import { quoted } from './words.js'

/** Whether the society may apply: unknown while a gate is. */
export function eligibility(gates: readonly GateResult[]): boolean | null {
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

export function gateResult(input: CardInput, unit: Unit, gate: Gate): GateResult {
  const { met, waitsFor } = gateVerdict(input.view, gate)
  const records = new Set<string>()
  for (const { id } of supports(input.view, gate.when, input.members)) {
    if (records.size >= listLimit) break
    if (id !== societyRecordId) records.add(id)
  }
  const result: GateResult = { id: gate.id, title: gate.title, clause: gate.clause, met, records: [...records] }
  if (met !== true) result.reason = gateReason(input, unit, met, waitsFor)
  return result
}

function gateReason(input: CardInput, unit: Unit, met: false | null, due: string | undefined): string {
  if (met === false) {
    const why = unit.gate ? whyNot(input.view, input.words, unit.gate.when) : []
    return why.length > 0 ? `不符合申报条件：${why.join('；')}` : '不符合申报条件'
  }
  if (due !== undefined) {
    const open = unit.slots.filter((slot) => slot.count.all === 0)
    return `${kindsOf(input, open.length > 0 ? open : unit.slots)}要在 ${due} 或以前报送`
  }
  const open = unit.gate ? openParts(input, unit, unit.gate) : []
  return open.length > 0 ? open.join('；') : `尚未登记或缺少信息：${kindsOf(input, unit.slots)}`
}

/** What is not known of a gate: facts, years, and what records leave open. */
function openParts({ view, words }: CardInput, unit: Unit, { when }: Gate): string[] {
  const facts = unit.factConditions
    .filter(({ path, at }) => view.fact(path, at).value === undefined)
    .filter(({ path }) => !isNeedless(view, when, (what) => what === path))
  const open = facts.length > 0 ? [`尚未登记${[...new Set(facts.map(({ path }) => words.fact(path)))].join('、')}`] : []
  open.push(...missingYears(view, words, when))
  for (const { doubtful } of unit.slots) {
    const { entry, failure } = doubtful.items[0] ?? {}
    if (!entry || failure?.field === undefined) continue
    open.push(
      `${doubtful.size} 条${quoted(words.kind(entry.kind.id))}缺少信息，如${quoted(words.field(entry.kind.id, failure.field))}`,
    )
  }
  return [...new Set(open)]
}

const kindsOf = ({ view, words }: CardInput, slots: readonly Slot[]): string =>
  [...new Set(slots.map(({ spec }) => ofYears(view, words, spec.selector)))].join('、')

/** A section's least points, before class weights. Unknown while a reviewer or a fact nobody stated may still reach it. */
export function minimumGate(section: RubricSection, sum: Units & { possible: number }, scale: Scale): GateResult {
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
