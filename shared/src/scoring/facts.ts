import type { Day, FieldValue } from '../model/ledger.js'
import { valueOf, type Entry } from './entry.js'
import { OrderedList } from './ordered.js'

/** `committee.size`, `attestation/fee-standard`: kind, which of several, field (default `holds`). */
export interface FactPath {
  /** The path without the field. */
  readonly whole: string
  readonly kind: string
  readonly key: string | undefined
  readonly field: string
}

const parsed = new Map<string, FactPath>()

/** The parts of a path; each path is taken apart once. */
export function parseFactPath(path: string): FactPath {
  let parts = parsed.get(path)
  if (!parts) parsed.set(path, (parts = parse(path)))
  return parts
}

function parse(path: string): FactPath {
  const slash = path.indexOf('/')
  const dot = path.indexOf('.', slash + 1)
  const head = dot < 0 ? path : path.slice(0, dot)
  return {
    whole: head,
    kind: slash < 0 ? head : head.slice(0, slash),
    key: slash < 0 ? undefined : head.slice(slash + 1),
    field: dot < 0 ? 'holds' : path.slice(dot + 1),
  }
}

/** A standing fact as read on a day: its value (undefined: unknown) and the statement it rests on. */
export interface FactReading {
  value: FieldValue | undefined
  entry: Entry | undefined
}

interface Statements {
  all: OrderedList<Entry>
  /** By which of several facts they are about; none where the kind is about one. */
  byKey: Map<string, OrderedList<Entry>> | undefined
}

const none: readonly Entry[] = []
const unknown: FactReading = { value: undefined, entry: undefined }

/** All statements, by kind and by which fact they are about. */
export class FactStore {
  private readonly kinds = new Map<string, Statements>()
  /** What was read last, by path: facts are asked for again and again. */
  private readonly known = new Map<string, FactReading>()
  private knownAt: Day | undefined

  add(entry: Entry): void {
    this.forget()
    let statements = this.kinds.get(entry.nature.id)
    if (!statements) {
      statements = { all: new OrderedList(), byKey: entry.nature.per && new Map<string, OrderedList<Entry>>() }
      this.kinds.set(entry.nature.id, statements)
    }
    statements.all.add(entry)
    if (!statements.byKey) return
    let list = statements.byKey.get(entry.key)
    if (!list) statements.byKey.set(entry.key, (list = new OrderedList<Entry>()))
    list.add(entry)
  }

  remove(entry: Entry): void {
    this.forget()
    const statements = this.kinds.get(entry.nature.id)
    statements?.all.remove(entry)
    statements?.byKey?.get(entry.key)?.remove(entry)
  }

  /** Statements about the same fact as `entry`, oldest first. */
  siblings(entry: Entry): readonly Entry[] {
    return this.about(entry)?.items ?? none
  }

  /**
   * The statements whose standing on a day may change when `entry` is put in or taken out: the latest, and the one that
   * was or will be the latest without it. Those before are superseded either way, those after say nothing yet.
   */
  concerned(entry: Entry, day: Day): Set<Entry> {
    const concerned = new Set<Entry>()
    for (const one of [this.about(entry)?.before(entry), this.latest(entry, day)]) if (one) concerned.add(one)
    return concerned
  }

  private about(entry: Entry): OrderedList<Entry> | undefined {
    const statements = this.kinds.get(entry.nature.id)
    return statements?.byKey ? statements.byKey.get(entry.key) : statements?.all
  }

  /** The latest statement about the same fact that is dated on or before `day`. */
  latest(entry: Entry, day: Day): Entry | undefined {
    const list = this.siblings(entry)
    for (let i = list.length - 1; i >= 0; i--) {
      const one = list[i]
      if (one && one.day <= day) return one
    }
    return undefined
  }

  /**
   * A statement as it is read on a day: what it does not repeat is taken from those before it about the same fact, back
   * to one that does not hold or has ended. Only the latest one speaks; any other is returned as it stands.
   */
  completed(entry: Entry, day: Day): Entry {
    const list = this.siblings(entry)
    if (list.length < 2 || this.latest(entry, day) !== entry) return entry
    const fields = { ...entry.record.fields }
    for (let i = list.indexOf(entry) - 1; i >= 0; i--) {
      const { record } = list[i] ?? entry
      if (record.fields.holds === false || (record.until !== undefined && record.until < day)) break
      for (const field in record.fields) fields[field] ??= record.fields[field] as FieldValue
    }
    return entry.saying({ ...entry.record, fields })
  }

  /** Every statement a path may rest on, oldest first. */
  statements(path: FactPath): readonly Entry[] {
    const statements = this.kinds.get(path.kind)
    if (!statements) return none
    if (path.key === undefined) return statements.all.items
    const own = statements.byKey?.get(path.key)?.items
    const isWhole = statements.all.items[0]?.kind.per?.length === 1
    return isWhole ? (own ?? none) : statements.all.items.filter((entry) => matchesKey(entry.key, path.key))
  }

  private forget(): void {
    if (this.known.size > 0) this.known.clear()
  }

  /** The fact at a path, as it is read on a day; see `read`. */
  readPath(path: string, day: Day): FactReading {
    if (day !== this.knownAt) {
      this.forget()
      this.knownAt = day
    }
    let reading = this.known.get(path)
    if (!reading) this.known.set(path, (reading = this.read(parseFactPath(path), day)))
    return reading
  }

  /**
   * The latest statement that states the field wins. Looking back stops at a statement that does not hold or has ended:
   * from there a flag is false and anything else unknown.
   * @param beside another field the same statement must state: the two counts of a ratio are never mixed
   */
  read(path: FactPath, day: Day, beside?: string): FactReading {
    const list = this.statements(path)
    let seen: Entry | undefined
    for (let i = list.length - 1; i >= 0; i--) {
      const entry = list[i]
      if (!entry || entry.day > day) continue
      const ended = entry.record.until !== undefined && entry.record.until < day
      if (ended || entry.record.fields.holds === false) {
        const isFlag =
          path.field === 'holds' || entry.kind.fields.some((one) => one.id === path.field && one.type === 'boolean')
        return { value: isFlag ? false : undefined, entry }
      }
      const value = valueOf(entry, path.field)
      const isWhole = beside === undefined || valueOf(entry, beside) !== undefined
      if (value !== undefined && isWhole) return { value, entry }
      seen ??= entry
    }
    return seen ? { value: undefined, entry: seen } : unknown
  }
}

function matchesKey(key: string, asked: string | undefined): boolean {
  return asked === undefined || key === asked || key.startsWith(`${asked}/`)
}
