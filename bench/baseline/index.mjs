/**
 * Hand-written scorers, one plain filter over the records for each item, written from the readings and not from the
 * rubric files: the yardstick for speed, and an independent second opinion on every figure.
 */
import { catalogFacts, Reading } from './reading.mjs'
import * as cast2018 from './cast-2018.mjs'
import * as wenzhou2022 from './wenzhou-2022.mjs'
import * as wuhanPartyLed from './wuhan-party-led.mjs'
import * as activities from './xiangyang-activities.mjs'
import { haizhiExcellent, haizhiNew } from './xiangyang-haizhi.mjs'
import { excellentSociety, functions } from './xiangyang-societies.mjs'

const rubrics = {
  'cast-2018': cast2018,
  'wuhan-party-led': wuhanPartyLed,
  'wenzhou-2022': wenzhou2022,
  'xiangyang-2019-activities': activities,
  'xiangyang-2019-excellent-society': excellentSociety,
  'xiangyang-2019-functions': functions,
  'xiangyang-2019-haizhi-excellent': haizhiExcellent,
  'xiangyang-2019-haizhi-new': haizhiNew,
}
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

const figureNames = ['secured', 'estimate', 'potential']
/** Points are told in thousandths of a 5544th (no section is shared by a number that does not divide 5544). */
const exact = 5544 * 1000
const toUnits = (value) => Math.round(value * exact)
/** Two decimals, rounded half up. */
const toFigure = (units) => Math.floor((units * 200 + exact) / (2 * exact)) / 100

/** The figures of every item in units: points as they are, or a section's points shared by those that are met. */
function itemsOf(rubric, shares, reading) {
  const items = {}
  for (const item in rubric.items) {
    const found = rubric.items[item](reading)
    const units = (items[item] = {})
    if ('met' in found) {
      const share = shares[item[0]]
      units.secured = found.secured ? share : 0
      units.estimate = units.potential = found.met ? share : 0
    } else for (const figure of figureNames) units[figure] = toUnits(found[figure])
  }
  return items
}

/** What one item of each section is worth, where a section's points are shared. */
function sharesOf({ sections = {}, items }) {
  const shares = {}
  for (const section in sections)
    shares[section] = toUnits(sections[section]) / Object.keys(items).filter((item) => item[0] === section).length
  return shares
}

const rounded = (units) => Object.fromEntries(figureNames.map((figure) => [figure, toFigure(units[figure])]))

/**
 * @param {string} id of the rubric
 * @param {object} catalog
 * @returns {(input: object, onePass?: boolean) => {items: object, total: object, stars: object | null,
 *   gates: object, eligible: boolean | null}}
 */
export function createBaseline(id, catalog) {
  const rubric = rubrics[id]
  const known = catalogFacts(catalog)
  const shares = sharesOf(rubric)
  return (input, onePass = false) => {
    const records = recordsOf(input)
    const reading = new Reading({ ...runOf(rubric, input), records }, known, (onePass ? inOnePass : byFilter)(records))
    rubric.prepare?.(reading)
    const found = itemsOf(rubric, shares, reading)
    const items = {}
    const sum = { secured: 0, estimate: 0, potential: 0 }
    for (const item in found) {
      for (const figure of figureNames) sum[figure] += found[item][figure]
      items[item] = rounded(found[item])
    }
    const gates = {}
    for (const gate in rubric.gates) gates[gate] = rubric.gates[gate](reading)
    const met = Object.values(gates)
    const { stars } = rubric
    return {
      items,
      total: rounded(sum),
      stars: stars && Object.fromEntries(figureNames.map((figure) => [figure, stars(sum[figure] / exact)])),
      gates,
      lists: Object.fromEntries(Object.entries(rubric.lists ?? {}).map(([item, list]) => [item, list(reading).sort()])),
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
