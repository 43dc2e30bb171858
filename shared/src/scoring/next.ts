import type { NextStep } from '../model/scorecard.js'
import { passes } from './compare.js'
import type { Extra } from './evaluate.js'
import { gainOfFacts, type Case, type Uncounted } from './explain.js'
import type { Slot } from './slot.js'

const mostRepeats = 10

interface Step {
  action: string
  gain: number
}

/**
 * The best single thing to do for an item: mend a record, state a fact, hold another activity, assess oneself; the
 * highest gain, and of equal ones the first of that order. Undefined where nothing more can be gained.
 */
export function nextStep(input: Case, item: string, fixes: readonly Uncounted[]): NextStep | undefined {
  const steps: Step[] = []
  const mend = fixes[0]
  if (mend)
    steps.push({
      gain: mend.gain,
      action: mend.entry.record.title === undefined ? mend.fix : `《${mend.entry.record.title}》${mend.fix}`,
    })
  steps.push(...factSteps(input))
  for (const slot of input.slots) {
    const step = activityStep(input, slot)
    if (step) steps.push(step)
  }
  const open = input.worth.potential - input.worth.estimate
  if (input.worth.awaitsReview && open > 0) steps.push({ gain: open, action: '填写自评分，并准备好佐证材料' })
  const best = steps.reduce<Step | undefined>((top, one) => (one.gain > (top?.gain ?? 0) ? one : top), undefined)
  return best && { item, gain: input.scale.toFigure(best.gain), action: best.action }
}

function factSteps(input: Case): Step[] {
  const open = input.factConditions.filter(({ path, test, at }) => {
    const { value } = input.view.fact(path, at)
    return value === undefined || !passes(value, test)
  })
  const single = open.map((one) => ({ gain: gainOfFacts(input, [one]), action: actionFor(input, [one]) }))
  if (open.length < 2 || single.some((one) => one.gain > 0)) return single
  return [{ gain: gainOfFacts(input, open), action: actionFor(input, open) }]
}

function actionFor(input: Case, conditions: Case['factConditions']): string {
  const parts = conditions.map(({ path, test, at }) => {
    const label = input.words.fact(path)
    if (input.view.fact(path, at).value === undefined) return `登记${label}`
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
  for (let count = 1; count <= mostRepeats; count++) {
    const extra: Extra = { count }
    if (field !== undefined) Object.assign(extra, aim)
    const gain = input.worthUnder(input.view.with({ extra: new Map([[slot, extra]]) })) - now
    if (gain > 0) {
      const filed = selector.filed ? `并向${input.words.body(selector.filed.to)}备案` : ''
      const size = aim.value === undefined ? '' : `（合计达到 ${aim.value}）`
      return {
        gain,
        action: `${input.words.doing(selector, count)}${size}${filed}`,
      }
    }
  }
  return undefined
}
