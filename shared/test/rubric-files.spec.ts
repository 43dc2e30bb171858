import { readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { formatProblem, score, type Problem } from '@xingji/shared'
import { loadRubricSet } from '@xingji/shared/rubric'
import { readTree, rubricFiles } from './support/project-rubrics'

const fixtures = path.resolve(__dirname, '..', '..', 'test', 'fixtures')
const good = readTree(path.join(fixtures, 'good-rubric'))
const inTown = 'town/rubric.yaml'

const problemsOf = (files: Record<string, string>): Problem[] => {
  const result = loadRubricSet(files)
  return result.ok ? [] : result.problems
}

/** What is expected of one problem: where it is, its cause and its fix. */
interface Expected {
  at: string
  cause: RegExp
  fix: RegExp
}
const item11 = 'sections[0].items[0]'
const item12 = 'sections[0].items[1]'
const kinds = 'catalog/kinds/work.yaml'

const wrong: Record<string, Expected[]> = {
  'unknown-key': [
    { at: `${inTown}:28: ${item11}.maxmum`, cause: /不认识的键 maxmum/, fix: /是不是 maximum/ },
    { at: `${inTown}:25: ${item11}`, cause: /缺少 maximum/, fix: /请补上/ },
  ],
  'doubled-key': [{ at: `${inTown}:24`, cause: /同一处的键写了两次/, fix: /删去或改名/ }],
  'broken-yaml': [{ at: `${inTown}:2`, cause: /少了一个符号/, fix: /检查引号/ }],
  'tab-indent': [{ at: `${inTown}:34`, cause: /缩进用了 Tab/, fix: /改成空格/ }],
  'missing-clause': [{ at: `${inTown}:25: ${item11}`, cause: /缺少 clause/, fix: /请补上/ }],
  'unknown-kind': [{ at: `${inTown}:32: ${item11}.rule.of.count.kind`, cause: /没有种类 “meetng”/, fix: /是不是 meeting/ }],
  'unknown-field': [{ at: `${inTown}:41: ${item12}.rule.of.field`, cause: /没有字段 peoples/, fix: /是不是 people/ }],
  'unknown-option': [{ at: `${inTown}:41: ${item12}.rule.of.max.where.level`, cause: /没有选项 “country”/, fix: /是不是 county/ }],
  'unknown-body': [{ at: `${inTown}:32: ${item11}.rule.of.count.filed.to`, cause: /没有报送对象 offfice/, fix: /是不是 office/ }],
  'unknown-due': [{ at: `${inTown}:53: sections[1].items[0].rule.cases[0].when.filed.by`, cause: /没有期限 plans/, fix: /是不是 plan/ }],
  'unknown-setting': [{ at: `${inTown}:32: ${item11}.rule.of.count.filed.within`, cause: /没有设置 filing-day/, fix: /是不是 filing-days/ }],
  'unknown-rule': [{ at: `${inTown}:30: ${item11}.rule`, cause: /看不出是哪种规则/, fix: /应有 points、steps、each/ }],
  'unknown-fact': [{ at: `${inTown}:18: gates[0].when`, cause: /没有种类 comittee/, fix: /是不是 committee/ }],
  'fact-of-an-event': [{ at: `${inTown}:18: gates[0].when`, cause: /“会议”不是常设情况/, fix: /time: statement/ }],
  'section-total': [
    { at: `${inTown}:21: 部分 1`, cause: /各项满分合计 35，与本部分写明的 30 不符/, fix: /核对各项的 maximum/ },
    { at: `${inTown}:33: 评价项 1.2`, cause: /最多可得 10 分，与写明的满分 15 不符/, fix: /请改其中一个/ },
  ],
  'item-out-of-reach': [{ at: `${inTown}:33: 评价项 1.2`, cause: /最多可得 8 分，与写明的满分 10 不符/, fix: /请改其中一个/ }],
  'rubric-total': [{ at: `${inTown}:5: maximum`, cause: /各部分合计 50，与写明的总分 60 不符/, fix: /核对各部分的 maximum/ }],
  'deductions-total': [{ at: `${inTown}:6: deductions`, cause: /各项扣分合计 10，与写明的 20 不符/, fix: /核对各项的 deduction/ }],
  'dead-step': [{ at: `${inTown}:33: 评价项 1.2`, cause: /第 2 档的门槛 100 不高于前一档 200/, fix: /从低到高写/ }],
  'no-cap': [{ at: `${inTown}:25: 评价项 1.1`, cause: /没有写 cap/, fix: /最多多少分/ }],
  'else-first': [{ at: `${inTown}:53: sections[1].items[0].rule.cases[0]`, cause: /else 之后的各项永远轮不到/, fix: /放到最后/ }],
  'item-twice': [{ at: `${inTown}:33: ${item12}`, cause: /1\.1 出现了两次/, fix: /请改名/ }],
  'duty-to-nowhere': [{ at: `${inTown}:61: duties minutes`, cause: /没有评价项或申报条件 1\.3/, fix: /item 写它关系到哪一项/ }],
  'unused-due': [{ at: `${inTown}:11: due summary`, cause: /没有被任何规则用到/, fix: /用上或删去/ }],
  'day-that-is-none': [{ at: `${inTown}:10: due[0].default`, cause: /“02-30”/, fix: /月-日（如 03-31）/ }],
  'window-turned-round': [{ at: `${inTown}:9: window`, cause: /2020-01-01 早于开始日期 2020-12-31/, fix: /请对调/ }],
  'newer-engine': [{ at: `${inTown}:4: minEngine`, cause: /要求评分引擎 99/, fix: /请先升级/ }],
  'folder-name': [{ at: `${inTown}:1: id`, cause: /编号 village 与文件夹名 town 不同/, fix: /应一致/ }],
  'number-in-quotes': [{ at: `${inTown}:31: ${item11}.rule.cap`, cause: /应是数字，这里是 “20”/, fix: /不加引号/ }],
  'three-decimals': [{ at: `${inTown}:30: ${item11}.rule.each`, cause: /5\.125/, fix: /最多两位小数/ }],
  'field-compared-with-text': [{ at: `${inTown}:41: ${item12}.rule.of.max.where.people`, cause: /“参加人数”应是数字/, fix: /不加引号；要比大小写 \{min: 30\}/ }],
  'sum-of-a-flag': [{ at: `${inTown}:41: ${item12}.rule.of.field`, cause: /线上会议不是数字字段/, fix: /不能用于 max/ }],
  'threshold-on-an-option': [{ at: `${inTown}:41: ${item12}.rule.of.max.where.level.min`, cause: /“级别”不能比大小/, fix: /请直接写值，如 level: town/ }],
  'exclusive-on-a-measure': [{ at: `${inTown}:41: ${item12}.rule.of.max.exclusive`, cause: /exclusive 只用于按次数计分/, fix: /请删去，或改用 count/ }],
  'years-of-an-event': [
    { at: `${inTown}:18: gates[0].when.eachYear.year`, cause: /“会议”不是/, fix: /请写 window/ },
    { at: `${inTown}:18: gates[0].when.eachYear.kind`, cause: /“会议”不是/, fix: /请写 window/ },
  ],
  'half-a-day': [{ at: `${inTown}:12: settings[0].default`, cause: /这里是 1\.5/, fix: /0 到 36500 的整数/ }],
  'step-below-zero': [{ at: `${inTown}:39: ${item12}.rule.steps[0].min`, cause: /门槛 -30 什么都不做也达到/, fix: /从 1 起写/ }],
  'always-enough': [{ at: `${inTown}:18: gates[0].when.min`, cause: /门槛 0 什么都不做也达到/, fix: /从 1 起写/ }],
  'share-of-no-ratio': [{ at: `${inTown}:39: ${item12}.rule.steps[0].min`, cause: /百分比只和 ratio（比例）比/, fix: /直接写数字/ }],
  'more-than-the-whole': [
    { at: `${inTown}:39: ${item12}.rule.steps[0].min`, cause: /部分不会多过全体，达不到 30/, fix: /要写 %，如 60%/ },
    { at: `${inTown}:40: ${item12}.rule.steps[1].min`, cause: /部分不会多过全体，达不到 100/, fix: /要写 %，如 60%/ },
  ],
  'step-by-a-fact-that-is-no-number': [{ at: `${inTown}:41: ${item12}.rule.of`, cause: /“委员会”不是数字字段/, fix: /有没有请用 points 和 when/ }],
  'ratio-of-a-fact-that-is-no-number': [{ at: `${inTown}:41: ${item12}.rule.of.ratio[0]`, cause: /“委员会”不是数字字段/, fix: /有没有请用 points 和 when/ }],
  'id-with-a-space': [{ at: `${inTown}:33: ${item12}.id`, cause: /编号 “1 2” 不能用/, fix: /由文字、数字和 \. _ - 组成/ }],
  'band-out-of-reach': [{ at: `${inTown}:7: rating.bands[0].min`, cause: /最多 5 星，到不了 6 星/, fix: /请改其中一个/ }],
  'number-without-unit': [{ at: `${kinds}:7: [0].fields[0]`, cause: /people 缺少 unit/, fix: /请补上/ }],
  'kind-twice': [{ at: `${kinds}:14: [1].id`, cause: /meeting 已在 catalog\/kinds\/work\.yaml 定义/, fix: /请改名/ }],
  'field-of-every-record': [{ at: `${kinds}:8: [0].fields[1].id`, cause: /title 是每条记录都有的/, fix: /不能再作字段编号/ }],
} // prettier-ignore

describe('R13.1 R13.2 R13.3 a wrong rubric is refused: file, line, path, cause and fix', () => {
  it('the rubric the wrong ones are made of is right', () => {
    expect(problemsOf(good)).toEqual([])
  })

  it('every folder of wrong rubrics is expected here', () => {
    expect(readdirSync(path.join(fixtures, 'bad-rubrics')).sort()).toEqual(Object.keys(wrong).sort())
  })

  it.each(Object.entries(wrong))('%s', (name, expected) => {
    const problems = problemsOf(readTree(path.join(fixtures, 'bad-rubrics', name)))
    expect(problems.map((one) => formatProblem({ ...one, message: '' }))).toEqual(
      expected.map(({ at }) => formatProblem({ code: 'syntax', path: at, message: '' })),
    )
    problems.forEach(({ message }, i) => {
      expect(message).toMatch(expected[i]?.cause ?? /^$/)
      expect(message).toMatch(expected[i]?.fix ?? /^$/)
    })
  })
})

describe('R13 loading', () => {
  it('R13.2 names of the catalog that were changed are read by their aliases, as the present ones', () => {
    const renamed = {
      ...good,
      [kinds]: (good[kinds] ?? '')
        .replace('- id: meeting\n', '- id: gathering\n  aliases: [meeting]\n')
        .replace('{ id: people, ', '{ id: heads, aliases: [people], ')
        .replace('- id: level\n', '- id: rank\n      aliases: [level]\n')
        .replace('{ id: county, ', '{ id: region, aliases: [county], ')
        .replace('- id: committee\n', '- id: board\n  aliases: [committee]\n'),
    }
    const result = loadRubricSet(renamed)
    expect(result.ok).toBe(true)
    if (!result.ok) return
    const [rubric] = result.value.rubrics
    if (!rubric) throw new Error('no rubric')
    const law = JSON.stringify(rubric.sections)
    expect(law).toContain('{"kind":["gathering"],"where":{"rank":"region"}},"field":"heads"')
    expect(JSON.stringify(rubric.gates)).toContain('{"fact":"board"}')
    const card = score({
      rubric,
      catalog: result.value.catalog,
      asOf: '2020-12-31',
      records: [
        { id: 'a', kind: 'gathering', on: '2020-05-01', fields: { heads: 100, rank: 'region' }, evidence: [], filings: [] },
        { id: 'b', kind: 'board', from: '2020-05-01', fields: {}, evidence: [], filings: [] },
      ],
    }) // prettier-ignore
    expect(card.sections[0]?.items[1]?.points.estimate).toBe(10)
    expect(card.gates[0]?.met).toBe(true)
  })

  it('R13.2 numbers offered to a tap must be possible, and heads are whole', () => {
    const field = (text: string, type = 'integer'): [string, string][] => {
      const people = `{ id: people, label: 参加人数, type: ${type}, unit: 人, min: 1, max: 90, ${text} }`
      const work = (good[kinds] ?? '').replace(/\{ id: people, .* \}/, people)
      return problemsOf({ ...good, [kinds]: work }).map(({ code, path }) => [code, path.replace('[0].fields[0].', '')])
    }
    expect(field('audience: true, usual: [1, 30, 90]')).toEqual([])
    expect(field('usual: []')).toEqual([['missing', 'usual']])
    expect(field('usual: [0, 91]')).toEqual([
      ['badRange', 'usual[0]'],
      ['badRange', 'usual[1]'],
    ])
    expect(field('usual: [2, 2]')).toEqual([['inconsistent', 'usual[1]']])
    expect(field('usual: [1.5]')).toEqual([['wrongType', 'usual[0]']])
    expect(field('usual: [1.5]', 'number')).toEqual([])
    expect(field('audience: true', 'number')).toEqual([['inconsistent', 'audience']])
    expect(field('audience: 1')).toEqual([['wrongType', 'audience']])
  })

  it('a folder without a catalog, an empty file, and nothing at all are refused in words', () => {
    expect(problemsOf({})[0]?.message).toContain('没有找到 catalog.yaml')
    for (const text of ['', '[]', 'town', '~', '42'])
      expect(problemsOf({ ...good, [inTown]: text })[0]).toMatchObject({ code: 'wrongType', file: inTown })
  })

  it('R14.1 nothing written into a file makes the loader throw', () => {
    const files = Object.keys(good)
    const pieces = ['', '\t', '- ', ': ', '{', '}', '[', ']', '&a', '*a', '!!binary', '|', '>', '#', '~', '\0', '"', "'", '-1', '1e400', '.nan', '2020-01-01', '__proto__: 1', 'when: committee', 'kind: [meeting, plan]', 'rule: {}', '每次'] // prettier-ignore
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        fc.constantFrom(...pieces),
        (file, at, cut, piece) => {
          const text = good[file] ?? ''
          const from = Math.floor(at * text.length)
          const broken = text.slice(0, from) + piece + text.slice(from + cut)
          for (const problem of problemsOf({ ...good, [file]: broken })) expect(problem.message).toMatch(/[一-龥]/)
        },
      ),
      { numRuns: 100, seed: 3 },
    )
  })

  it('R14.1 nor does a value of another type anywhere in a rubric', () => {
    const result = loadRubricSet(good)
    expect(result.ok).toBe(true)
    const lines = (good[inTown] ?? '').split('\n')
    const values = ['', ' ~', ' []', ' {}', ' 7', ' -1', ' yes', ' true', " 'x'", ' [1, 2]', ' { a: 1 }', ' 2020-13-01']
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.constantFrom(...values), (at, value) => {
        const changed = lines.map((line, i) => (i === at ? line.replace(/:( .*)?$/, `:${value}`) : line)).join('\n')
        for (const problem of problemsOf({ ...good, [inTown]: changed })) {
          expect(problem.message).toMatch(/[一-龥]/)
          expect(problem.file).toBe(inTown)
        }
      }),
      { numRuns: 120, seed: 4 },
    )
  })

  it('R13.6 the folder of the project loads, and loading again gives the same bytes', () => {
    const once = loadRubricSet(rubricFiles)
    const again = loadRubricSet(Object.fromEntries(Object.entries(rubricFiles).reverse()))
    expect(JSON.stringify(once)).toBe(JSON.stringify(again))
  })
})
