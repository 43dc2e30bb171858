import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRubric, loadRubricSet } from '@xingji/shared/rubric'
import { cityFiles, xingji } from '../support/cities.js'

/** The recipes are true: their examples stand in the fixtures, their commands run, their rules are read. */
const root = join(__dirname, '..', '..')
const recipes = ['add-a-rubric', 'add-a-record-kind', 'new-edition', 'import-a-table'].map((name) => ({
  name,
  text: readFileSync(join(root, 'docs', 'recipes', `${name}.md`), 'utf8'),
}))

/** Fenced blocks under a marker: `<!-- path or word -->`, an empty line, the block. */
const blocks = recipes.flatMap(({ name, text }) =>
  [...text.matchAll(/<!-- (\S+) -->\n\n```\w+\n([\s\S]*?)```/g)].map((match, i) => ({
    title: `${name} ${i + 1}: ${match[1] ?? ''}`,
    marker: match[1] ?? '',
    body: match[2] ?? '',
  })),
)
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

test.each(blocks.filter(({ marker }) => marker.endsWith('.yaml')).map((one) => [one.title, one] as const))(
  '%s has this example',
  (_, { marker, body }) => {
    expect(lines(readFileSync(join(root, marker), 'utf8')).join('\n')).toContain(lines(body).join('\n'))
  },
)

const commands = blocks.flatMap(({ marker, body }) => (marker === 'runs' ? lines(body) : []))

test.each([...new Set(commands)].map((line) => [line]))('%s', (line) => {
  expect(xingji(...line.replace(/^npx xingji /, '').split(' '))).toMatchObject({ status: 0, stderr: '' })
})

test('what new-edition shows is what the preview prints', () => {
  const command = commands.find((line) => line.includes(' preview ')) ?? ''
  const { stdout } = xingji(...command.replace(/^npx xingji /, '').split(' '))
  const printed = blocks.filter(({ marker }) => marker === 'prints')
  expect(printed).toHaveLength(1)
  for (const { body } of printed) expect(stdout).toContain(body)
})

describe('every rule the recipe gives for a sentence is read as it stands', () => {
  const files = cityFiles('jiangwan')
  const file = 'jiangwan-2025/rubric.yaml'
  const spot = 'rule: { points: 3, when: attestation/think-tank-data }'
  const snippets = [...(recipes[0]?.text ?? '').matchAll(/^\|.*\|$/gm)]
    .flatMap(([row]) => [...row.matchAll(/`(?:of: )?(\{[^`]*\})`/g)].map((match) => match[1] ?? ''))
    .filter((snippet) => !snippet.includes('…'))

  const set = loadRubricSet(files)

  /** As a rule, a condition or a measure. */
  const readAs = (rule: string): string[] => {
    if (!set.ok) throw new Error('bad fixture')
    const result = loadRubric(file, (files[file] ?? '').replace(spot, `rule: ${rule}`), set.value.catalog)
    return result.ok ? [] : result.problems.map((one) => one.message)
  }

  test('there are some', () => {
    expect(files[file]).toContain(spot)
    expect(snippets.length).toBeGreaterThan(20)
  })

  test.each(snippets.map((one) => [one]))('%s', (snippet) => {
    const forms = [snippet, `{ points: 3, when: ${snippet} }`, `{ steps: [{ min: 1, points: 3 }], of: ${snippet} }`]
    expect(forms.map(readAs)).toContainEqual([])
  })
})
