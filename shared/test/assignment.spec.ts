import fc from 'fast-check'
import { score } from '@xingji/shared'
import { assign, type Candidate, type Given, type Value } from '../src/scoring/assignment'
import { rubric } from './support/project-rubrics'
import { inputOf } from './support/scoring'

/** Points of one item: first + each further, capped; and a judged part that needs a record. */
interface Pay {
  first: number
  each: number
  cap: number
  judged: number
  own: number
}

const paid = ({ first, each, cap }: Pay, count: number): number =>
  count === 0 ? 0 : Math.min(cap, first + (count - 1) * each)

/** Records beyond which an item gains nothing more, counted by trying. */
function enoughFor(pay: Pay): number {
  let count = 1
  while (paid(pay, count) < pay.cap) count++
  return count
}

function valueOf(pays: readonly Pay[], given: readonly Given[]): Value {
  const value = { estimate: 0, potential: 0, secured: 0 }
  pays.forEach((pay, i) => {
    const { all, evident } = given[i] ?? { all: 0, evident: 0 }
    value.estimate += paid(pay, all) + (all > 0 ? pay.own : 0)
    value.potential += paid(pay, all) + (all > 0 ? pay.judged : 0)
    value.secured += paid(pay, evident) + (evident > 0 ? pay.own : 0)
  })
  return value
}

const byOrder = (a: Candidate, b: Candidate): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

interface Choice {
  value: Value
  served: Candidate[][]
}

/** Positive when `a` is to be preferred, read off "Exclusive items" word by word. */
function prefer(a: Choice, b: Choice): number {
  const points =
    a.value.estimate - b.value.estimate || a.value.potential - b.value.potential || a.value.secured - b.value.secured
  if (points !== 0) return points
  for (let slot = a.served.length - 1; slot >= 0; slot--) {
    const more = (a.served[slot]?.length ?? 0) - (b.served[slot]?.length ?? 0)
    if (more !== 0) return more
  }
  for (let slot = a.served.length - 1; slot >= 0; slot--) {
    const [one, two] = [a.served[slot] ?? [], b.served[slot] ?? []]
    for (let i = 0; i < one.length; i++) {
      const [mine, other] = [one[i], two[i]]
      const order = mine && other ? byOrder(mine, other) : 0
      if (order !== 0) return -order
    }
  }
  return 0
}

/** The best of all assignments, each record to one of its slots or to none. */
function bruteForce(candidates: readonly Candidate[], slots: number, worth: (given: Given[]) => Value): Choice {
  const ordered = [...candidates].sort(byOrder)
  const served: Candidate[][] = Array.from({ length: slots }, () => [])
  let best: Choice | undefined
  const walk = (i: number): void => {
    const one = ordered[i]
    if (!one) {
      const given = served.map((list) => ({ all: list.length, evident: list.filter((c) => c.hasEvidence).length }))
      const choice = { value: worth(given), served: served.map((list) => [...list]) }
      if (!best || prefer(choice, best) > 0) best = choice
      return
    }
    walk(i + 1)
    for (let slot = 0; slot < slots; slot++) {
      if (((one.mask >> slot) & 1) === 0) continue
      served[slot]?.push(one)
      walk(i + 1)
      served[slot]?.pop()
    }
  }
  walk(0)
  if (!best) throw new Error('no assignment at all')
  return best
}

const pay: fc.Arbitrary<Pay> = fc
  .record({
    first: fc.integer({ min: 1, max: 4 }),
    each: fc.integer({ min: 1, max: 3 }),
    more: fc.integer({ max: 3, min: 0 }),
    judged: fc.integer({ min: 0, max: 3 }),
  }) // prettier-ignore
  .chain(({ first, each, more, judged }) =>
    fc.integer({ min: 0, max: judged }).map((own) => ({ first, each, cap: first + each * more, judged, own })),
  )

const candidatesOf = (slots: number): fc.Arbitrary<Candidate[]> =>
  fc
    .array(
      fc.record({
        day: fc.constantFrom('2018-01-01', '2018-02-01', '2018-03-01'),
        hasEvidence: fc.boolean(),
        mask: fc.integer({ min: 0, max: 2 ** slots - 1 }),
      }),
      { maxLength: 7, size: 'max' },
    )
    .map((list) => list.map((one, i) => ({ ...one, id: `r${i}` })))

describe.each([2, 3])('R6.2 R6.3 over %i items', (slots) => {
  it('the assignment is the best of all', () => {
    fc.assert(
      fc.property(fc.array(pay, { minLength: slots, maxLength: slots }), candidatesOf(slots), (pays, candidates) => {
        const worth = (given: Given[]): Value => valueOf(pays, given)
        const best = bruteForce(candidates, slots, worth)
        const found = assign(candidates, pays.map(enoughFor), worth)
        expect(worth(found.given)).toEqual(best.value)
        const sets = best.served.map((list) => list.map((one) => one.id))
        const chosen = sets.map((_, slot) =>
          [...candidates]
            .sort(byOrder)
            .filter((one) => found.serves.get(one.id) === slot)
            .map((one) => one.id),
        )
        expect(chosen).toEqual(sets)
      }),
      { numRuns: slots === 2 ? 400 : 200, seed: 11 },
    )
  })
})

describe('R6 on the official table: 6.1 and 8.2 share the activities', () => {
  interface Activity {
    on: string
    themed: boolean
    professional: boolean
    project: boolean
    filed: boolean
    evident: boolean
  }
  const activity = fc.record({
    on: fc.constantFrom('2018-03-01', '2018-05-01', '2018-07-01'),
    themed: fc.boolean(),
    professional: fc.boolean(),
    project: fc.constantFrom(false, false, false, true),
    filed: fc.constantFrom(true, true, false),
    evident: fc.boolean(),
  })

  it('R6.2 R6.3 figures and chosen records equal those found by trying everything', () => {
    const own = fc.integer({ min: 0, max: 20 })
    fc.assert(
      fc.property(fc.array(activity, { maxLength: 7, size: 'max' }), own, (list: Activity[], selfAssessed) => {
        // 6.1: 10 for the first, 5 each further, up to 30, and 20 judged. 8.2: 20, then 10 each, up to 50.
        const pays: Pay[] = [
          { first: 10, each: 5, cap: 30, judged: 20, own: selfAssessed },
          { first: 20, each: 10, cap: 50, judged: 0, own: 0 },
        ]
        const candidates = list.map((one, i): Candidate => {
          const forTheme = one.themed ? 1 : 0
          const forProfession = one.professional && !one.project && one.filed ? 2 : 0
          return { id: `r${i + 1}`, day: one.on, hasEvidence: one.evident, mask: forTheme + forProfession }
        })
        const best = bruteForce(candidates, 2, (given) => valueOf(pays, given))
        const input = inputOf('cast-2018', {
          selfAssessment: { '6.1.judged': selfAssessed },
          records: list.map(({ on, themed, professional, project, filed, evident }) => ({
            kind: 'party-activity',
            on,
            themed,
            professional,
            project,
            filings: filed ? [{ to: 'party', on: '2018-12-01' }] : [],
            evidence: evident ? ['照片.jpg'] : [],
          })),
        })
        const items = score({ ...input, rubric: rubric('cast-2018') }).sections.flatMap((section) => section.items)
        const [theme, profession] = ['6.1', '8.2'].map((id) => items.find((item) => item.id === id))
        const together = (key: 'secured' | 'estimate' | 'potential'): number =>
          (theme?.points[key] ?? 0) + (profession?.points[key] ?? 0)
        expect([together('estimate'), together('potential'), together('secured')]).toEqual([
          best.value.estimate,
          best.value.potential,
          best.value.secured,
        ])
        const elsewhere = (item: typeof theme): string[] =>
          (item?.notCounted ?? [])
            .filter((one) => one.reason === 'assignedElsewhere')
            .map((one) => one.record)
            .sort()
        const eligible = new Map(candidates.map((one) => [one.id, one.mask]))
        const both = (slot: number): string[] =>
          (best.served[slot] ?? [])
            .map((one) => one.id)
            .filter((id) => eligible.get(id) === 3)
            .sort()
        expect(elsewhere(theme)).toEqual(both(1))
        expect(elsewhere(profession)).toEqual(both(0))
      }),
      { numRuns: 250, seed: 5 },
    )
  })
})
