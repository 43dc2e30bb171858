import type { FlatRecord } from '@xingji/shared'
import type { Entry } from './entry'

/** Follows the folder's name where received records are kept together. */
export const monthsSuffix = '-months'
/** Entries in one text: some 100 KB, written whole at a change of any of them. */
const most = 200

/** Lines of a text: a head that says what it is and how many entries follow, then one entry a line. */
export function writeMonth(entries: readonly Entry[]): string {
  const head = JSON.stringify({ version: 1, entries: entries.length })
  return [head, ...entries.map((entry) => JSON.stringify(entry))].join('\n')
}

export interface MonthReading {
  entries: Entry[]
  /** Lines that are no entries: damaged, or of another version of the app. */
  unreadable: string[]
  /** Everything is there and readable. */
  whole: boolean
}

/** What a text holds; undefined when it is of another version. A damaged one gives what can still be read of it. */
export function readMonth(text: string, parse: (line: string) => Entry | undefined): MonthReading | undefined {
  const [first = '', ...lines] = text.split('\n')
  const head = parseHead(first)
  if (head && head.version !== 1) return undefined
  const reading: MonthReading = { entries: [], unreadable: [], whole: false }
  for (const line of lines) {
    const entry = parse(line)
    if (entry) reading.entries.push(entry)
    else if (line !== '') reading.unreadable.push(line)
  }
  reading.whole = head?.entries === reading.entries.length && reading.unreadable.length === 0
  return reading
}

function parseHead(line: string): { version?: unknown; entries?: unknown } | undefined {
  try {
    return JSON.parse(line) as { version?: unknown }
  } catch {
    return undefined
  }
}

/** The month a record belongs to, or its year; records without any day are together. */
function monthOf({ on, from, until, year }: FlatRecord): string {
  const day = [on, from, until].find((one) => typeof one === 'string' && /^\d{4}-\d{2}/.test(one))
  return typeof day === 'string' ? day.slice(0, 7) : /^\d{4}$/.test(String(year)) ? String(year) : 'undated'
}

/** Which text each received entry lies in. An entry stays where it is once put: its day may change, its place need not. */
export class Months {
  private readonly names = new Map<string, string>()
  private readonly members = new Map<string, Set<string>>()
  /** Texts that must not be written over. */
  private readonly closed = new Set<string>()

  nameOf(id: string): string | undefined {
    return this.names.get(id)
  }

  in(name: string): string[] {
    return [...(this.members.get(name) ?? [])]
  }

  place(id: string, name: string): void {
    this.leave(id)
    this.names.set(id, name)
    this.members.set(name, (this.members.get(name) ?? new Set()).add(id))
  }

  leave(id: string): void {
    const name = this.names.get(id)
    if (name === undefined) return
    this.names.delete(id)
    this.members.get(name)?.delete(id)
  }

  /** Nothing is put into the text from now on, and nothing of it is taken to lie there. */
  close(name: string): void {
    this.closed.add(name)
    for (const id of this.in(name)) this.leave(id)
  }

  /** Where a record may be put: the first text of its month with room, `coming` entries being on their way there. */
  roomFor(record: FlatRecord, coming: ReadonlyMap<string, unknown[]>): string {
    const month = monthOf(record)
    for (let copy = 0; ; copy += 1) {
      const name = copy === 0 ? month : `${month}_${copy}`
      if (this.closed.has(name)) continue
      if ((this.members.get(name)?.size ?? 0) + (coming.get(name)?.length ?? 0) < most) return name
    }
  }
}
