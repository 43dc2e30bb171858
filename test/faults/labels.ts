import type { Entry } from '../../miniapp/src/data/entry'
import type { Phone } from './phone'
import type { HeldRevision } from './real-server'
import { contentOf, gone, type Act, type Content, type Truth } from './truth'

/** What the server holds now, by record: the contents of all revisions. */
export class Held {
  private readonly contents = new Map<string, Set<Content>>()
  readonly current = new Map<string, Content>()

  constructor(readonly revisions: readonly HeldRevision[]) {
    for (const one of revisions) {
      const known = this.contents.get(one.id) ?? new Set()
      this.contents.set(one.id, known.add(contentOf(one)))
      this.current.set(one.id, contentOf(one))
    }
  }

  has(record: string, content: Content): boolean {
    return this.contents.get(record)?.has(content) ?? false
  }
}

/** Everything a phone shows that is not so. */
export function lies(phone: Phone, held: Held, truth: Truth): string[] {
  const { workspace, account } = phone
  if (!workspace || phone.uninformed) return []
  const entries = workspace.book.all()
  const found: string[] = []
  const say = (entry: Entry, words: string) =>
    found.push(`${phone.name} calls ${entry.id.slice(-4)} (${contentOf(entry)}) ${words}`)
  const unsent = new Set(workspace.book.unsent().map(({ id }) => id))
  for (const entry of entries) {
    const there = held.has(entry.id, contentOf(entry))
    const state = workspace.state(entry)
    if (state === 'received' && !there) say(entry, 'received, and the server has it not')
    if (state === 'conflict' && !entry.conflict) say(entry, 'a conflict, and shows no other version')
    if (state === 'rejected' && !entry.refusal?.message) say(entry, 'refused, and gives no reason')
    // Deleted before anybody else saw it: there is nothing to send.
    const nothing = entry.deleted && entry.base === 0
    if (!there && !unsent.has(entry.id) && !nothing) say(entry, 'sent, and the server has it not')
  }
  const quarantined = workspace.book.quarantine.length
  const isThere = ({ record, content }: Act, current = held.current.get(record)): boolean =>
    held.has(record, content) || (content === gone && current === undefined)
  const waiting = [...(phone.last.get(account ?? '')?.values() ?? [])].filter(
    (act) => !act.destroyed && !isThere(act) && !truth.knows(act.record, held.current.get(act.record) ?? '', act),
  )
  if (unsent.size + quarantined < waiting.length)
    found.push(`${phone.name} counts ${unsent.size} unsent and ${quarantined} unreadable; they are ${waiting.length}`)
  return found
}
