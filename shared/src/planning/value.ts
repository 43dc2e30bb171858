import type { LedgerRecord } from '../model/ledger.js'
import type { NotCountedReason } from '../model/scorecard.js'
import type { Scorer } from '../scoring/scorer.js'
import { effectOf, withRecords, type Effect } from './what-if.js'

/**
 * What a record is worth under one rubric before it is saved.
 * `gains`: it raises the estimate; `lowers`: it sets off a deduction; `full`: every item that takes it is full already;
 * `notYet`: it counts, but more is needed; `judged`: it counts where an expert gives the points;
 * `incomplete`: something it does not say or carry stands in the way;
 * `notAsked`: the rubric asks for nothing of this kind.
 */
export type Standing = 'gains' | 'lowers' | 'full' | 'notYet' | 'judged' | 'incomplete' | 'notAsked'
export interface RecordValue extends Effect {
  rubric: string
  standing: Standing
  /** The nearest thing that would make it count for more: what to do and what that brings. */
  hint?: { item: string; fix: string; gain: number }
}

/** The value of one record, held or only drafted, under a rubric. */
export function valueOfRecord(scorer: Scorer, record: LedgerRecord): RecordValue {
  const effect = effectOf(scorer, [record])
  const rubric = scorer.program.rubric.id
  const units = scorer.program.unitsOfKind(record.kind).filter((unit) => unit.item && unit.item.future !== true)
  if (units.length === 0) return { ...effect, rubric, standing: 'notAsked' }
  const ids = new Set(units.map((unit) => unit.id))
  const cards = withRecords(scorer, [record], () =>
    scorer
      .scorecard()
      .sections.flatMap((section) => section.items)
      .filter((item) => ids.has(item.id)),
  )
  const counted = cards.some((card) => card.counted.some((one) => one.record === record.id))
  const missed = cards.flatMap((card) =>
    card.notCounted.filter((one) => one.record === record.id).map((one) => ({ ...one, item: card.id })),
  )
  const near = missed.filter((one) => one.gain > 0 && one.fix !== '').sort((a, b) => b.gain - a.gain)[0]
  const reasons = new Set<NotCountedReason>(missed.map((one) => one.reason))
  const value: RecordValue = {
    ...effect,
    rubric,
    standing: standingOf(effect.total, counted, near !== undefined, reasons),
  }
  if (near) value.hint = { item: near.item, fix: near.fix, gain: near.gain }
  return value
}

const fullReasons: readonly NotCountedReason[] = ['capReached', 'repeated', 'outdone']
const judgedReasons: readonly NotCountedReason[] = ['notAssessed', 'judgedAsWhole']

function standingOf(total: number, counted: boolean, near: boolean, reasons: ReadonlySet<NotCountedReason>): Standing {
  const some = (list: readonly NotCountedReason[]): boolean => list.some((one) => reasons.has(one))
  if (total > 0) return 'gains'
  if (total < 0) return 'lowers'
  if (some(fullReasons)) return 'full'
  if (near) return 'incomplete'
  if (counted || reasons.has('notEnoughYet')) return 'notYet'
  return some(judgedReasons) ? 'judged' : 'incomplete'
}
