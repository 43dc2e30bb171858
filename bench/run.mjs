/**
 * `npm run bench [-- --quick] [-- --rubric ID]`: how fast scoring is, as ratios of medians taken in turn within one run.
 * In-process figures are processor time. Nothing is asserted.
 */
import { parseArgs } from 'node:util'
import { costOfOneMore } from './added.mjs'
import { baselineIds, createBaseline } from './baseline/index.mjs'
import { commandLine } from './command-line.mjs'
import { keptAgainstScratch } from './kept.mjs'
import * as jsonRulesEngine from './peers/json-rules-engine.mjs'
import { asked, checkAnswers } from './peers/questions.mjs'
import * as zen from './peers/zen.mjs'
import { loadProgram, openRubrics, readLedger, readRubricTexts } from './program.mjs'
import { wholeSociety } from './random-ledgers.mjs'
import { interleaved, warmUp } from './timing.mjs'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rubric: { type: 'string' } },
})
const how = values.quick ? { pairs: 5, warm: 150 } : { pairs: 30, warm: 1500 }
const window = { from: '2018-01-01', to: '2018-12-31' }
const asOf = '2018-12-31'

const program = await loadProgram()
const { shared } = program
const set = openRubrics(program)
const { catalog } = set
const ids = values.rubric === undefined ? baselineIds : [values.rubric]
const rubricOf = (id) => set.rubrics.find((one) => one.id === id)
const read = (raw) => readLedger(program, raw, catalog, set.rubrics)
const ledgers = new Map([300, 3000].map((size) => [size, wholeSociety({ catalog, seed: size, size, ...window })]))
const milliseconds = (value) => `${value.toFixed(value < 1 ? 3 : 1)} ms`
const times = (ratio) => `${ratio.toFixed(2)}x`

function print(title, rows) {
  console.log(`\n${title}`)
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)))
  for (const row of rows)
    console.log(`  ${row.map((cell, i) => String(cell ?? '').padEnd(widths[i])).join('  ')}`.trimEnd())
}

await wholeLedgers()
await readingAndWriting()
await peers()
oneMore()
await server()
await opening()
const { warm, first } = commandLine({ pairs: values.quick ? 3 : 15 })
print('Command line: score the sample ledger, own work (less that of an empty node)', [
  ['', 'on the clock', 'processor time', 'target'],
  ['warm', milliseconds(warm.clock), milliseconds(warm.processor), 'under 250 ms'],
  [
    'first run after installation',
    milliseconds(first.clock),
    milliseconds(first.processor),
    'bundles the program once',
  ],
])

async function wholeLedgers() {
  const rows = [['rubric', 'records', 'scorecard', 'plain filter', 'ratio', 'target', 'single pass', 'ratio']]
  const row = (id, size, { card, plain, single }) => [
    id,
    size,
    milliseconds(card),
    milliseconds(plain),
    times(card / plain),
    'at most 2x',
    milliseconds(single),
    times(card / single),
  ]
  for (const [size, raw] of ledgers) {
    const { society, records } = read(raw)
    const all = ids.map((id) => {
      const input = { rubric: rubricOf(id), catalog, asOf, society, records }
      const baseline = createBaseline(id, catalog)
      return {
        id,
        runs: { card: () => shared.score(input), plain: () => baseline(input), single: () => baseline(input, true) },
      }
    })
    warmUp(
      all.flatMap(({ runs }) => Object.values(runs)),
      how.warm * 10,
    )
    const sum = { card: 0, plain: 0, single: 0 }
    for (const { id, runs } of all) {
      const medians = await interleaved(runs, how)
      for (const one in sum) sum[one] += medians[one]
      rows.push(row(id, size, medians))
    }
    if (all.length > 1) rows.push(row('all of them', size, sum))
  }
  print('The full explained scorecard of a whole ledger, against the hand-written baselines (figures only)', rows)
}

async function readingAndWriting() {
  const rows = [['records', 'parsing and checking', 'serialising']]
  for (const [size, raw] of ledgers) {
    const { society, records } = read(raw)
    const card = shared.score({ rubric: rubricOf('cast-2018'), catalog, asOf, society, records })
    const { parse, write } = await interleaved(
      { parse: () => read(raw), write: () => shared.serialiseScorecard(card) },
      how,
    )
    rows.push([size, milliseconds(parse), milliseconds(write)])
  }
  print('Apart from that: parsing the ledger and serialising the card of cast-2018', rows)
}

async function peers() {
  const rows = [['records', 'scorecard', 'json-rules-engine', 'peer / scorer', 'zen', 'peer / scorer']]
  for (const [size, raw] of ledgers) {
    const { society, records } = read(raw)
    const input = { rubric: rubricOf('wuhan-party-led'), catalog, asOf, society, records }
    const rules = jsonRulesEngine.createPeer({ records, ...window })
    const decision = zen.createPeer({ records, ...window })
    const { items } = createBaseline('wuhan-party-led', catalog)(input)
    checkAnswers('json-rules-engine', await rules(), items)
    checkAnswers('zen', await decision(), items)
    const median = await interleaved({ card: () => shared.score(input), rules, decision }, how)
    rows.push([
      size,
      milliseconds(median.card),
      milliseconds(median.rules),
      times(median.rules / median.card),
      milliseconds(median.decision),
      times(median.decision / median.card),
    ])
  }
  print(`Peers, asked for less: ${asked}`, rows)
}

function oneMore() {
  const sizes = [100, 1000, 10000]
  const rows = [['rubric', ...sizes.map((size) => `at ${size}`), '10000 / 100', 'target']]
  for (const id of ids) {
    const input = { rubric: rubricOf(id), catalog, asOf }
    const costs = costOfOneMore({ shared, input, read, sizes, ...how })
    rows.push([id, ...costs.map(milliseconds), times(costs[2] / costs[0]), 'at most 1.5x'])
  }
  print('One record added: put and the scorecard with its changed items', rows)
}

async function server() {
  const rows = [['rubric', 'records', 'from all records', 'kept scorer', 'ratio']]
  for (const id of ids)
    for (const [size, raw] of ledgers) {
      const { society, records } = read(raw)
      const input = { rubric: rubricOf(id), catalog, asOf, society }
      const { scratch, kept } = await keptAgainstScratch({ shared, input, records, how })
      rows.push([id, size, milliseconds(scratch), milliseconds(kept), times(scratch / kept)])
    }
  print('The server: a scorecard after one record was edited', rows)
}

async function opening() {
  const texts = readRubricTexts()
  const checked = JSON.stringify(set)
  const { yaml, json } = await interleaved(
    { yaml: () => openRubrics(program, texts), json: () => JSON.parse(checked) },
    { ...how, pairs: Math.min(how.pairs, 10) },
  )
  print('Opening every bundled rubric with the catalog', [
    ['from YAML, checked and linted', milliseconds(yaml)],
    ['as checked before (JSON)', milliseconds(json)],
  ])
}
