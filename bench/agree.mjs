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
import { randomRun } from './random-runs.mjs'
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
  const judgedParts = shared.judgedParts(rubric)
  const seen = new Set()
  let agreed = 0
  const met = new Map()
  const count = Number(values.ledgers)
  for (let i = 0; i < count; i++) {
    const run = randomRun({ rubric, catalog: set.catalog, judgedParts, seed: Number(values.seed) * 1_000_003 + i })
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
  const unmoved = [...met].filter(([, values]) => values.size < 2).map(([item]) => item)
  if (unmoved.length > 0) console.log(`${id}: the same in every ledger: ${unmoved.join(', ')}`)
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
    const plain = baseline(input)
    for (const [item, { estimate }] of Object.entries(plain.items))
      met.set(item, (met.get(item) ?? new Set()).add(estimate))
    return compare(shared.score(input), [
      ['plain filter', plain],
      ['single pass', baseline(input, true)],
    ])
  }
}
process.exitCode = disagreements > 0 ? 1 : 0

function compare(card, opinions) {
  const items = {}
  const listed = {}
  for (const item of card.sections.flatMap((section) => section.items)) {
    items[item.id] = item.points
    listed[item.id] = item.more.counted === 0 ? item.counted.map((one) => one.record).sort() : undefined
  }
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
    for (const item of Object.keys(opinion.lists))
      if (listed[item]) say(`list ${item}`, listed[item], opinion.lists[item], who)
    say('total', card.total, opinion.total, who)
    say('stars', stars, opinion.stars, who)
    say('eligible', card.eligible, opinion.eligible, who)
    if (lines.length > 0) break
  }
  return lines
}
