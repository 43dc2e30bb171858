import { failing, fateOf, loadSubjects, readExplanations, type Fate } from '../mutation/run'

const subjects = loadSubjects()
const explanations = readExplanations()

describe('every mutant of every rubric is refused, killed by a case, or explained by name', () => {
  it.each(subjects.map((subject) => [subject.rubric.id, subject] as const))(
    '%s',
    (id, subject) => {
      expect(failing(subject)).toEqual([])
      const fates = new Map<string, Fate>()
      for (const mutant of subject.mutants) {
        expect(fates.has(mutant.name) ? mutant.name : undefined).toBeUndefined()
        fates.set(mutant.name, fateOf(mutant, subject))
      }
      const named = (fate: Fate): string[] => [...fates.keys()].filter((name) => fates.get(name) === fate)
      const survivors = named('survived')
      const explained = survivors.filter((name) => explanations.has(name))
      process.stderr.write(
        `${id}: ${fates.size} mutants, ${named('killed').length} killed, ${named('refused').length} refused, ` +
          `${explained.length} explained, ${survivors.length - explained.length} unexplained\n`,
      )
      expect(survivors.filter((name) => !explanations.has(name))).toEqual([])
      const stale = [...explanations.keys()].filter((name) => name.startsWith(`${id} `) && !explained.includes(name))
      expect(stale).toEqual([])
    },
    300_000,
  )

  it('explanations name a rubric of the project and give a reason', () => {
    const ids = subjects.map((subject) => subject.rubric.id)
    for (const [name, reason] of explanations) {
      expect(ids).toContain(name.split(' ')[0])
      expect(reason.trim().length).toBeGreaterThan(20)
    }
  })
})
