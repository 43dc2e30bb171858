import { addDays, createRandom, denseLedger, wholeSociety } from './random-ledgers.mjs'

/**
 * A ledger and how it is scored: the day, the cycle, assessments, reviews and claims.
 * @param {{rubric: object, catalog: object, judgedParts: object[], seed: number}} input
 */
export function randomRun({ rubric, catalog, judgedParts, seed }) {
  const kinds = kindsOf(rubric, catalog)
  const random = createRandom(seed)
  const year = 2018
  const window =
    rubric.window ?? random.pick([undefined, undefined, { from: `${year}-04-01`, to: `${year + 1}-03-31` }])
  const { from, to } = window ?? { from: `${year}-01-01`, to: `${year}-12-31` }
  const asOf = window
    ? random.pick([to, addDays(from, random.below(365)), addDays(to, 1), addDays(to, random.below(200))])
    : random.pick([to, to, addDays(from, random.below(365))])
  const days = edges({ from, to, asOf })
  const cycle = randomCycle(rubric, random, window, days)
  for (const due of Object.values(cycle.due ?? {})) days.push(due, addDays(due, -1), addDays(due, 1))
  for (let i = 0; i < 8; i++) days.push(addDays(from, random.below(365)))
  days.push(addDays(from, -random.below(900)), addDays(from, -random.below(900)))
  const input = { catalog, seed: seed + 7 }
  const raw = random.chance(0.05)
    ? wholeSociety({ ...input, size: 300, from, to })
    : denseLedger({ ...input, kinds, size: 1 + random.below(random.pick([4, 12, 40, 120])), days })
  const points = (share) =>
    Object.fromEntries(
      judgedParts
        .filter(() => random.chance(share))
        .map((part) => [part.id, random.pick([0, part.maximum, random.below(part.maximum * 100 + 1) / 100])]),
    )
  const { society, records } = raw
  return {
    asOf,
    cycle,
    raw: {
      society,
      selfAssessment: { [rubric.id]: points(0.6) },
      reviews: { [rubric.id]: points(0.15) },
      claims: { [rubric.id]: randomClaims(rubric, random, records) },
    },
    records,
  }
}

/** The days on which things turn, each with its neighbours. */
function edges({ from, to, asOf }) {
  return [from, to, asOf].flatMap((day) => [addDays(day, -1), day, addDays(day, 1)])
}

function randomCycle(rubric, random, window, days) {
  const cycle = { due: {}, settings: {}, readings: {} }
  if (window && !rubric.window) cycle.window = window
  for (const { id } of rubric.due) if (random.chance(0.4)) cycle.due[id] = random.pick(days)
  for (const { id } of rubric.settings) if (random.chance(0.4)) cycle.settings[id] = random.pick([0, 1, 29, 30, 31])
  for (const item of rubric.sections.flatMap((section) => section.items))
    if (item.readings && random.chance(0.3)) cycle.readings[item.id] = random.pick(item.readings.choices).id
  return cycle
}

/** The society's word on what a record serves: an item that shares its records, or has a judged part; or none at all. */
function randomClaims(rubric, random, records) {
  const claims = {}
  if (!random.chance(0.3)) return claims
  const open = rubric.sections
    .flatMap((section) => section.items)
    .filter((item) => /"(exclusive|judged)"/.test(JSON.stringify([item.rule, item.readings])))
  for (const record of records) {
    if (!random.chance(0.2)) continue
    if (open.length > 0 && random.chance(0.8)) claims[record.id] = random.pick(open).id
    // Standing facts are read whatever is claimed.
    else if (record.on !== undefined) claims[record.id] = 'none'
  }
  return claims
}

/** Kinds a rubric speaks of. */
function kindsOf(rubric, catalog) {
  const text = JSON.stringify([rubric.gates, rubric.sections])
  return catalog.kinds.map((kind) => kind.id).filter((id) => new RegExp(`"${id}["./]`).test(text))
}
