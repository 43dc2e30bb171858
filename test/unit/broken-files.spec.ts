import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { casesFileOf, loadRubricSet, runCases } from '@xingji/shared/rubric'
import type { Problem } from '@xingji/shared'
import { citiesFolder, cityFiles, xingji } from '../support/cities.js'

/** Thirty ways to break a file from elsewhere: one plain sentence each, never a stack trace, never a cascade. */
const files = cityFiles('yunling')
const rubric = 'yunling-2025/rubric.yaml'
const cases = 'yunling-2025/cases.yaml'
const catalog = 'catalog/catalog.yaml'
const kinds = 'catalog/kinds/work.yaml'

function problemsWith(file: string, text: string): Problem[] {
  const all = { ...files, [file]: text }
  const set = loadRubricSet(all)
  if (!set.ok) return set.problems
  return set.value.rubrics.flatMap((one) => {
    const path = casesFileOf(one, false)
    return runCases(path, all[path] ?? '', one, set.value.catalog).problems
  })
}
const swap = (file: string, from: string, to: string): string => {
  const text = files[file] ?? ''
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  return text.replace(from, to)
}
const laughs = [...'bcdefghi'].reduce(
  (text, name, i) =>
    `${text}${name}: &${name} [${Array(9)
      .fill(`*${'abcdefgh'[i] ?? ''}`)
      .join(', ')}]\n`,
  'a: &a [x, x, x, x, x, x, x, x, x]\n',
)
const report = '  - { id: report, label: 年度报告报送截止, default: 12-15 }'

/** Name, file, its text, and the place and sentence of the first problem. */
const broken: [string, string, string, RegExp][] = [
  ['a tab', rubric, swap(rubric, '    title: 基础工作', '\t  title: 基础工作'), /:25: .*Tab 键；请全部改成空格/],
  ['an open quote', rubric, swap(rubric, "edition: '2025'", "edition: '2025"), /少了一个符号；检查引号/],
  ['an open bracket', rubric, swap(rubric, 'bands: [', 'bands: [['), /没关上的括号/],
  ['a full-width colon', rubric, swap(rubric, 'title: 云岭', 'title：云岭'), /:4: .*英文冒号，后面空一格/],
  ['no space after the colon', rubric, swap(rubric, 'title: 云岭', 'title:云岭'), /:4: .*英文冒号，后面空一格/],
  ['an indent out of line', rubric, swap(rubric, '        title: 年度报告', '      title: 年度报告'), /:45: .*缩进/],
  ['an empty file', rubric, '', /rubric\.yaml: .*是空的/],
  ['a comment only', rubric, '# 以后再写\n', /rubric\.yaml: .*是空的/],
  ['a list for a map', rubric, '- a\n- b\n', /应是一组“键: 值”，这里是一个列表/],
  ['a word for a map', rubric, '你好', /应是一组“键: 值”，这里是 “你好”/],
  ['an empty catalog', catalog, '', /catalog\.yaml: .*是空的/],
  ['a map for a list of kinds', kinds, 'id: x\n', /应是一个列表/],
  ['bytes', rubric, 'PK\u0003\u0004\0\0\0', /不是文本文件.*另存为 UTF-8/],
  ['another encoding', rubric, 'id: a\ntitle: \uFFFD\uFFFD\n', /:2: .*编码不是 UTF-8.*编码选 UTF-8/],
  ['a huge file', rubric, '# 很长\n'.repeat(300_000), /不应超过 100 万字/],
  ['two documents', rubric, swap(rubric, 'rating: {', '---\nrating: {'), /:12: .*删去 ---/],
  ['a tag', rubric, swap(rubric, 'title: 云岭', 'title: !!python/object 云岭'), /:4: .*感叹号/],
  ['an anchor in a circle', rubric, swap(rubric, 'rating: {', 'rating: &r { x: *r,'), /:12: .*死循环/],
  ['an unknown alias', rubric, swap(rubric, 'rating: {', 'rating: { x: *nothing,'), /:12: .*先定义再引用/],
  ['aliases that explode', rubric, laughs, /展开后太大/],
  ['brackets without end', rubric, `a: ${'['.repeat(3000)}${']'.repeat(3000)}\n`, /嵌套太深/],
  ['__proto__', rubric, swap(rubric, 'rating: {', '__proto__: { a: 1 }\nrating: {'), /:12: .*__proto__/],
  ['__proto__ in weights', rubric, swap(rubric, 'weights: {', 'weights: { __proto__: 1,'), /:28: .*__proto__/],
  ['constructor', rubric, swap(rubric, 'rating: {', 'constructor: 1\nrating: {'), /:12: constructor: 不认识的键/],
  ['a number in quotes', rubric, swap(rubric, 'maximum: 100', "maximum: '100'"), /:10: maximum: .*数字不加引号/],
  ['an unquoted id', rubric, swap(rubric, '- id: A1', '- id: 1.1'), /:30: .*请加引号/],
  ['a key that is a number', cases, swap(cases, 'A1: { estimate: 40', '1.10: { estimate: 40'), /写成 '1\.10'/],
  ['endless points', rubric, swap(rubric, 'points: 40', 'points: .inf'), /:37: .*应是数字，这里是 Infinity/],
  ['gates as a map', rubric, swap(rubric, '  - id: gate-registered', '    id: gate-registered'), /: gates: 应是一个列表/],
  ['a gate that asks a number', rubric, swap(rubric, 'when: organisation.registered', 'when: 5'), /:21: .*条件应是/],
  ['due as a day', rubric, swap(rubric, `due:\n${report}`, 'due: 12-15'), /:14: due: 应是一个列表/],
  ['a due date of digits', rubric, swap(rubric, 'default: 12-15', 'default: 1215'), /:15: due\[0\]\.default: .*月-日/],
  ['settings as a word', rubric, swap(rubric, 'gates:', 'settings: none\ngates:'), /:17: settings: 应是一个列表/],
  ['a stage without a year', rubric, swap(rubric, 'gates:', 'stages: [{ id: a, title: b, from: 11-01 }]\ngates:'), /:17: .*有效日期/],
  ['duties as a map', rubric, swap(rubric, 'gates:', 'duties: { a: 1 }\ngates:'), /:17: duties: 应是一个列表/],
  ['an id twice', rubric, swap(rubric, '- id: B2', '- id: B1'), /:66: .*B1 出现了两次，请改名/],
  ['a gate named like an item', rubric, swap(rubric, '- id: gate-registered', '- id: B1'), /B1 出现了两次/],
  ['an item left empty', rubric, swap(rubric, '      - id: B4', '      -\n      - id: B4'), /:81: .*items\[3\]: .*是空的/],
  ['a rule without its measure', rubric, swap(rubric, ', of: { count: { kind: media-report, where: { outlet: national } } }', ''), /缺少 of，请补上/],
  ['an expert without records', rubric, swap(rubric, '          needs: { kind: joint-project, window: { years: 2 } }\n', ''), /缺少 needs.*needs: null/],
  ['a window of no year', rubric, swap(rubric, 'years: 2', 'years: 0'), /:79: .*年数至少是 1/],
  ['a number without unit', kinds, swap(kinds, ', unit: 人次', ''), /:9: .*缺少 unit/],
  ['an option field without options', kinds, (files[kinds] ?? '').replace(/ +options: \[\{ id: gold.*\n/, ''), /:31: .*缺少 options/],
  ['a kind in Chinese', kinds, swap(kinds, '- id: medal', '- id: 奖牌'), /:26: .*只用小写字母/],
  ['a case without a day', cases, swap(cases, '  asOf: 2025-12-31\n', ''), /:5: \[0\]: 缺少 asOf/],
  ['a case with an unknown grade', cases, swap(cases, 'selfAssessment: { B3: good }', 'selfAssessment: { B3: best }'), /good、fair、poor/],
  ['cases as a map', cases, 'a: 1\n', /应是一个列表/],
] // prettier-ignore

test.each(broken)('%s', (_, file, text, expected) => {
  const [first, ...others] = problemsWith(file, text)
  expect(first && `${first.file ?? ''}${first.line ? `:${first.line}` : ''}: ${first.path}: ${first.message}`).toMatch(
    expected,
  )
  expect(others.length).toBeLessThan(4)
})

test('line ends of Windows and a byte order mark do no harm', () => {
  expect(problemsWith(rubric, `\uFEFF${(files[rubric] ?? '').replace(/\n/g, '\r\n')}`)).toEqual([])
})

describe('folders', () => {
  const make = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'xingji-'))
    cpSync(join(citiesFolder, 'yunling'), folder, { recursive: true })
    return folder
  }
  const lint = (change: (folder: string) => void) => {
    const folder = make()
    try {
      change(folder)
      return xingji('lint', folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  test('a link back to a folder above is followed once', () => {
    expect(lint((folder) => symlinkSync(folder, join(folder, 'loop'))).status).toBe(0)
  })

  test('a link to nowhere is told by name', () => {
    const { status, stderr } = lint((folder) => {
      rmSync(join(folder, catalog))
      symlinkSync(join(folder, 'nowhere'), join(folder, catalog))
    })
    expect(status).toBe(2)
    expect(stderr).toMatch(/catalog\.yaml: 没有这个文件\n$/)
  })

  test('a catalog without catalog.yaml says where it belongs', () => {
    const { status, stderr } = lint((folder) => rmSync(join(folder, catalog)))
    expect(status).toBe(2)
    expect(stderr).toMatch(/^没有找到 catalog\.yaml.*catalog 文件夹/)
  })

  test('a file with the other ending is named', () => {
    const { stderr } = lint((folder) => {
      cpSync(join(folder, rubric), join(folder, 'yunling-2025', 'rubric.yml'))
      rmSync(join(folder, rubric))
    })
    expect(stderr).toBe('yunling-2025/rubric.yml: 文件名请以 .yaml 结尾，改成 yunling-2025/rubric.yaml\n')
  })
})
