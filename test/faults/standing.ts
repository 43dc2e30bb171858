import type { Entry } from '../../miniapp/src/data/entry'
import { contentOf, gone, type Content } from './truth'
import type { World } from './world'

/**
 * All that is still there for people: what the server holds now, and what waits visibly on a phone. What a phone calls
 * received and a restored server has lost is there as well while its owner, dismissed, is told nothing by the server: it lies
 * on the phone, is shown, and goes again with the comparison once they are let in. Nothing lost is what is promised, not that
 * the server takes it from somebody who may no longer record.
 */
export function standing(world: World): Map<string, Set<Content>> {
  const { truth, held, phones } = world
  const found = new Map<string, Set<Content>>()
  const add = (record: string, content: Content): void => {
    found.set(record, (found.get(record) ?? new Set()).add(content))
  }
  // Deleted before anybody sent it: its absence is what was wanted.
  for (const { record } of truth.acts) add(record, held.current.get(record) ?? gone)
  for (const phone of phones) {
    const { workspace, owner, account, uninformed } = phone
    const isShutOut = uninformed && account === owner && world.isDismissed(owner)
    for (const entry of (isShutOut ? workspace?.book.all() : workspace?.book.unsent()) ?? []) {
      add(entry.id, contentOf(entry))
      if (entry.conflict) add(entry.id, contentOf(entry.conflict))
    }
    // Sealed or unreadable: counted and kept for whoever can open it.
    for (const [key, text] of phone.disk.texts) {
      const quarantined = phone.workspace?.book.quarantine.some((one) => one.key === key || one.text === text)
      const [, account] = key.split('/')
      const mine = phone.app?.session.get()?.account.id
      if (!quarantined && (account === mine || !key.includes('/records'))) continue
      for (const line of text.split('\n')) for (const entry of entriesIn(line)) add(entry.id, entry.content)
    }
  }
  return found
}

/** Contents in a text, readable to the app or not. */
function entriesIn(text: string): { id: string; content: Content }[] {
  const whole = parse(text)
  if (whole?.record) {
    const versions = [whole, ...(whole.conflict ? [whole.conflict] : [])]
    return versions.map((one) => ({ id: whole.id, content: contentOf(one) }))
  }
  const id = /"id":"([0-9a-f-]{36})"/.exec(text)?.[1]
  const title = /会议第\d+号。/.exec(text)?.[0]
  return id === undefined || title === undefined ? [] : [{ id, content: title }]
}

function parse(text: string): Entry | undefined {
  try {
    return JSON.parse(text) as Entry
  } catch {
    return undefined
  }
}
