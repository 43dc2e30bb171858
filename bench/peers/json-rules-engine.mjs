import { Engine } from 'json-rules-engine'
import { questions } from './questions.mjs'

/**
 * One rule for each level of each item. The engine has no aggregates: a dynamic fact counts the records of a question,
 * once a run.
 */
export function createPeer({ records, from, to }) {
  const engine = new Engine()
  engine.addFact('matching', ({ index }, almanac) => almanac.factValue('records').then((all) => count(all, index)))
  questions.forEach(({ item, points, cap }, index) => {
    for (let level = 1; level <= (cap ?? points) / points; level++)
      engine.addRule({
        conditions: {
          all: [{ fact: 'matching', params: { index }, operator: 'greaterThanInclusive', value: level }],
        },
        event: { type: item, params: { points } },
      })
  })
  const count = (all, index) => {
    const { kinds, tests } = questions[index]
    return all.filter(
      ({ kind, on, until = on, fields }) =>
        kinds.includes(kind) && until >= from && until <= to && (!tests || tests.some((test) => passes(fields, test))),
    ).length
  }
  return async () => {
    const { events } = await engine.run({ records })
    const answers = Object.fromEntries(questions.map(({ item }) => [item, 0]))
    for (const { type, params } of events) answers[type] += params.points
    return answers
  }
}

const passes = (fields, test) =>
  Object.entries(test).every(([field, want]) => {
    const value = fields[field]
    if (Array.isArray(want)) return want.includes(value)
    return typeof want === 'object' ? value >= want.min : value === want
  })
