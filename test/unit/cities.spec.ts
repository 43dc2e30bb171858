import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCycle, readLedger, score, serialiseScorecard, type Rubric } from '@xingji/shared'
import { casesFileOf, findRubric, loadRubricSet, runCases, Source, type RubricSet } from '@xingji/shared/rubric'
import { citiesFolder, cityFiles, xingji } from '../support/cities.js'

/** Cities nobody has seen: the vocabulary, worked by hand, through the library and through the command line. */
const cities = readdirSync(citiesFolder).sort()

function setOf(city: string): RubricSet {
  const set = loadRubricSet(cityFiles(city))
  if (!set.ok) throw new Error(JSON.stringify(set.problems))
  return set.value
}

const value = (file: string): unknown => new Source(file, cityFiles('yunling')[file] ?? '').value
const get = (set: RubricSet, reference: string): Rubric => {
  const found = findRubric(set, reference)
  if (!found) throw new Error(`no rubric ${reference}`)
  return found
}
const json = <T>(...words: string[]): T => JSON.parse(xingji(...words, '--json').stdout) as T

describe.each(cities)('%s', (city) => {
  const set = setOf(city)
  const files = cityFiles(city)
  const all = [
    ...set.rubrics.map((rubric) => ({ rubric, file: casesFileOf(rubric, false) })),
    ...set.editions.map((rubric) => ({ rubric, file: casesFileOf(rubric, true) })),
  ]

  const sentences = all.flatMap(({ rubric, file }) => {
    const { results, problems } = runCases(file, files[file] ?? '', rubric, set.catalog)
    if (problems.length > 0) throw new Error(JSON.stringify(problems))
    return results.map((one) => [`${rubric.id}@${rubric.edition} ${one.name}`, one] as const)
  })

  test('every rubric and edition has cases', () => {
    for (const { file } of all) expect(files[file]).toBeDefined()
    expect(sentences.length).toBeGreaterThan(all.length)
  })

  test.each(sentences)('%s', (_, { differences }) => {
    expect(differences).toEqual([])
  })

  test('xingji lint', () => {
    const { status, stdout, stderr } = xingji('lint', join(citiesFolder, city))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.trim().split('\n')).toHaveLength(all.length)
  })

  test('xingji rubrics --rubrics', () => {
    const rows = json<{ id: string; edition: string; maximum: number }[]>(
      'rubrics',
      '--rubrics',
      join(citiesFolder, city),
    )
    expect(rows).toEqual(
      all.map(({ rubric: { id, edition, maximum } }) => expect.objectContaining({ id, edition, maximum })),
    )
  })
})

describe('a city with its own catalog', () => {
  const folder = join(citiesFolder, 'yunling')
  const set = setOf('yunling')
  const rubric = get(set, 'yunling-2025')
  const options = [
    ...['--rubrics', folder, '--rubric', rubric.id, '--as-of', '2025-12-31'],
    ...['--ledger', join(folder, 'samples', 'physics.yaml')],
  ]

  test('knows its own kinds and no other', () => {
    const { kinds } = json<{ kinds: { id: string }[] }>('catalog', '--rubrics', folder)
    expect(kinds.map((kind) => kind.id)).toContain('open-lab-day')
    expect(kinds.map((kind) => kind.id)).not.toContain('academic-exchange')
  })

  test('the command line and the library give the same bytes, under a chosen class and due date', () => {
    const ledger = readLedger(value('samples/physics.yaml'), set.catalog, set.rubrics)
    const cycle = readCycle(value('samples/cycle.yaml'), rubric)
    if (!ledger.ok || !cycle.ok) throw new Error('bad sample')
    const { society, records } = ledger.value
    const card = score({ rubric, catalog: set.catalog, asOf: '2025-12-31', cycle: cycle.value, society, records })
    const { stdout } = xingji('score', ...options, '--cycle', join(folder, 'samples', 'cycle.yaml'), '--json')
    expect(stdout).toBe(`${serialiseScorecard(card)}\n`)
    // A: 60 x 0.3 + B: (10 + 15) x 0.7 + 2
    expect(card.total.estimate).toBe(37.5)
    expect(card.cycle).toMatchObject({ class: '科普类', due: { report: '2025-12-20' } })
    expect(card.sections.map((section) => section.weight)).toEqual([0.3, 0.7, undefined])
  })

  test('without a class the first one is taken and said', () => {
    const card = json<{ total: { estimate: number }; cycle: { class: string } }>('score', ...options)
    // A: 60 x 0.4 + B: 25 x 0.6 + 2
    expect(card).toMatchObject({ total: { estimate: 41 }, cycle: { class: '学术类' } })
  })

  test('what to do next and plans speak of the weighted total', () => {
    const card = json<{ next: { item: string; gain: number }[] }>('score', ...options)
    // Five more months lead B1 from 10 to 30: 20 x 0.6.
    expect(card.next.find((step) => step.item === 'B1')?.gain).toBe(12)
    const plan = xingji('plan', ...options, '--points', '60')
    expect(plan.status).toBe(0)
    expect(plan.stdout).toContain('现在预估 41 分')
  })

  test('a class, reading or due date the rubric does not know is refused with those it knows', () => {
    const refused = readCycle({ class: '工科', due: { other: '2025-01-01' }, readings: { A1: 'x' } }, rubric)
    expect(refused.ok ? [] : refused.problems.map((problem) => [problem.code, problem.path])).toEqual([
      ['unknownKey', 'due.other'],
      ['unknownKey', 'readings.A1'],
      ['unknownOption', 'class'],
    ])
    expect(refused.ok ? '' : refused.problems[2]?.message).toContain('学术类、科普类、综合类')
  })
})

describe('an edition', () => {
  const folder = join(citiesFolder, 'jiangwan')
  const set = setOf('jiangwan')
  const [before, after] = [get(set, 'jiangwan-2025'), get(set, 'jiangwan-2025@2026')]

  test('is as its base in all it does not state', () => {
    const same = ['id', 'title', 'rating', 'maximum', 'deductions', 'settings', 'groups', 'stages'] as const
    for (const key of same) expect(after[key]).toEqual(before[key])
    const items = (rubric: Rubric) => rubric.sections.flatMap((section) => section.items)
    const changed = items(after).filter(
      (item) => JSON.stringify(item) !== JSON.stringify(items(before).find((one) => one.id === item.id)),
    )
    expect(changed.map((item) => item.id)).toEqual(['2.5', '3.1', '3.2', '3.4'])
    expect(after.duties[0]).toEqual({
      ...before.duties[0],
      clause: '2月底前报送上年度工作总结的得5分，逾期报送的得2分。',
    })
  })

  test('xingji preview lists who gains and who loses, because of which clause', () => {
    const changes = json<object[]>(
      ...['preview', 'jiangwan-2025', 'jiangwan-2025@2026', '--as-of', '2025-12-31'],
      ...['--rubrics', folder, '--ledgers', join(folder, 'samples')],
    )
    const item = (id: string, old: number | null, now: number | null, clause: string) =>
      expect.objectContaining({ item: id, old, new: now, clause: expect.stringContaining(clause) as string }) as object
    const gate = (id: string, old: boolean | null, now: boolean | null) =>
      expect.objectContaining({ gate: id, old, new: now }) as object
    // 2025: 1.3 floor 2, 2.1 one event 5, 2.4 self-assessed 5, 3.1 10, 3.2 5. 2026: 2 + 5 + 7 + 2 (late) + 3.
    expect(changes).toEqual([
      {
        ledger: 'mechanics.yaml',
        society: '江湾市力学学会',
        old: { total: 27, stars: 1 },
        new: { total: 19, stars: 0 },
        eligible: { old: null, new: false },
        items: [
          item('2.4', 5, null, '好5分'),
          item('3.1', 10, 7, '每项3.5分'),
          item('3.2', 5, 2, '2月底前'),
          item('3.4', null, 3, '智库'),
        ],
        gates: [gate('minimum-2', null, false)],
      },
      {
        ledger: 'optics.yaml',
        society: '江湾市光学学会',
        old: { total: 7, stars: 0 },
        new: { total: 7, stars: 0 },
        eligible: { old: false, new: false },
        items: [],
        gates: [gate('gate-founded', false, true), gate('minimum-2', null, false)],
      },
    ])
  })

  test('problems of an edition point into its own file', () => {
    const file = 'jiangwan-2025/editions/2026.yaml'
    const files = cityFiles('jiangwan')
    const broken = (from: string, to: string) => {
      const set = loadRubricSet({ ...files, [file]: (files[file] ?? '').replace(from, to) })
      return set.ok ? [] : set.problems.map(({ code, line, path }) => ({ code, line, path }))
    }
    expect(broken('cap: 7', 'cap: 6')).toEqual([{ code: 'unreachable', line: 23, path: '评价项 3.1' }])
    expect(broken('kind: advice', 'kind: advices')).toEqual([
      { code: 'unknownKind', line: 28, path: 'items.3.1.rule.of.count.kind' },
    ])
    expect(broken('kind: young-scientists', 'kind: young')).toEqual([
      { code: 'unknownKind', line: 44, path: 'added[0].item.rule.when.count.kind' },
    ])
    expect(broken("after: '2.3'", "after: '2.9'")).toEqual([{ code: 'unknownItem', line: 38, path: 'added[0].after' }])
    expect(broken("removed: ['2.4']", "removed: ['9.9']")).toEqual([
      { code: 'unknownItem', line: 35, path: 'removed[0]' },
    ])
  })
})

test('a folder without any rubric says what is expected', () => {
  const { status, stderr } = xingji('lint', join(citiesFolder, 'yunling', 'samples'))
  expect(status).toBe(2)
  expect(stderr).toContain('没有找到评价标准')
  expect(stderr).toContain('rubric.yaml')
})
