import type { NextStep } from '../model/scorecard.js'
import { passes } from './compare.js'
import type { Extra } from './evaluate.js'
import type { Case, FactRead } from './explain.js'
import { gainOfFact, gainOfFacts } from './gain.js'
import type { Slot } from './slot.js'
import type { Uncounted } from './uncounted.js'

const mostRepeats = 10

interface Step {
  gain: number
  action(): string
}

/**
 * The best single thing to do for an item: mend a record, state a fact, hold another activity, assess oneself; the
 * highest gain, and of equal ones the first of that order. Undefined where nothing more can be gained.
 */
export function nextStep(input: Case, item: string, mend: Uncounted | undefined): NextStep | undefined {
  if (!input.canGain) return undefined
  let best: Step | undefined
  const consider = (step: Step | undefined): void => {
    if (step && step.gain > (best?.gain ?? 0)) best = step
  }
  consider(mend && mendStep(mend))
  factSteps(input).forEach(consider)
  for (const slot of input.slots) consider(activityStep(input, slot))
  if (input.worth.awaitsReview)
    consider({
      gain: input.worth.potential - input.worth.estimate,
      action: () => '填写自评分，并准备好佐证材料',
    })
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

function factSteps(input: Case): Step[] {
  const open = input.facts.filter(({ value, condition }) => value === undefined || !passes(value, condition.test))
  const single = open.map((one): Step => ({ gain: gainOfFact(input, one), action: () => actionFor(input, [one]) }))
  if (open.length < 2 || single.some((one) => one.gain > 0)) return single
  return [{ gain: gainOfFacts(input, open), action: () => actionFor(input, open) }]
}

function actionFor(input: Case, facts: readonly FactRead[]): string {
  const parts = facts.map(({ condition: { path, test }, value }) => {
    const label = input.words.fact(path)
    if (value === undefined) return `登记${label}`
    return path.includes('.') ? `使${label}${input.words.factTest(path, test)}` : `建立${label}`
  })
  return [...new Set(parts)].join('，')
}

/** The fewest further records of a slot that gain anything. */
function activityStep(input: Case, slot: Slot): Step | undefined {
  const { selector, field, has } = slot.spec
  if (has || selector.kind.length === 0) return undefined
  const now = input.worth.estimate + input.worth.loss
  const aim = input.aims.get(slot)?.extra ?? {}
  const most = usefulRepeats(input, slot)
  for (let count = 1; count <= most; count++) {
    const extra: Extra = { count }
    if (field !== undefined) Object.assign(extra, aim)
    const gain = input.worthUnder(input.view.with({ extra: new Map([[slot, extra]]) })) - now
    if (gain > 0) {
      const filed = selector.filed ? `并向${input.words.body(selector.filed.to)}备案` : ''
      const size = aim.value === undefined ? '' : `（合计达到 ${aim.value}）`
      return {
        gain,
        action: () => `${input.words.doing(selector, count)}${size}${filed}`,
      }
    }
  }
  return undefined
}

/** Where records are only counted, those beyond the highest threshold change nothing. */
function usefulRepeats(input: Case, slot: Slot): number {
  if (slot.spec.field !== undefined || slot.spec.by !== undefined) return mostRepeats
  const enough = input.aims.get(slot)?.enough ?? 1
  return Math.min(mostRepeats, Math.max(0, enough - input.view.count(slot).low))
}
