/**
 * Proves that the hand-written baselines and the real scorer give the same figures on random ledgers.
 *
 *   node bench/agree.mjs [--rubric ID] [--ledgers 1000] [--seed 1] [--all]
 *
 * A disagreement is printed as the smallest ledger that still shows it; `--all` goes on after the first one.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { baselineIds, createBaseline } from './baseline/index.mjs'
import { loadProgram, openRubrics, readLedger } from './program.mjs'
import { addDays, createRandom, denseLedger, wholeSociety } from './random-ledgers.mjs'
import { smallest } from './smallest.mjs'

const { values } = parseArgs({
  options: {
    rubric: { type: 'string' },
    ledgers: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
  },
})

const program = await loadProgram()
const set = openRubrics(program)
const { shared } = program
let disagreements = 0

for (const id of values.rubric === undefined ? baselineIds : [values.rubric]) {
  const rubric = set.rubrics.find((one) => one.id === id)
  const baseline = createBaseline(id, set.catalog)
  const kinds = kindsOf(rubric)
  const seen = new Set()
  let agreed = 0
  const count = Number(values.ledgers)
  for (let i = 0; i < count; i++) {
    const run = randomRun(rubric, kinds, Number(values.seed) * 1_000_003 + i)
    const found = differences(run)
    if (found.length === 0) {
      agreed++
      continue
    }
    disagreements++
    const where = found.map((one) => one.split(':')[0]).join(' ')
    if (seen.has(where)) continue
    seen.add(where)
    const least = smallest(run, (one) => differences(one).some((two) => two.split(':')[0] === found[0].split(':')[0]))
    console.log(`\n${id}, seed ${values.seed}, ledger ${i}:`)
    for (const line of differences(least)) console.log(`  ${line}`)
    console.log(`  ${JSON.stringify(least)}`)
    if (!values.all) break
  }
  console.log(`${id}: ${agreed} of ${count} random ledgers agree in every item, total, star and gate`)

  function differences({ asOf, cycle, raw, records }) {
    const ledger = readLedger(program, { ...raw, records }, set.catalog, [rubric])
    const input = {
      rubric,
      catalog: set.catalog,
      asOf,
      cycle,
      society: ledger.society,
      records: ledger.records,
      selfAssessment: ledger.selfAssessment[id] ?? {},
      reviews: ledger.reviews[id] ?? {},
      claims: ledger.claims[id] ?? {},
    }
    return compare(shared.score(input), [
      ['plain filter', baseline(input)],
      ['single pass', baseline(input, true)],
    ])
  }
}
process.exitCode = disagreements > 0 ? 1 : 0

function compare(card, opinions) {
  const items = {}
  for (const item of card.sections.flatMap((section) => section.items)) items[item.id] = item.points
  const gates = Object.fromEntries(card.gates.map((gate) => [gate.id, gate.met]))
  const stars = card.rating && {
    secured: card.rating.secured.stars,
    estimate: card.rating.estimate.stars,
    potential: card.rating.potential.stars,
  }
  const lines = []
  const say = (what, ours, theirs, who) => {
    if (!isDeepStrictEqual(ours, theirs))
      lines.push(`${what}: scorer ${JSON.stringify(ours)}, ${who} ${JSON.stringify(theirs)}`)
  }
  for (const [who, opinion] of opinions) {
    for (const item of new Set([...Object.keys(items), ...Object.keys(opinion.items)]))
      say(item, items[item], opinion.items[item], who)
    for (const gate of new Set([...Object.keys(gates), ...Object.keys(opinion.gates)]))
      say(gate, gates[gate], opinion.gates[gate], who)
    say('total', card.total, opinion.total, who)
    say('stars', stars, opinion.stars, who)
    say('eligible', card.eligible, opinion.eligible, who)
    if (lines.length > 0) break
  }
  return lines
}

/** A ledger and how it is scored: the day, the cycle, assessments, reviews and claims. */
function randomRun(rubric, kinds, seed) {
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
  const input = { catalog: set.catalog, seed: seed + 7 }
  const raw = random.chance(0.05)
    ? wholeSociety({ ...input, size: 300, from, to })
    : denseLedger({ ...input, kinds, size: 1 + random.below(random.pick([4, 12, 40])), days })
  const parts = shared.judgedParts(rubric)
  const points = (share) =>
    Object.fromEntries(
      parts
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
  for (const record of records)
    if (record.on !== undefined && random.chance(0.2))
      claims[record.id] = open.length === 0 || random.chance(0.2) ? 'none' : random.pick(open).id
  return claims
}

/** Kinds a rubric speaks of. */
function kindsOf(rubric) {
  const text = JSON.stringify([rubric.gates, rubric.sections])
  return set.catalog.kinds.map((kind) => kind.id).filter((id) => new RegExp(`"${id}["./]`).test(text))
}
