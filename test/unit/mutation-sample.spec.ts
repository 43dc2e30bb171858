import { fateOf, loadSubjects, readExplanations } from '../mutation/run'
import type { Mutant } from '../mutation/rubric'

/** Mutants tried of each rubric; `npm run check:long` tries them all. */
const each = 16

/** Numbers in [0, 1), always the same ones (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const explanations = readExplanations()
const subjects = loadSubjects()

test.each(subjects.map((subject) => [subject.rubric.id, subject] as const))(
  'a sample of the mutants of %s is killed, refused or explained',
  (_id, subject) => {
    const next = numbers(20180712)
    const sample = Array.from({ length: each }, () => subject.mutants[Math.floor(next() * subject.mutants.length)])
    const survivors = sample.filter((one): one is Mutant => one !== undefined && fateOf(one, subject) === 'survived')
    expect(survivors.map((one) => one.name).filter((name) => !explanations.has(name))).toEqual([])
  },
)

test('mutants bear names of their own', () => {
  for (const { mutants } of subjects) expect(new Set(mutants.map((one) => one.name)).size).toBe(mutants.length)
})
