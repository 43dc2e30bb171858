/** Seeded random ledgers over the catalog, as they stand in a file. The same seed makes the same ledger for ever. */

/** mulberry32: a small generator with a 32-bit state. */
export function createRandom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    chance: (share) => next() < share,
    below: (count) => Math.floor(next() * count),
    pick: (list) => list[Math.floor(next() * list.length)],
  }
}

export const addDays = (day, count) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Numbers about which official tables turn, so that each side of a threshold is met often. */
const turning = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 29, 30, 31, 49, 50, 79, 80, 81, 99, 100, 101, 199, 200, 201, 499, 500, 501,
]
const founded = ['1999-05-01', '2015-06-01', '2016-01-01', '2017-12-31', '2018-01-01', '2021-12-31', '2022-01-01']
/** The same for amounts of money. */
const amounts = [0, 49_999.99, 50_000, 50_001]
const names = ['甲', '乙', '丙']

/**
 * A society's whole ledger, its records spread over the cycle and the two years before it.
 * @param {{catalog: object, seed: number, size: number, from: string, to: string}} input
 */
export function wholeSociety({ catalog, seed, size, from, to }) {
  const random = createRandom(seed)
  const occasions = catalog.kinds.filter((kind) => kind.time === 'event' || kind.time === 'period')
  const standing = catalog.kinds.filter((kind) => kind.time === 'statement' || kind.time === 'yearly')
  const start = addDays(from, -730)
  const span = daysBetween(start, to)
  const day = () =>
    random.chance(0.7) ? addDays(from, random.below(daysBetween(from, to) + 1)) : addDays(start, random.below(span))
  const records = []
  for (let i = 0; i < size; i++) {
    const kind = random.chance(0.8) ? random.pick(occasions) : random.pick(standing)
    records.push(
      randomRecord({ catalog, random, kind, id: `r${i + 1}`, day, stated: 0.85, evidence: 0.6, filing: 0.5 }),
    )
  }
  return { society: randomSociety(catalog, random, 1), records }
}

/**
 * A small ledger with much happening on few kinds and on the days that matter: the edges of the cycle, of `asOf` and of
 * the due dates.
 * @param {{catalog: object, seed: number, kinds: string[], size: number, days: string[]}} input
 */
export function denseLedger({ catalog, seed, kinds, size, days }) {
  const random = createRandom(seed)
  const known = catalog.kinds.filter((kind) => kinds.includes(kind.id))
  const share = random.pick([1, 0.4, 3 / known.length])
  const chosen = known.filter(() => random.chance(share))
  const pool = chosen.length > 0 ? chosen : known
  const stated = random.pick([0.3, 0.7, 0.95])
  const evidence = random.pick([0, 0.3, 0.7, 1])
  const filing = random.pick([0.2, 0.6, 0.95])
  const records = []
  for (let i = 0; i < size; i++)
    records.push(
      randomRecord({
        catalog,
        random,
        kind: random.pick(pool),
        id: `r${random.below(90) + 10}x${i}`,
        day: () => random.pick(days),
        stated,
        evidence,
        filing,
      }),
    )
  return { society: randomSociety(catalog, random, stated), records }
}

function randomSociety(catalog, random, stated) {
  const kind = catalog.kinds.find((one) => one.id === 'organisation')
  const society = { name: '某学会' }
  for (const field of kind.fields)
    if (random.chance(stated)) society[field.id] = randomValue(field, random, () => random.pick(founded), society)
  return society
}

function randomRecord({ catalog, random, kind, id, day, stated, evidence, filing }) {
  const record = { id, kind: kind.id, ...randomDates(kind, random, day) }
  if (kind.time === 'statement' && random.chance(0.12)) record.holds = false
  for (const field of kind.fields)
    if (field.required || random.chance(stated)) {
      const value = randomValue(field, random, day, record)
      if (value !== undefined) record[field.id] = value
    }
  if (random.chance(evidence)) record.evidence = ['证明.pdf']
  const bodies = kind.bodies ?? []
  if (bodies.length > 0 && random.chance(filing)) {
    const first = record.until ?? record.on ?? record.from ?? day()
    const when = () => (random.chance(0.5) ? addDays(first, random.pick([-1, 0, 1, 29, 30, 31])) : day())
    record.filings = Array.from({ length: 1 + random.below(2) }, () => ({
      to: random.chance(0.7) ? bodies[0] : random.chance(0.7) ? random.pick(bodies) : random.pick(catalog.bodies).id,
      on: when(),
    }))
  }
  return record
}

function randomDates(kind, random, day) {
  const start = day()
  if (kind.time === 'yearly') {
    const year = Number(start.slice(0, 4)) - random.pick([0, 0, 0, 1, 1, 2])
    return random.chance(0.5) ? { year } : { year, on: start }
  }
  const end = random.chance(kind.time === 'event' ? 0.1 : 0.2) ? day() : undefined
  const until = end !== undefined && end >= start ? { until: end } : {}
  return kind.time === 'event' ? { on: start, ...until } : { from: start, ...until }
}

function randomValue(field, random, day, record) {
  switch (field.type) {
    case 'boolean':
      return random.chance(0.7)
    case 'enum':
      return random.pick(field.options).id
    case 'text':
      return random.pick(names)
    case 'day':
      return day()
    default: {
      const most = Math.min(field.max ?? Infinity, record[field.atMost] ?? Infinity)
      const fitting = turning.filter((value) => value >= (field.min ?? 0) && value <= most)
      const value = random.chance(0.3) && most < Infinity ? most : random.pick(fitting)
      if (field.unit === '元' && random.chance(0.7)) return random.pick(amounts)
      return field.type === 'number' && random.chance(0.2) ? value + 0.5 : value
    }
  }
}
