import { localAccount } from '../../miniapp/src/data/places'
import type { HeldRevision } from './real-server'

/** What a record says, as far as it matters here: its title, which no other content bears, or that it is deleted. */
export type Content = string
export const gone: Content = 'deleted'
export const contentOf = (one: { deleted: boolean; record?: { title?: unknown } | null; title?: string }): Content =>
  one.deleted ? gone : String(one.record ? one.record.title : one.title)

/** Something a person did to a record. */
export interface Act {
  number: number
  phone: string
  account: string
  record: string
  /** What the record says afterwards. */
  content: Content
  /** Acts whose outcome was on the screen. */
  seen: ReadonlySet<Act>
  /** The app said that it is kept. */
  confirmed: boolean
  /** The app showed it, though it never came to say so. */
  observed: boolean
  /** A fault took the last copy away (a wiped phone, a restored server): nobody can have it any more. */
  destroyed: boolean
  /** The server has had a revision by its account that says the same. Noted of deletions. */
  sent: boolean
  /** No more than a person's choice of the version that is not this phone's. */
  choice: boolean
  /** Acts given up by it: a person who had both versions in view chose the other one. */
  givesUp: readonly Act[]
}

/**
 * What really happened: kept by the harness alone, from what people did and what they saw. Where it lets something pass,
 * the comment says which promise is not touched by that.
 */
export class Truth {
  readonly acts: Act[] = []
  /** Hashes of the files of what a person saved, by its title. */
  readonly filesOf = new Map<Content, readonly string[]>()
  /** Hashes of files whose last copy a fault took. */
  readonly lostFiles = new Set<string>()

  /** Notes an act; `seen` are the contents of the record that were shown to the one who acts. */
  act(by: { phone: string; account: string }, record: string, content: Content, seen: readonly Content[]): Act {
    const act: Act = {
      number: this.acts.length + 1,
      ...by,
      record,
      content,
      seen: new Set(seen.flatMap((one) => this.leadingTo(record, one))),
      confirmed: false,
      observed: false,
      destroyed: false,
      sent: false,
      choice: false,
      givesUp: [],
    }
    this.acts.push(act)
    return act
  }

  /** The server has a deletion of a record by an account; what was done without an account may be anybody's by now. */
  noteDeletion(record: string, account: string): void {
    for (const act of this.leadingTo(record, gone))
      if (act.account === account || act.account === localAccount.name) act.sent = true
  }

  /** What a person gives up who chooses the other version over what this phone has. */
  givenUp(phone: string, record: string, content: Content): Act[] {
    return this.leadingTo(record, content).filter((act) => act.phone === phone)
  }

  leadingTo(record: string, content: Content): Act[] {
    return this.acts.filter((act) => act.record === record && act.content === content)
  }

  /** Did whoever brought the record to `content` know of the act? */
  knows(record: string, content: Content, act: Act): boolean {
    return this.leadingTo(record, content).some((one) => reaches(one, act))
  }

  /** Is an act told from all others by its content alone? Bringing back, and choosing a version, repeat one. */
  isUnique({ record, content }: Act): boolean {
    return content !== gone && this.leadingTo(record, content).length === 1
  }

  /**
   * Confirmed acts whose outcome is nowhere among what stands: at the server, or visibly on a phone. Let pass are those
   * whose last copy a fault took, and choices: who takes the other version has made nothing that could be missed; what was
   * chosen is the act of whoever made it.
   */
  lost(standing: ReadonlyMap<string, ReadonlySet<Content>>): Act[] {
    return this.acts.filter(
      (act) =>
        act.confirmed && !act.destroyed && !act.choice && !this.isGivenUp(act) && !this.lives(act, standing, new Set()),
    )
  }

  /** Only by a choice that came about: a choice that a kill prevented gives nothing up. */
  private isGivenUp(act: Act): boolean {
    return this.acts.some((one) => cameAbout(one) && one.givesUp.includes(act))
  }

  /**
   * Is the act in what stands, or in a later act that is? A later act counts only when it came about. Where a fault took a
   * later act, what that had replaced on the same phone went with it.
   */
  private lives(act: Act, standing: ReadonlyMap<string, ReadonlySet<Content>>, asked: Set<Act>): boolean {
    const contents = [...(standing.get(act.record) ?? [])]
    if (contents.some((content) => this.covers(act, content))) return true
    const later = this.acts.filter((one) => cameAbout(one) && one.seen.has(act) && !asked.has(one))
    return later.some((one) => {
      asked.add(one)
      return one.destroyed || this.isGivenUp(one) || this.lives(one, standing, asked)
    })
  }

  /**
   * Is the act, or one like it, known to whoever made what stands? While the record is there before and after, one of the
   * same content will do: a title is given once, so whoever knew it knew all there was to know. Where one side is a
   * deletion, "like it" is the same content by somebody who had seen as much: all deletions look alike, and a deletion of
   * another version than the one that was seen is not the same. Who brings back what was there before has changed nothing
   * that others could miss: a deletion that was undone before it left its phone is none, so that somebody else's deletion of
   * the same version, made knowing all there was to know, is not held against it.
   */
  private covers(act: Act, content: Content): boolean {
    const alive = content !== gone && act.content !== gone
    return this.leadingTo(act.record, act.content).some(
      (one) =>
        (one === act ||
          alive ||
          heardBy(act).every(({ content: seen }) =>
            this.leadingTo(act.record, seen).some((other) => reaches(one, other)),
          )) &&
        this.knows(act.record, content, one),
    )
  }

  /**
   * Revisions that took the place of one their author had never seen. Any deletion of the record that the author knew of
   * passes for the one that was replaced: a deletion has no content to lose.
   */
  overwritten(revisions: readonly HeldRevision[]): HeldRevision[] {
    return revisions.filter((one, place) => {
      const before = revisions[place - 1]
      if (before?.id !== one.id) return false
      const replaced = this.leadingTo(one.id, contentOf(before))
      return !replaced.some((act) => this.knows(one.id, contentOf(one), act))
    })
  }

  /** Revisions that do not name the files that were saved with them. */
  wrongFiles(revisions: readonly HeldRevision[]): HeldRevision[] {
    const same = (one: readonly string[], other: readonly string[]): boolean =>
      one.length === other.length && one.every((hash) => other.includes(hash))
    return revisions.filter((one) => !one.deleted && !same(one.files, this.filesOf.get(one.title) ?? []))
  }

  /** Contents under several ids, or twice in a row under one. */
  duplicated(revisions: readonly HeldRevision[]): HeldRevision[] {
    const owners = new Map<string, string>()
    return revisions.filter((one, place) => {
      const before = revisions[place - 1]
      const again = before?.id === one.id && contentOf(before) === contentOf(one)
      const owner = owners.get(one.title) ?? one.id
      owners.set(one.title, owner)
      return again || owner !== one.id
    })
  }
}

/** Did it take effect, whether or not the app lived to say so? */
const cameAbout = ({ confirmed, observed }: Act): boolean => confirmed || observed

/** What an act was made knowing, as far as others could have heard of it. */
const heardBy = ({ seen, content, phone }: Act): Act[] =>
  [...seen].flatMap((one) => {
    if (one.content !== gone || one.phone !== phone || one.sent) return [one]
    const before = [...one.seen].filter((earlier) => earlier.content === content)
    return before.length > 0 ? before : [one]
  })

function reaches(from: Act, target: Act): boolean {
  const open = [from]
  const visited = new Set<Act>()
  for (let act = open.pop(); act; act = open.pop()) {
    if (act === target) return true
    if (visited.has(act)) continue
    visited.add(act)
    open.push(...act.seen)
  }
  return false
}
