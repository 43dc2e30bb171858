import type { FileStore, TextStore } from '../platform/ports'
import { parseEntry, unreadableSuffix } from './book'
import { deskWith, parseDesk } from './desk'
import { parseDraft } from './drafts'
import { canonical, contentOf, fingerprint } from './content'
import type { Entry } from './entry'
import { openBook } from './open-book'

/** What becomes of a text that moves, given the one that stands in its place; undefined: it stays where it is. */
type Joining = (moved: string, standing: string) => string | undefined

const unreadable = `records${unreadableSuffix}/`

/**
 * Moves what an organisation kept on this phone alone into an account's folder, one text after the other: written there,
 * then removed here. It can end after any step and be begun again. What stands at the target by then is newer and is
 * never written over.
 */
export class Adoption {
  constructor(
    private readonly store: TextStore,
    private readonly files: FileStore,
    private readonly source: string,
    private readonly target: string,
  ) {}

  /** False when there is no room for the files. */
  async run(): Promise<boolean> {
    if (!(await this.moveFiles())) return false
    await this.moveRecords()
    await this.move('drafts/', laterDraft)
    await this.move('aside/', bothImports)
    await this.move('desk', bothDesks)
    await this.move('efforts', bothObjects)
    await this.store.remove(`${this.source}last-card`)
    return true
  }

  /** Before the records that name them, one by one: there may be no room for all of them twice. */
  private async moveFiles(): Promise<boolean> {
    for (const key of await this.files.keys(`${this.source}files/`)) {
      const bytes = await this.files.read(key)
      try {
        if (bytes) await this.files.write(this.placeOf(key), bytes)
      } catch {
        return false
      }
      await this.files.remove(key)
    }
    return true
  }

  /** Through the book of the account, which alone knows where a record lies there. */
  private async moveRecords(): Promise<void> {
    const book = await openBook(this.store, this.target.slice(0, -1))
    try {
      for (const [key, text] of await this.textsOf(unreadable)) {
        await this.setApart(key.slice(this.source.length + unreadable.length), text)
        await this.store.remove(key)
      }
      for (const [key, text] of await this.textsOf('records/')) {
        const entry = parseEntry(text)
        const standing = entry && book.get(entry.id)
        if (entry && !standing) await book.change(entry.id, () => entry)
        // The book holds the two against each other when it is opened, as with any text that was apart for a while.
        else if (!entry || !standing || !hasSeen(standing, entry))
          await this.setApart(key.slice(`${this.source}records/`.length), text)
        await this.store.remove(key)
      }
    } finally {
      await book.close()
    }
  }

  private async setApart(name: string, text: string): Promise<void> {
    const apart = await this.store.readAll(this.target + unreadable)
    let place = this.target + unreadable + name
    for (let copy = 1; apart.has(place) && apart.get(place) !== text; copy += 1)
      place = `${this.target}${unreadable}${name}_${copy}`
    await this.store.write(place, text)
  }

  private async move(part: string, join: Joining): Promise<void> {
    for (const [key, text] of await this.textsOf(part)) {
      const standing = await this.store.read(this.placeOf(key))
      const joined = standing === undefined || standing === text ? text : join(text, standing)
      if (joined === undefined) continue
      if (joined !== standing) await this.store.write(this.placeOf(key), joined)
      await this.store.remove(key)
    }
  }

  /** A part that ends in a slash is a folder of texts. */
  private async textsOf(part: string): Promise<Map<string, string>> {
    const key = this.source + part
    if (part.endsWith('/')) return this.store.readAll(key)
    const text = await this.store.read(key)
    return new Map(text === undefined ? [] : [[key, text]])
  }

  private placeOf(key: string): string {
    return this.target + key.slice(this.source.length)
  }
}

/** The record at the target is this one, or was made from it. */
function hasSeen(standing: Entry, moved: Entry): boolean {
  return contentOf(standing) === contentOf(moved) || (standing.past?.includes(fingerprint(contentOf(moved))) ?? false)
}

const laterDraft: Joining = (moved, standing) => {
  const [here, there] = [parseDraft(moved), parseDraft(standing)]
  if (!here) return undefined
  return there && there.at >= here.at ? standing : moved
}

/** What was imported on either side stays known. */
const bothImports: Joining = (moved, standing) => {
  const [here, there] = [objectIn(moved), objectIn(standing)]
  if (!Array.isArray(here?.imports)) return undefined
  if (!Array.isArray(there?.imports)) return moved
  const known = new Set(there.imports.map(canonical))
  const imports = [...(there.imports as unknown[]), ...here.imports.filter((one) => !known.has(canonical(one)))]
  return JSON.stringify({ ...there, imports })
}

const bothDesks: Joining = (moved, standing) => JSON.stringify(deskWith(parseDesk(standing), parseDesk(moved)))

const bothObjects: Joining = (moved, standing) => JSON.stringify({ ...objectIn(moved), ...objectIn(standing) })

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
