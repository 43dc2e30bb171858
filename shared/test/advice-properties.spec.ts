import fc from 'fast-check'
import { createScorer, type LedgerRecord, type Scorecard, type Scorer } from '@xingji/shared'
import { society } from './support/arbitraries'
import { catalog, rubric } from './support/project-rubrics'

type Item = Scorecard['sections'][number]['items'][number]
const itemsOf = (scorer: Scorer): Item[] => scorer.scorecard().sections.flatMap((section) => section.items)
const bodies = new Map(catalog.bodies.map(({ id, label }) => [label, id]))

/** The record once everything its fix says is done; undefined for fixes that leave a choice of values. */
function mended(record: LedgerRecord, fix: string, asOf: string): LedgerRecord | undefined {
  const kind = catalog.kinds.find(({ id }) => id === record.kind)
  const fields = { ...record.fields }
  const filings = [...record.filings]
  for (const one of fix.replace(/，即 \+[\d.]+$/, '').split('；')) {
    const to = bodies.get(/^缺(?:备案|事后反馈)：向(.*?)补报/.exec(one)?.[1] ?? '')
    const label = /^如确属“(.*)”，在记录中标明$/.exec(one)?.[1]
    const flag = label && kind?.fields.find((field) => field.label.replace(/“/g, '‘').replace(/”/g, '’') === label)
    if (to !== undefined) filings.push({ to, on: asOf })
    else if (flag) fields[flag.id] = true
    else return undefined
  }
  return { ...record, fields, filings }
}

/** Does what each fix says, one at a time; how many there were. */
function checkFixes(scorer: Scorer): number {
  let tried = 0
  for (const item of itemsOf(scorer))
    for (const { record, fix, gain } of item.notCounted) {
      const before = scorer.get(record)
      const after = gain > 0 && before ? mended(before, fix, scorer.moment.asOf) : undefined
      if (!before || !after) continue
      tried++
      const total = scorer.scorecard().total.estimate
      scorer.put(after)
      const own = itemsOf(scorer).find((one) => one.id === item.id)?.points.estimate ?? 0
      const gained = [own - item.points.estimate, scorer.scorecard().total.estimate - total]
      scorer.put(before)
      // Of a record of an exclusive group it is what the items gain together.
      expect(gained.map((points) => Math.round(points * 100) / 100)).toContain(gain)
    }
  return tried
}

const activity = fc.record({ themed: fc.boolean(), professional: fc.boolean(), isFiled: fc.boolean() })

describe('R11.4 whoever does what a fix says gains what it promises', () => {
  it.each(['cast-2018', 'wuhan-party-led', 'wenzhou-2022'])(
    '%s',
    (id) => {
      let tried = 0
      fc.assert(
        fc.property(society(rubric(id)), (told) => {
          tried += checkFixes(createScorer({ rubric: rubric(id), catalog, ...told }))
        }),
        { numRuns: 150, seed: 11 },
      )
      expect(tried).toBeGreaterThan(20)
    },
    60000,
  )

  it('where records may serve one of two items', () => {
    let tried = 0
    fc.assert(
      fc.property(
        fc.array(activity, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 20 }),
        (all, judged) => {
          const records = all.map(({ isFiled, ...fields }, i) => ({
            id: `r${i}`,
            kind: 'party-activity',
            on: '2018-05-01',
            fields,
            evidence: [],
            filings: isFiled ? [{ to: 'party', on: '2018-05-02' }] : [],
          }))
          const selfAssessment = { '6.1.judged': judged }
          const told = { asOf: '2018-12-31', records, selfAssessment }
          tried += checkFixes(createScorer({ rubric: rubric('cast-2018'), catalog, ...told }))
        },
      ),
      { numRuns: 150, seed: 11 },
    )
    expect(tried).toBeGreaterThan(20)
  })
})
