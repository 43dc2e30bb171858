/**
 * Hand-written scorers, one plain filter over the records for each item, written from the readings and not from the
 * rubric files: the yardstick for speed, and an independent second opinion on every figure.
 */
import { catalogFacts, Reading } from './reading.mjs'
import * as cast2018 from './cast-2018.mjs'
import * as wuhanPartyLed from './wuhan-party-led.mjs'

const rubrics = { 'cast-2018': cast2018, 'wuhan-party-led': wuhanPartyLed }
export const baselineIds = Object.keys(rubrics)

/** A plain-filter program: every question walks all records. */
const byFilter = (records) => (kind) => records.filter((record) => record.kind === kind)

/** The single-pass one: records are sorted into their kinds once, and every question walks its own kind only. */
function inOnePass(records) {
  const kinds = new Map()
  for (const record of records) {
    const list = kinds.get(record.kind)
    if (list) list.push(record)
    else kinds.set(record.kind, [record])
  }
  return (kind) => [...(kinds.get(kind) ?? [])]
}

const toHundredths = (value) => Math.round(value * 100) / 100

/**
 * @param {string} id of the rubric
 * @param {object} catalog
 * @returns {(input: object, onePass?: boolean) => {items: object, total: object, stars: object | null,
 *   gates: object, eligible: boolean | null}}
 */
export function createBaseline(id, catalog) {
  const rubric = rubrics[id]
  const known = catalogFacts(catalog)
  return (input, onePass = false) => {
    const records = recordsOf(input)
    const reading = new Reading({ ...runOf(rubric, input), records }, known, (onePass ? inOnePass : byFilter)(records))
    rubric.prepare?.(reading)
    const items = {}
    const total = { secured: 0, estimate: 0, potential: 0 }
    for (const item in rubric.items) {
      const figures = (items[item] = rubric.items[item](reading))
      for (const figure in total) {
        total[figure] += figures[figure]
        figures[figure] = toHundredths(figures[figure])
      }
    }
    for (const figure in total) total[figure] = toHundredths(total[figure])
    const gates = {}
    for (const gate in rubric.gates) gates[gate] = rubric.gates[gate](reading)
    const met = Object.values(gates)
    const { stars } = rubric
    return {
      items,
      total,
      stars: stars && {
        secured: stars(total.secured),
        estimate: stars(total.estimate),
        potential: stars(total.potential),
      },
      gates,
      eligible: met.includes(false) ? false : met.includes(null) ? null : true,
    }
  }
}

/** With the society as a statement, and without the records it wants counted nowhere. */
function recordsOf({ records, society, claims = {} }) {
  const wanted = Object.values(claims).includes('none') ? records.filter(({ id }) => claims[id] !== 'none') : records
  return society ? [...wanted, asStatement(society)] : wanted
}

function runOf(rubric, { asOf, cycle = {}, selfAssessment = {}, reviews = {}, claims = {} }) {
  const year = asOf.slice(0, 4)
  const { from, to } = rubric.defaults.window ?? cycle.window ?? { from: `${year}-01-01`, to: `${year}-12-31` }
  const due = { ...rubric.defaults.due, ...cycle.due }
  for (const name in due) if (due[name] === 'to') due[name] = to
  return {
    asOf,
    from,
    to,
    due,
    settings: { ...rubric.defaults.settings, ...cycle.settings },
    readings: cycle.readings ?? {},
    selfAssessment,
    reviews,
    claims,
  }
}

const asStatement = ({ fields }) => ({
  id: 'society',
  kind: 'organisation',
  from: '1900-01-01',
  fields,
  evidence: [],
  filings: [],
})
