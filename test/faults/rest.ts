import { isUnsent, stateOf, type Entry } from '../../miniapp/src/data/entry'
import type { Phone } from './phone'
import { contentOf, gone } from './truth'
import type { World } from './world'

/**
 * What is not as it should be once every fault is over and people have answered what was asked: whoever may still record
 * has sent everything, and every phone shows what the server holds.
 */
export function unsettled(world: World): string[] {
  return world.phones.flatMap((phone) => (world.isDismissed(phone.owner) ? [] : unsettledOn(phone, world)))
}

function unsettledOn(phone: Phone, { held, truth }: World): string[] {
  const { workspace } = phone
  if (!workspace || phone.account !== phone.owner) return [`${phone.name} is not at work in the end`]
  const found: string[] = []
  const say = (entry: Entry, words: string) =>
    found.push(`${phone.name}: in the end ${entry.id.slice(-4)} (${contentOf(entry)}) ${words}`)
  const { book } = workspace
  for (const entry of book.all()) {
    const current = held.current.get(entry.id)
    // A damaged file cannot be sent; the person was told to take it out.
    const isStuck = Object.keys(entry.refusedFiles ?? {}).some((hash) => truth.lostFiles.has(hash))
    if (isUnsent(entry) && !isStuck)
      say(entry, `is unsent: ${stateOf(entry, false)}, ${JSON.stringify(entry.missingFiles)}`)
    if (contentOf(entry) !== (current ?? gone)) say(entry, `shows something else than the server: ${current ?? '–'}`)
  }
  for (const [record, content] of held.current)
    if (!book.get(record) && content !== gone && !book.quarantine.some(({ text }) => text.includes(record)))
      found.push(`${phone.name}: in the end ${record.slice(-4)} (${content}) is not there`)
  return found
}
