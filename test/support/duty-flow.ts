import type { Hand } from './hand.js'

/** The way through 待办 as a secretary takes it, whatever the app runs on. */

const today = new Date(Date.now() + 8 * 3_600_000).toISOString()
/** This year's work plan, as the duties of `wuhan-party-led` know it. */
export const workPlan = `once-work-plan-association-${today.slice(0, 4)}`

export async function openDuties(hand: Hand): Promise<void> {
  await hand.until('the next duty is on the home page', () => hand.sees('home-duty'))
  await hand.tap('home-duty')
  await hand.until('the duties are there', () => hand.sees('duties'))
}

/** One tap says that it was filed; it is done and can be undone. */
export async function fileWorkPlan(hand: Hand): Promise<void> {
  await hand.tap(`act-${workPlan}`)
  await hand.until('it is done', async () => !(await hand.sees(`act-${workPlan}`)))
}

export async function undo(hand: Hand): Promise<void> {
  await hand.tap('undo')
  await hand.until('it is to be done again', () => hand.sees(`act-${workPlan}`))
}

export async function waiveWorkPlan(hand: Hand, reason: string): Promise<void> {
  await hand.tap(`open-${workPlan}`)
  await hand.until('its sheet is there', () => hand.sees('duty-reason'))
  await hand.type('duty-reason', reason)
  await hand.tap('duty-waive')
  await hand.until('it stands under what does not apply', () => hand.sees('duties-waived'))
}

export async function resumeWorkPlan(hand: Hand): Promise<void> {
  await hand.tap(`open-${workPlan}`)
  await hand.until('its sheet is there', () => hand.sees('duty-resume'))
  await hand.tap('duty-resume')
  await hand.until('it is to be done again', () => hand.sees(`act-${workPlan}`))
}
