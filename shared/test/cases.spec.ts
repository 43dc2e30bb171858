import { runCases } from '@xingji/shared/rubric'
import { catalog, rubricFiles, rubrics } from './support/project-rubrics'

describe.each(rubrics.map((rubric) => [rubric.id, rubric] as const))('R13.5 the sentences of %s hold', (id, rubric) => {
  const file = `${id}/cases.yaml`
  const { results, problems } = runCases(file, rubricFiles[file] ?? '', rubric, catalog)

  it('the file is in order', () => {
    expect(problems).toEqual([])
    expect(results.length).toBeGreaterThan(0)
  })

  it.each(results.map((one) => [one.name, one] as const))('%s', (_, { differences }) => {
    expect(differences).toEqual([])
  })
})
