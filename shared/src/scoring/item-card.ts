import type { RubricItem } from '../model/rubric.js'
import type { ItemCard, NextStep, Outcome } from '../model/scorecard.js'
import type { CardInput } from './card.js'
import { anyOf, type Tri } from './compare.js'
import { explain, type Case } from './explain.js'
import { nextStep } from './next.js'
import type { Unit } from './program.js'
import { weightOf } from './scale.js'
import type { Leaf, Worth } from './worth.js'

/** One item with its whole lists, however long. */
export function wholeItem(input: CardInput, unit: Unit): ItemCard {
  return itemCard(input, unit, input.result(unit).worth as Worth, Infinity).item
}

export function itemCard(
  input: CardInput,
  unit: Unit,
  worth: Worth,
  limit: number,
): { item: ItemCard; next: NextStep | undefined } {
  const { item, rule } = unit
  if (!item || !rule) throw new Error(`${unit.id} is not an item`)
  const { maximum } = unit
  const weight = unit.section ? weightOf(unit.section, input.moment.cycle.class) : 100
  const subject: Case = {
    view: input.view,
    rule,
    worth,
    slots: unit.slots,
    facts: unit.factConditions.map((condition) => {
      const { value, entry } = input.view.fact(condition.path, condition.at)
      return { value, entry, condition, gain: undefined }
    }),
    members: input.members,
    scale: input.scale,
    words: input.words,
    changes: undefined,
    worthUnder: (view) => {
      const changed = input.worthOf(unit, view)
      return changed.estimate + changed.loss
    },
    mostGain: ceiling(item, worth, maximum) - (worth.estimate + worth.loss),
    isServed: input.isServed,
    servesElsewhere: input.servesElsewhere,
    sizeOfKind: input.sizeOfKind,
    hasSociety: input.hasSociety,
    isWeighted: weight !== 100,
    isApart: input.isApart,
    besides: input.besides,
    gainOfServing: (entry, slots, isFree) => (input.gainOfServing(entry, slots, isFree) * 100) / weight,
    maximum,
  }
  const { mend, counted, notCounted, more, missing } = explain(subject, limit)
  const { scale } = input
  const { secured, estimate, potential, loss } = worth
  const card = {
    id: item.id,
    title: item.title,
    clause: item.clause,
    maximum: scale.toFigure(maximum),
    points: {
      secured: scale.toFigure(secured + loss),
      estimate: scale.toFigure(estimate + loss),
      potential: scale.toFigure(potential + loss),
    },
    outcome: outcomeOf(worth, maximum),
  } as ItemCard
  // What only some items have, in its place.
  if (item.maximum === null) {
    card.met = metOf(worth, maximum)
    card.apportioned = true
  }
  if (item.bonus) card.bonus = true
  if (item.future) card.future = true
  if (item.reading !== undefined) card.reading = item.reading
  card.counted = counted
  card.notCounted = notCounted
  card.more = more
  card.missing = missing
  return { item: card, next: nextStep(subject, unit.id, mend) }
}

/** What an item cannot exceed, whatever is done. */
function ceiling(item: RubricItem, worth: Worth, maximum: number): number {
  return item.maximum !== null || worth.leaves.every(({ shape }) => shape === 'share') ? maximum : Infinity
}

function metOf({ leaves, estimate, possible }: Worth, maximum: number): Tri {
  if (leaves.length === 1) return leaves[0]?.worth.met ?? null
  return estimate >= maximum ? true : possible >= maximum ? null : false
}

const isList = ({ shape }: Leaf): boolean => shape === 'list'

function outcomeOf(worth: Worth, maximum: number): Outcome {
  if (worth.notApplicable === true) return 'notApplicable'
  if (worth.worst < worth.loss) return 'atRisk'
  if (worth.leaves.some(isList)) {
    const lists = worth.leaves.filter(isList)
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
  const judged = worth.leaves.filter(({ shape, worth: own }) => shape === 'judged' && own.awaitsReview)
  const open = judged.reduce((sum, leaf) => sum + leaf.worth.potential - leaf.worth.estimate, 0)
  return worth.estimate + open >= maximum
}
