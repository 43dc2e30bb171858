import fc from 'fast-check'
import { createScorer, score, serialiseScorecard, type LedgerRecord, type Rubric } from '@xingji/shared'
import { casesFileOf, loadRubricSet, readCases } from '@xingji/shared/rubric'
import { cityFiles } from '../support/cities.js'

/** What is true of every card, under the words only the cities use: weights, bonus, future, minimum, full less what is missing. */
const laws = ['jiangwan', 'yunling'].flatMap((city) => {
  const files = cityFiles(city)
  const set = loadRubricSet(files)
  if (!set.ok) throw new Error(JSON.stringify(set.problems))
  const { catalog, rubrics, editions } = set.value
  return [...rubrics, ...editions].map((rubric, i) => {
    const file = casesFileOf(rubric, i >= rubrics.length)
    const { cases } = readCases(file, files[file] ?? '', rubric, catalog)
    const pool = cases.flatMap((one, at) =>
      [...(one.input.records ?? [])].map((record): LedgerRecord => ({ ...record, id: `c${at}-${record.id}` })),
    )
    const classes = [undefined, ...new Set(rubric.sections.flatMap((section) => Object.keys(section.weights ?? {})))]
    const assessed = cases.map((one) => one.input.selfAssessment ?? {})
    return { title: `${rubric.id}@${rubric.edition}`, rubric, catalog, pool, classes, assessed }
  })
})

const highest = (rubric: Rubric, section: number): number =>
  rubric.sections[section]?.items.reduce((sum, item) => sum + (item.bonus ? (item.maximum ?? 0) : 0), 0) ?? 0

test.each(laws.map((law) => [law.title, law] as const))('%s', (_, { rubric, catalog, pool, classes, assessed }) => {
  const run = fc.record({
    records: fc.shuffledSubarray(pool, { maxLength: Math.min(40, pool.length) }),
    without: fc.integer({ min: 0, max: 10 }),
    selfAssessment: fc.constantFrom(...assessed),
    className: fc.constantFrom(...classes),
    asOf: fc.constantFrom(`${rubric.edition}-06-30`, `${rubric.edition}-12-15`, `${rubric.edition}-12-31`),
  })
  fc.assert(
    fc.property(run, ({ records, without, selfAssessment, className, asOf }) => {
      const cycle = className === undefined ? {} : { cycle: { class: className } }
      const input = { rubric, catalog, asOf, selfAssessment, ...cycle }
      const scorer = createScorer(input)
      for (const record of records) scorer.put(record)
      scorer.scorecard()
      for (const record of records.slice(0, without)) scorer.remove(record.id)
      const card = scorer.scorecard()
      const kept = records.slice(without).reverse()
      expect(serialiseScorecard(card)).toBe(serialiseScorecard(score({ ...input, records: kept })))
      expect(scorer.scale.toFigure(scorer.estimateSum())).toBe(card.total.estimate)

      for (const { secured, estimate, potential } of [card.total, ...card.sections.map((one) => one.total)]) {
        expect(secured).toBeLessThanOrEqual(estimate)
        expect(estimate).toBeLessThanOrEqual(potential)
      }
      card.sections.forEach((section, i) => {
        expect(section.total.potential).toBeLessThanOrEqual(section.maximum + highest(rubric, i))
        for (const item of section.items) expect(item.points.potential).toBeLessThanOrEqual(item.maximum)
      })
      const future = card.sections.flatMap((section) => section.items).filter((item) => item.future)
      const spokenOf = [...card.next, ...card.atRisk].map((one) => one.item)
      for (const item of future) expect(spokenOf).not.toContain(item.id)
    }),
    { numRuns: 60 },
  )
})
