import { saveRecord } from './flow.js'
import type { Hand } from './hand.js'

/** From the home page: the last record of a kind once more, today. */
export async function repeatLast(hand: Hand, kind: string): Promise<void> {
  await hand.tap('add-record')
  await hand.until('the last ones are offered', () => hand.sees(`again-${kind}`))
  await hand.tap(`again-${kind}`)
  await hand.until('the form is there', () => hand.sees('save-record'))
  await saveRecord(hand)
}
