import type { Duty } from '@xingji/shared'
import { readDutyCases, runDutyCases } from '@xingji/shared/rubric'
import { catalog, rubricFiles, rubrics } from '../support/project-rubrics'

const withDuties = rubrics.filter((rubric) => rubric.duties.length > 0)
const fileOf = (id: string): string => `${id}/duties.yaml`

describe.each(withDuties.map((rubric) => [rubric.id, rubric] as const))('R17 the duties of %s', (id, rubric) => {
  const file = fileOf(id)
  const { results, problems } = runDutyCases(file, rubricFiles[file] ?? '', rubric, catalog)

  it('the file is in order', () => expect(problems).toEqual([]))

  it.each(results.map((one) => [one.name, one] as const))('%s', (_, { differences }) => {
    expect(differences).toEqual([])
  })

  it.each(rubric.duties.map((duty) => [duty.id, duty] as const))('%s is shown in each of its states', (_, duty) => {
    const { cases } = readDutyCases(file, rubricFiles[file] ?? '', rubric, catalog)
    const shown = cases
      .filter((one) => one.duty === duty.id)
      .flatMap((one) =>
        one.expect.map(([, want]) => (typeof want === 'string' ? want : (want as { status: string }).status)),
      )
    expect([...new Set(shown)].sort()).toEqual(expect.arrayContaining(statesOf(duty)))
  })
})

/** The states a duty can be in, from what it asks. */
function statesOf(duty: Duty): string[] {
  const all = ['future', 'open', 'dueSoon', 'overdue', 'done', 'late', 'waived']
  // A report before an event can be made as soon as the event is planned, and never afterwards.
  if (duty.done?.filed?.when === 'before') return all.filter((one) => one !== 'future' && one !== 'late')
  const time = catalog.kinds.find((kind) => kind.id === duty.each?.kind[0])?.time
  // What arises from a fact or a result is not known before it is so.
  return time === 'statement' || time === 'yearly' ? all.filter((one) => one !== 'future') : all
}
