import fc from 'fast-check'
import {
  createScorer,
  readRecord,
  score,
  serialiseScorecard,
  writeRecord,
  type LedgerRecord,
  type ScoreInput,
} from '@xingji/shared'
import { changes, day, records, society, type Drawn } from './support/arbitraries'
import { invariants } from './support/invariants'
import { catalog, rubric, rubrics } from './support/project-rubrics'
import { bytesOf } from './support/scoring'

/** Rubrics with their share of the runs. */
const runs: [string, number][] = [
  ['cast-2018', 100],
  ['wuhan-party-led', 45],
  ['wenzhou-2022', 45],
  ['xiangyang-2019-activities', 15],
  ['xiangyang-2019-excellent-society', 30],
  ['xiangyang-2019-functions', 15],
  ['xiangyang-2019-haizhi-excellent', 15],
  ['xiangyang-2019-haizhi-new', 15],
]
const more = Number(process.env.XINGJI_RUNS ?? 1)
const seed = process.env.XINGJI_SEED === undefined ? 20181231 : Number(process.env.XINGJI_SEED)
const times = (count: number): { numRuns: number; seed: number } => ({ numRuns: Math.ceil(count * more), seed })

it('every rubric of the project takes part', () => {
  expect(runs.map(([id]) => id).sort()).toEqual(rubrics.map((one) => one.id).sort())
})

describe.each(runs)('%s over random societies', (id, count) => {
  const own = rubric(id)
  const whole = (drawn: Drawn): ScoreInput => ({ rubric: own, catalog, ...drawn })

  it('R3.4 R3.6 R9.2 R10.4 R11.1 figures in order and in bounds, stars as the total, counted points add up', () => {
    fc.assert(
      fc.property(society(own), (input) => {
        expect(invariants(own, score(whole(input)))).toEqual([])
      }),
      times(count),
    )
  })

  it('R10.3 the order of arrival never shows', () => {
    const shuffled = society(own).chain((input) =>
      fc.tuple(
        fc.constant(input),
        fc.shuffledSubarray(input.records, { minLength: input.records.length, maxLength: input.records.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([input, order]) => {
        expect(bytesOf(whole({ ...input, records: order }))).toBe(bytesOf(whole(input)))
      }),
      times(count / 3),
    )
  })

  it('R12.1 any interleaving of changes gives the bytes of a fresh scorer', () => {
    fc.assert(
      fc.property(society(own, 12), changes(own), (input, list) => {
        const scorer = createScorer(whole(input))
        const held = new Map<string, LedgerRecord>(input.records.map((one) => [one.id, one]))
        let { asOf } = input
        const compare = (): void => {
          const fresh = bytesOf(whole({ ...input, asOf, records: [...held.values()] }))
          expect(serialiseScorecard(scorer.scorecard())).toBe(fresh)
        }
        for (const change of list) {
          if ('put' in change) {
            scorer.put(change.put)
            held.set(change.put.id, change.put)
          } else if ('remove' in change) {
            scorer.remove(change.remove)
            held.delete(change.remove)
          } else if ('asOf' in change) scorer.setAsOf((asOf = change.asOf))
          else if ('settle' in change) scorer.scorecard()
          else compare()
        }
        compare()
      }),
      times(count),
    )
  })

  it('R12.1 moving the day within a cycle gives the bytes of a fresh scorer', () => {
    fc.assert(
      fc.property(society(own, 14), fc.array(day, { minLength: 4, maxLength: 8 }), (input, days) => {
        const cycle = { ...input.cycle, window: { from: '2018-01-01', to: '2018-12-31' } }
        const scorer = createScorer(whole({ ...input, cycle }))
        for (const asOf of days) {
          scorer.setAsOf(asOf)
          expect(serialiseScorecard(scorer.scorecard())).toBe(bytesOf(whole({ ...input, cycle, asOf })))
        }
      }),
      times(count / 2),
    )
  })

  it('R10.4 R11.3 a card shows the first 20 of the whole explanation and counts the rest', () => {
    fc.assert(
      fc.property(society(own, 60), (input) => {
        const scorer = createScorer(whole(input))
        const known = new Set(input.records.map((one) => one.id))
        for (const item of scorer.scorecard().sections.flatMap((section) => section.items)) {
          const all = scorer.explain(item.id)
          if (!all) throw new Error(`${item.id} is not explained`)
          const { counted, notCounted } = all
          expect(all.more).toEqual({ counted: 0, notCounted: 0 })
          expect(item).toEqual({
            ...all,
            counted: counted.slice(0, 20),
            notCounted: notCounted.slice(0, 20),
            more: { counted: Math.max(0, counted.length - 20), notCounted: Math.max(0, notCounted.length - 20) },
          })
          const told = [...counted, ...notCounted].map((one) => one.record)
          expect(new Set(told).size).toBe(told.length)
          expect(told.filter((id) => !known.has(id))).toEqual([])
        }
      }),
      times(count / 5),
    )
  })

  it('R11.4 a filing that is said to be lacking brings the gain that is said', () => {
    fc.assert(
      fc.property(society(own, 15), (input) => {
        const { asOf } = input
        for (const item of score(whole(input)).sections.flatMap((section) => section.items)) {
          for (const { record, reason, gain } of item.notCounted) {
            if (reason !== 'notFiled' || gain <= 0) continue
            const filings = catalog.bodies.map((body) => ({ to: body.id, on: asOf }))
            const filed = input.records.map((one) =>
              one.id === record ? { ...one, filings: [...one.filings, ...filings] } : one,
            )
            const after = score(whole({ ...input, records: filed }))
              .sections.flatMap((section) => section.items)
              .find((one) => one.id === item.id)
            expect([item.id, record, (after?.points.estimate ?? 0) - item.points.estimate]).toEqual([
              item.id,
              record,
              expect.closeTo(gain, 1),
            ])
          }
        }
      }),
      times(count / 3),
    )
  })

  it('R3.5 more evidence never lowers what is secured', () => {
    const shared = new Set(
      own.sections
        .flatMap((section) => section.items)
        .filter((item) => JSON.stringify(item).includes('"exclusive"'))
        .map((item) => item.id),
    )
    const proven = society(own).chain((input) => fc.tuple(fc.constant(input), fc.subarray(input.records)))
    fc.assert(
      fc.property(proven, ([input, some]) => {
        const chosen = new Set(some)
        const evident = input.records.map((one) => (chosen.has(one) ? { ...one, evidence: [{ file: 'b.pdf' }] } : one))
        const before = score(whole(input))
        const after = score(whole({ ...input, records: evident }))
        expect(after.total.secured).toBeGreaterThanOrEqual(before.total.secured)
        before.sections.forEach((section, s) => {
          section.items.forEach((item, i) => {
            const now = after.sections[s]?.items[i]
            expect(now?.points.estimate).toBe(item.points.estimate)
            if (!shared.has(item.id)) expect(now?.points.secured).toBeGreaterThanOrEqual(item.points.secured)
          })
        })
      }),
      times(count / 3),
    )
  })
})

describe('records', () => {
  it('R14.4 a record written and read again is the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rubrics).chain((one) => records(one, 5)),
        (list) => {
          for (const one of list) {
            const written = JSON.parse(JSON.stringify(writeRecord(one))) as unknown
            expect(readRecord(written, catalog)).toEqual({ ok: true, value: one })
          }
        },
      ),
      times(150),
    )
  })
})
