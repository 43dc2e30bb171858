import { isForgotten, type Entry } from '../../miniapp/src/data/entry'
import { filesOf } from '../../miniapp/src/data/entry-files'
import type { Sealed } from '../../miniapp/src/data/sealed'
import type { Phone } from './phone'
import type { HeldRevision } from './real-server'
import { contentOf, gone, type Act, type Content, type Truth } from './truth'

/** What the server holds now, by record: the contents of all revisions, and the hashes of the files it has. */
export class Held {
  private readonly contents = new Map<string, Set<Content>>()
  readonly current = new Map<string, Content>()

  constructor(
    readonly revisions: readonly HeldRevision[],
    readonly files: ReadonlySet<string> = new Set(),
  ) {
    for (const one of revisions) {
      const known = this.contents.get(one.id) ?? new Set()
      this.contents.set(one.id, known.add(contentOf(one)))
      this.current.set(one.id, contentOf(one))
    }
  }

  has(record: string, content: Content): boolean {
    return this.contents.get(record)?.has(content) ?? false
  }
  hasFile(hash: string): boolean {
    return this.files.has(hash)
  }
  currents(record: string): Content[] {
    const content = this.current.get(record)
    return content === undefined ? [] : [content]
  }
}

/** What the server ever held, whatever a restored backup made it forget: what a phone that has not heard of it may say. */
export class EverHeld {
  private readonly contents = new Map<string, Set<Content>>()
  private readonly files = new Set<string>()

  note({ revisions, files }: Held): void {
    for (const one of revisions) {
      const known = this.contents.get(one.id) ?? new Set()
      this.contents.set(one.id, known.add(contentOf(one)))
    }
    for (const hash of files) this.files.add(hash)
  }

  has(record: string, content: Content): boolean {
    return this.contents.get(record)?.has(content) ?? false
  }
  hasFile(hash: string): boolean {
    return this.files.has(hash)
  }
  /** Every content was the current one when it was written. */
  currents(record: string): Content[] {
    return [...(this.contents.get(record) ?? [])]
  }
}

type Known = Pick<EverHeld, 'has' | 'hasFile' | 'currents'>

/**
 * Everything a phone shows that is not so. A phone that has not compared itself with a restored server cannot know what
 * that one forgot; all else it says must be true of what the server ever held.
 */
export function lies(phone: Phone, held: Held, ever: EverHeld, truth: Truth): string[] {
  const { workspace } = phone
  if (!workspace) return []
  const known: Known = phone.uninformed ? ever : held
  const unsent = new Set(workspace.book.unsent().map(({ id }) => id))
  const found = workspace.book.all().flatMap((entry) => liesOf(phone, entry, known, unsent))
  // By record, so that one too many cannot hide another too few; what is unreadable is named by its key or its text.
  const unreadable = workspace.book.quarantine.map(({ key, text }) => `${key} ${text}`)
  // Deleted where the server was found to have lost it: that another phone has brought it back is not known here yet.
  const wasForgotten = ({ record, content }: Act): boolean =>
    content === gone && workspace.book.all().some((entry) => entry.id === record && isForgotten(entry))
  const isCounted = ({ record }: Act): boolean =>
    unsent.has(record) || unreadable.some((text) => text.includes(record) || !hasId.test(text))
  for (const act of waitingOf(phone, phone.account ?? '', known, held, truth))
    if (!isCounted(act) && !wasForgotten(act))
      found.push(`${phone.name} does not count act ${act.number} on ${act.record.slice(-4)}`)
  return found
}

function liesOf(phone: Phone, entry: Entry, known: Known, unsent: ReadonlySet<string>): string[] {
  const found: string[] = []
  const say = (words: string) => found.push(`${phone.name} calls ${entry.id.slice(-4)} (${contentOf(entry)}) ${words}`)
  const there = known.has(entry.id, contentOf(entry))
  const state = phone.workspace!.state(entry)
  const absent = entry.deleted ? [] : filesOf(entry.record).filter((hash) => !known.hasFile(hash))
  if (state === 'received' && !there) say('received, and the server has it not')
  if (state === 'received' && absent.length > 0) say('received, and the server has not all its files')
  if (state === 'conflict' && !entry.conflict) say('a conflict, and shows no other version')
  const reasons = [entry.refusal, ...Object.values(entry.refusedFiles ?? {})]
  if (state === 'rejected' && !reasons.some((one) => one?.message)) say('refused, and gives no reason')
  // Deleted before anybody else saw it: there is nothing to send.
  const nothing = entry.deleted && entry.base === 0
  if (!there && !unsent.has(entry.id) && !nothing) say('sent, and the server has it not')
  // Another record may have brought the file of this one to this phone meanwhile: then that one counts.
  const onlyHere = absent.filter((hash) => phone.workspace!.files.holds(hash) && !entry.filesElsewhere?.includes(hash))
  if (onlyHere.length > 0 && !unsent.has(entry.id)) say('sent, and one of its files is on this phone only')
  return found
}

/** What accounts that are not in use have unsent on a phone, held against what the sign-in page says. */
export function liesOfSealed(
  phone: Phone,
  sealed: readonly Sealed[],
  held: Held,
  ever: EverHeld,
  truth: Truth,
): string[] {
  const found: string[] = []
  for (const account of phone.last.keys()) {
    if (account === phone.account) continue
    const known = phone.isUninformed(account) ? ever : held
    // An adoption that was cut short has moved some already.
    const waiting = waitingOf(phone, account, known, held, truth).filter(
      ({ record }) => !phone.workspace?.book.get(record) && !phone.isMoved(record, account),
    )
    const records = new Set(waiting.map(({ record }) => record))
    const counted = sealed.find((one) => one.account.name === account)?.unsent ?? 0
    if (counted < records.size) found.push(`${phone.name} counts ${counted} of ${account}; they are ${records.size}`)
  }
  return found
}

/**
 * Last acts of an account that are on this phone only: not at the server, not taken up by whoever made what is there, not
 * destroyed by a fault.
 */
function waitingOf(phone: Phone, account: string, known: Known, held: Held, truth: Truth): Act[] {
  const isThere = ({ record, content }: Act): boolean =>
    // What was never there, or is there no more, need not be deleted.
    known.has(record, content) || (content === gone && held.current.get(record) === undefined)
  return [...(phone.last.get(account)?.values() ?? [])].filter(
    (act) =>
      !act.destroyed &&
      !isThere(act) &&
      !known.currents(act.record).some((content) => truth.knows(act.record, content, act)),
  )
}

const hasId = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/
