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
  /** Given up by a person who had both versions in view; or itself no more than such a choice. */
  dropped: boolean
}

/** What really happened: kept by the harness alone, from what people did and what they saw. */
export class Truth {
  readonly acts: Act[] = []

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
      dropped: false,
    }
    this.acts.push(act)
    return act
  }

  /** A person chose the other version over what this phone had. */
  drop(phone: string, record: string, content: Content): void {
    for (const act of this.leadingTo(record, content)) if (act.phone === phone) act.dropped = true
  }

  leadingTo(record: string, content: Content): Act[] {
    return this.acts.filter((act) => act.record === record && act.content === content)
  }

  /** Did whoever brought the record to `content` know of the act? */
  knows(record: string, content: Content, act: Act): boolean {
    return this.leadingTo(record, content).some((one) => reaches(one, act))
  }

  /** Confirmed acts whose outcome is nowhere among what stands: at the server, or visibly on a phone. */
  lost(standing: ReadonlyMap<string, ReadonlySet<Content>>): Act[] {
    return this.acts.filter((act) => act.confirmed && !act.destroyed && !act.dropped && !this.lives(act, standing))
  }

  /** Is the act in what stands, or in a later act that is? */
  private lives(act: Act, standing: ReadonlyMap<string, ReadonlySet<Content>>): boolean {
    const contents = [...(standing.get(act.record) ?? [])]
    return this.acts.some(
      (later) =>
        (later === act || ((later.confirmed || later.observed) && later.seen.has(act))) &&
        (contents.some((content) => this.covers(later, content)) || (later !== act && this.lives(later, standing))),
    )
  }

  /**
   * Is the act, or one like it, known to whoever made what stands? Like it is the same content by somebody who had seen as
   * much; and who brings back what was there before has changed nothing that others could miss.
   */
  private covers(act: Act, content: Content): boolean {
    const alive = content !== gone && act.content !== gone
    return this.leadingTo(act.record, act.content).some(
      (one) =>
        (one === act ||
          alive ||
          [...act.seen].every(({ content: seen }) =>
            this.leadingTo(act.record, seen).some((other) => reaches(one, other)),
          )) &&
        this.knows(act.record, content, one),
    )
  }

  /** Revisions that took the place of one their author had never seen. */
  overwritten(revisions: readonly HeldRevision[]): HeldRevision[] {
    return revisions.filter((one, place) => {
      const before = revisions[place - 1]
      if (before?.id !== one.id) return false
      const replaced = this.leadingTo(one.id, contentOf(before))
      return !replaced.some((act) => this.knows(one.id, contentOf(one), act))
    })
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
