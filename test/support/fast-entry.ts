import { saveRecord } from './flow.js'
import type { Hand } from './hand.js'

/** A hand that counts its taps. */
export interface CountingHand extends Hand {
  taps: number
}

export function countingHand(hand: Hand): CountingHand {
  const counting: CountingHand = {
    ...hand,
    taps: 0,
    tap: async (id) => {
      counting.taps += 1
      await hand.tap(id)
    },
  }
  return counting
}

/** From the home page: a study session with a head count; only its title is typed. */
export async function studySession(hand: Hand, title: string): Promise<void> {
  await hand.tap('add-record')
  await hand.until('the kinds are there', () => hand.sees('kind-party-activity'))
  await hand.tap('kind-party-activity')
  await hand.until('the form is there', () => hand.sees('save-record'))
  await hand.type('field-title', title)
  await hand.tap('field-people-quick-20')
  await hand.tap('field-study')
  await saveRecord(hand)
}

/** From the home page: the last record of a kind once more, today. */
export async function repeatLast(hand: Hand, kind: string): Promise<void> {
  await hand.tap('add-record')
  await hand.until('the last ones are offered', () => hand.sees(`again-${kind}`))
  await hand.tap(`again-${kind}`)
  await hand.until('the form is there', () => hand.sees('save-record'))
  await saveRecord(hand)
}
