import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject } from 'ajv'
import { jsonSchemas, Source } from '@xingji/shared/rubric'
import { measureKeys, shapes, tables, type Table } from '../../shared/src/rubric/vocabulary'
import { citiesFolder, textsOf } from '../support/cities.js'

const rubrics = join(__dirname, '..', '..', 'rubrics')
const schemas = jsonSchemas()
const ajv = new Ajv({ allowUnionTypes: true })
const validators = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]))

/** Which schema a file of a rubrics folder is held against. */
function schemaFor(file: string): string | undefined {
  if (/^[^/]+\/rubric\.yaml$/.test(file)) return 'rubric'
  if (/(^|\.|\/)cases\.yaml$/.test(file)) return 'cases'
  if (/(^|\.|\/)duties\.yaml$/.test(file)) return 'duties'
  if (/\/editions\/[^/]+\.yaml$/.test(file)) return 'edition'
  if (file === 'catalog/catalog.yaml') return 'catalog'
  if (file.startsWith('catalog/kinds/')) return 'kinds'
  return file.endsWith('/cycle.yaml') ? 'cycle' : undefined
}

const errorsOf = (name: string, text: string): ErrorObject[] => {
  const validate = validators[name]
  if (!validate) throw new Error(`no schema ${name}`)
  validate(new Source('file', text).value)
  return validate.errors ?? []
}

test('the files in rubrics/schema are the generated ones (regenerate: npx xingji schema rubrics/schema)', () => {
  const files = readdirSync(join(rubrics, 'schema')).sort()
  expect(files).toEqual(
    Object.keys(schemas)
      .sort()
      .map((name) => `${name}.schema.json`),
  )
  for (const [name, schema] of Object.entries(schemas))
    expect(JSON.parse(readFileSync(join(rubrics, 'schema', `${name}.schema.json`), 'utf8'))).toEqual(schema)
})

const folders = [rubrics, ...readdirSync(citiesFolder).map((city) => join(citiesFolder, city))]
const checked = folders.flatMap((folder) =>
  Object.entries(textsOf(folder)).flatMap(([file, text]) => {
    const name = schemaFor(file)
    return name === undefined ? [] : [{ title: join(folder, file).slice(join(rubrics, '..').length + 1), name, text }]
  }),
)

test.each(checked.map((one) => [one.title, one] as const))('%s is valid', (_, { name, text }) => {
  expect(errorsOf(name, text)).toEqual([])
})

test('every rubric, case, catalog and edition file names its schema on its first line', () => {
  expect(
    checked
      .filter(
        ({ name, text }) =>
          !text.startsWith(`# yaml-language-server: $schema=`) ||
          !text.split('\n')[0]?.endsWith(`/${name}.schema.json`),
      )
      .map((one) => one.title),
  ).toEqual([])
})

describe('the key tables of the loader are those of the schemas', () => {
  interface Shape {
    keys: string[]
    needed: string[]
  }
  const found: Shape[] = []
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk)
    else if (typeof node === 'object' && node !== null) {
      const { properties, additionalProperties, required = [] } = node as Record<string, unknown>
      if (additionalProperties !== undefined && typeof properties === 'object' && properties !== null)
        found.push({ keys: Object.keys(properties).sort(), needed: [...(required as string[])].sort() })
      Object.values(node).forEach(walk)
    }
  }
  walk(schemas)
  const has = (keys: readonly string[], needed: readonly string[]): boolean =>
    found.some(
      (one) => JSON.stringify(one) === JSON.stringify({ keys: [...new Set(keys)].sort(), needed: [...needed].sort() }),
    )
  // Tables that only stand in part, or beside others, in one object.
  const parts = new Set(['ruleBase', 'case', 'compare', 'measureExtra', 'selectorWindow', 'window'])

  test.each(Object.entries<Table>(tables).filter(([name]) => !parts.has(name)))('%s', (_, { keys, needed }) => {
    expect(has(keys, needed)).toBe(true)
  })

  test.each(Object.entries(shapes))('rule %s, alone and as a case', (_, { keys, needed }) => {
    const all = [...keys, ...tables.ruleBase.keys]
    expect(has(all, needed)).toBe(true)
    expect(
      has(
        [...all, 'when', 'else'],
        needed.filter((key) => key !== 'when'),
      ),
    ).toBe(true)
  })

  test.each(measureKeys.map((key) => [key]))('measure %s, alone and compared', (word) => {
    const starting = found.filter((one) => one.needed.length === 1 && one.needed[0] === word)
    const extra = new Set<string>(tables.measureExtra.keys)
    const compare = tables.compare.keys
    const rests = starting.map((one) => one.keys.filter((key) => key !== word && !extra.has(key)))
    expect(rests).toContainEqual([])
    expect(rests).toContainEqual([...compare].sort())
  })
})

describe('editors mark', () => {
  const good = textsOf(join(citiesFolder, 'jiangwan'))['jiangwan-2025/rubric.yaml'] ?? ''
  const wrong: [string, string, string][] = [
    ['an unknown key', 'floor: 2', 'flor: 2'],
    ['a number in quotes', 'maximum: 100', "maximum: '100'"],
    ['a missing clause', 'clause: 近三年年检均合格的得10分，两年合格的得6分，一年合格的得3分。', ''],
    ['a wrong due date', 'default: 03-31', 'default: 3月31日'],
    ['a measure without its selector', '{ count: { kind: academic-exchange } }', '{ count: academic-exchange }'],
    ['two measures in one', 'of: { tally: [', 'of: { fact: charter, tally: ['],
    ['an unquoted section id', "- id: '2'", '- id: 2'],
  ]
  test.each(wrong)('%s', (_, from, to) => {
    expect(good).toContain(from)
    expect(errorsOf('rubric', good.replace(from, to))).not.toEqual([])
  })
})
