/**
 * What every hand-written baseline reads a ledger with: plain loops over plain records, straight from
 * the readings, sharing nothing with the scorer it is held against.
 */

const addDays = (day, count) => new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)

export const evident = (record) => record.evidence.length > 0
const byDay = (a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1)

/** What the catalog says about its fields: which are yes-or-no, and which tell one standing fact from another. */
export function catalogFacts(catalog) {
  const flags = new Set()
  const statements = new Set()
  const apart = {}
  for (const kind of catalog.kinds) {
    if (kind.per) apart[kind.id] = kind.per
    if (kind.time === 'statement') statements.add(kind.id)
    for (const field of kind.fields) if (field.type === 'boolean') flags.add(`${kind.id}.${field.id}`)
  }
  return { flags, statements, apart }
}

const isInForce = (record, day) => record.fields.holds !== false && !(record.until < day)
const unknown = { value: undefined, evident: false }

/** A ledger as read on a day in a cycle. */
export class Reading {
  /**
   * @param {{asOf: string, from: string, to: string, due: object, settings: object, readings: object,
   *   selfAssessment: object, reviews: object, claims: object}} run
   * @param {ReturnType<typeof catalogFacts>} known
   * @param {(kind: string) => object[]} of the records of a kind, in a list of their own
   */
  constructor(run, known, of) {
    Object.assign(this, run)
    this.known = known
    this.of = of
    this.day = run.asOf < run.to ? run.asOf : run.to
    this.year = Number(run.to.slice(0, 4))
  }

  /** Events of a kind inside the cycle that pass a test. */
  events(kind, test = () => true) {
    return this.of(kind).filter((record) => this.isNow(record) && test(record.fields, record))
  }

  /** Records that count in the cycle, of whatever kind, and that the society tagged with an item. */
  tagged(item) {
    const ids = new Set(Object.keys(this.claims).filter((id) => this.claims[id] === item))
    if (ids.size === 0) return []
    return this.records.filter((record) => {
      if (!ids.has(record.id)) return false
      if (this.known.statements.has(record.kind)) return this.standing(record.kind).some(({ id }) => id === record.id)
      if (record.year !== undefined) return record.year === this.year && !(record.on > this.asOf)
      return record.on === undefined ? this.overlaps(record) : this.isNow(record)
    })
  }

  isNow({ on, until = on }) {
    return until >= this.from && until <= this.to && until <= this.asOf
  }

  /** Periods of a kind that overlap the cycle. */
  periods(kind, test = () => true) {
    return this.of(kind).filter((record) => this.overlaps(record) && test(record.fields))
  }

  overlaps({ from, until }) {
    return from <= this.asOf && from <= this.to && !(until !== undefined && until < this.from)
  }

  /** Documents of a year, known by `asOf`. */
  yearly(kind, year, test = () => true) {
    return this.of(kind).filter(
      (record) =>
        record.year === year && !(record.on !== undefined && record.on > this.asOf) && test(record.fields, record),
    )
  }

  /** The day of the earliest filing with a body, if there is one by `asOf`. */
  filed(record, body) {
    let first
    for (const { to, on } of record.filings)
      if (to === body && on <= this.asOf && (first === undefined || on < first)) first = on
    return first
  }

  filedWithin(record, body, days) {
    const first = this.filed(record, body)
    return first !== undefined && (days === undefined || first <= addDays(record.until ?? record.on, days))
  }

  /** Neither filed in time nor, any more, possible: true; still possible: null. */
  missedFiling(record, body, days) {
    const last = addDays(record.until ?? record.on, days)
    const first = this.filed(record, body)
    if (first === undefined) return this.asOf <= last ? null : true
    return first > last
  }

  /**
   * The latest statement that states the field; one that does not hold or has ended ends the looking back.
   * @param about a value that tells one of several standing facts of the kind, such as a topic
   */
  fact(kind, field = 'holds', about = undefined, day = this.day) {
    const tells = this.known.apart[kind]?.[0]
    const told = this.of(kind)
      .filter((record) => record.from <= day && (about === undefined || record.fields[tells] === about))
      .sort(byDay)
    return this.readBack(told, kind, field, day)
  }

  /** That something holds was said on or after a day. */
  statedSince(kind, about, first) {
    const tells = this.known.apart[kind]?.[0]
    const told = this.of(kind).filter((record) => record.from <= this.day && record.fields[tells] === about)
    const last = told.sort(byDay)[told.length - 1]
    return last !== undefined && isInForce(last, this.day) && last.from >= first
  }

  /** Two numbers of one statement: the latest that states both. */
  both(kind, one, other) {
    const told = this.of(kind)
      .filter((record) => record.from <= this.day)
      .sort(byDay)
    for (let i = told.length - 1; i >= 0 && isInForce(told[i], this.day); i--) {
      const { [one]: first, [other]: second } = told[i].fields
      if (first !== undefined && second !== undefined) return { values: [first, second], evident: evident(told[i]) }
    }
    return { values: [undefined, undefined], evident: false }
  }

  /** The latest statement of each standing fact of a kind, where it is in force; what it does not repeat still holds. */
  standing(kind, test = () => true) {
    return this.facts(kind)
      .filter((told) => isInForce(told[told.length - 1], this.day))
      .map((told) => this.complete(told))
      .filter((record) => test(record.fields, record))
  }

  complete(told) {
    const last = told[told.length - 1]
    if (told.length === 1) return last
    let fields = last.fields
    for (let i = told.length - 2; i >= 0 && isInForce(told[i], this.day); i--) fields = { ...told[i].fields, ...fields }
    return { ...last, fields }
  }

  /** The statements about each standing fact of a kind, oldest first. */
  facts(kind) {
    const keys = this.known.apart[kind] ?? []
    const groups = new Map()
    for (const record of this.of(kind)) {
      if (record.from > this.day) continue
      const key = keys.map((field) => record.fields[field] ?? '').join('/')
      const group = groups.get(key)
      if (group) group.push(record)
      else groups.set(key, [record])
    }
    return [...groups.values()].map((told) => told.sort(byDay))
  }

  readBack(told, kind, field, day) {
    for (let i = told.length - 1; i >= 0; i--) {
      const record = told[i]
      if (!isInForce(record, day))
        return field === 'holds' || this.known.flags.has(`${kind}.${field}`)
          ? { value: false, evident: evident(record) }
          : unknown
      const value = field === 'holds' ? true : record.fields[field]
      if (value !== undefined) return { value, evident: evident(record) }
    }
    return unknown
  }
}

/** Three figures; `loss` counts in all three. */
export const figures = (secured, estimate, potential = estimate, loss = 0) => ({
  secured: secured + loss,
  estimate: estimate + loss,
  potential: potential + loss,
})
/** All or nothing. */
export const points = (count, isMet, isSecured) => figures(isSecured ? count : 0, isMet ? count : 0)
/** At least one such record. */
export const some = (count, records) => points(count, records.length > 0, records.some(evident))
/** Points for a number of records. */
export const byCount = (records, worth) => figures(worth(records.filter(evident).length), worth(records.length))
/** So many for each, up to a cap. */
export const each = (cap, records, one = 1) => byCount(records, (count) => Math.min(cap, one * count))
/** All of these standing facts are so. */
export const facts = (count, ...read) =>
  points(
    count,
    read.every((one) => one.value === true),
    read.every((one) => one.value === true && one.evident),
  )
/** A standing fact is one of these values. */
export const factIn = (count, read, ...values) =>
  points(count, values.includes(read.value), values.includes(read.value) && read.evident)
export const together = (...parts) => ({
  secured: parts.reduce((sum, one) => sum + one.secured, 0),
  estimate: parts.reduce((sum, one) => sum + one.estimate, 0),
  potential: parts.reduce((sum, one) => sum + one.potential, 0),
})
export const bestOf = (...parts) => ({
  secured: Math.max(...parts.map((one) => one.secured)),
  estimate: Math.max(...parts.map((one) => one.estimate)),
  potential: Math.max(...parts.map((one) => one.potential)),
})
/** What an expert gives: a review counts in all three; else the society's own points, where a record matches. */
export function judged(reading, part, maximum, matching, hasEvident) {
  const review = reading.reviews[part]
  if (review !== undefined) return figures(review, review)
  const own = Math.min(maximum, reading.selfAssessment[part] ?? 0)
  return figures(hasEvident ? own : 0, matching ? own : 0, matching ? maximum : 0)
}

/** false if one is false, else null if one is unknown, else true. */
export const allOf = (...met) => (met.includes(false) ? false : met.includes(null) ? null : true)
/** A fact against one value: unknown where it is not stated. */
export const is = (read, ...values) => (read.value === undefined ? null : values.includes(read.value))
/** Several conditions of which each is met, and met by what has evidence, or not. */
export const both = (...parts) => ({
  met: parts.every((one) => one.met),
  secured: parts.every((one) => one.secured),
})
export const so = ({ value, evident: isEvident }, is = (one) => one === true) => ({
  met: value !== undefined && is(value),
  secured: value !== undefined && is(value) && isEvident,
})
/** At least so many records. */
export const atLeast = (count, records) => ({
  met: records.length >= count,
  secured: records.filter(evident).length >= count,
})
/** A number of the records adds up to so much. */
export const addsUp = (least, records, field = 'people') => {
  const sum = (list) => list.reduce((total, { fields }) => total + (fields[field] ?? 0), 0)
  return { met: sum(records) >= least, secured: sum(records.filter(evident)) >= least }
}
