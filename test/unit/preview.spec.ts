import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { xingji } from '../support/cities.js'

/** Two sections by weight, an expert's part, a due date only one gate asks for. */
const rubric = `
id: pu-2026
title: 浦市学会评价
edition: '2026'
source: { title: 浦市学会评价办法 }
maximum: 100
rating: { per: 25, max: 4, bands: [{ min: 2, label: 达标 }] }
due: [{ id: summary, label: 总结截止, default: 02-28 }]
gates:
  - { id: gate-a, title: 总结, clause: 报送总结, when: { filed: { kind: work-summary, year: -1, to: association, by: summary } } }
sections:
  - id: '1'
    title: 组织
    maximum: 100
    weights: { 甲类: 60% }
    items:
      - { id: '1.1', title: 场所, clause: 有场所60分, maximum: 60, rule: { points: 60, when: office } }
      - { id: '1.2', title: 质量, clause: 专家评40分, maximum: 40, rule: { judged: 40, needs: { kind: training }, grades: { 好: 40, 中: 20 } } }
  - id: '2'
    title: 业务
    maximum: 100
    weights: { 甲类: 40% }
    items:
      - { id: '2.1', title: 培训, clause: 培训100分, maximum: 100, rule: { points: 100, when: { count: { kind: training }, min: 1 } } }
`
const society = `
society: { name: 晨光学会 }
records:
  - { id: o, kind: office, from: 2020-01-01 }
  - { id: t, kind: training, on: 2026-03-01 }
selfAssessment: { pu-2026: { '1.2': 中 } }
`

describe('xingji preview', () => {
  let folder: string
  const put = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  const edition = (text: string): void =>
    put('pu-2026/editions/2027.yaml', `edition: '2027'\nbasedOn: '2026'\n${text}\n`)
  const preview = (ledgers: string, ...more: string[]) =>
    xingji('preview', 'pu-2026', 'pu-2026@2027', '--rubrics', folder, '--ledgers', path.join(folder, ledgers), '--as-of', '2026-12-31', ...more) // prettier-ignore

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'preview-'))
    put('pu-2026/rubric.yaml', rubric)
    put('ledgers/samples/none.txt', '')
    put('one/a.yaml', society)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('the same points and another star: (60 + 20) * 60% + 40 = 88 are 3 of 25 and 4 of 20', () => {
    edition('rating: { per: 20, max: 5, bands: [{ min: 4, label: 优秀 }] }')
    const { status, stdout } = preview('one')
    expect([status, stdout.trim()]).toEqual([0, '晨光学会：88 → 88（0），3 星（达标） → 4 星（优秀）'])
  })

  it('another weight is why: 80 * 50% + 100 * 50% = 90', () => {
    edition("sections: { '1': { weights: { 甲类: 50% } }, '2': { weights: { 甲类: 50% } } }")
    expect(preview('one').stdout.trim().split('\n')).toEqual([
      '晨光学会：88 → 90（+2），3 星 → 3 星',
      '  部分 1 组织：权重 60% → 50%',
      '  部分 2 业务：权重 40% → 50%',
    ])
  })

  const split = `
items: { '1.2': { clause: 专家评20分, maximum: 20, rule: { judged: 20, needs: { kind: training }, grades: { 优: 20, 良: 10 } } } }
added: [{ section: '1', item: { id: '1.3', title: 特色, clause: 专家评特色20分, maximum: 20, rule: { judged: 20, needs: { kind: office } } } }]`

  it('grades and items only one edition knows are no mistake of the ledger: 中 is 20 in one and nothing in the other', () => {
    edition(split)
    put('both/a.yaml', society.replace("'1.2': 中", "'1.2': 中, '1.3': 15"))
    expect(preview('both').stdout.trim().split('\n')).toEqual([
      '晨光学会：88 → 85（-3），3 星 → 3 星',
      '  1.2 质量：20 → 0  专家评20分',
      '  1.3 特色：不计分 → 15  专家评特色20分',
    ])
  })

  it('what an edition added may be assessed under it', () => {
    edition(split)
    put('new/a.yaml', society.replace("'1.2': 中", "'1.2': 良, '1.3': 15"))
    const ledger = path.join(folder, 'new/a.yaml')
    const args = ['--rubrics', folder, '--ledger', ledger, '--as-of', '2026-12-31', '--json']
    const { status, stdout } = xingji('score', '--rubric', 'pu-2026@2027', ...args)
    // (60 + 10 + 15) * 60% + 40 = 91
    expect([status, (JSON.parse(stdout) as { total: { estimate: number } }).total.estimate]).toEqual([0, 91])
  })

  it('one ledger serves every rubric: what it says of the ones of this project is left aside in another folder', () => {
    put('all/a.yaml', society.replace("pu-2026: { '1.2': 中 }", "pu-2026: { '1.2': 中 }, cast-2018: { '6.1': 5 }"))
    const args = ['score', '--rubric', 'pu-2026', '--rubrics', folder, '--as-of', '2026-12-31', '--json', '--ledger']
    const { status, stdout } = xingji(...args, path.join(folder, 'all/a.yaml'))
    expect([status, (JSON.parse(stdout) as { total: { estimate: number } }).total.estimate]).toEqual([0, 88])
    put('typo/a.yaml', society.replace("pu-2026: { '1.2': 中 }", "pu-2026: { '1.2': 中 }, cast-2081: { '6.1': 5 }"))
    const refused = xingji(...args, path.join(folder, 'typo/a.yaml'))
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('没有评价标准 cast-2081')])
  })

  it('a ledger that is wrong is told, and keeps nobody from the result of the others', () => {
    edition('rating: { per: 20, max: 5, bands: [{ min: 4, label: 优秀 }] }')
    put('some/a.yaml', society)
    put('some/b.yaml', 'records: 5\n')
    put('some/c.yaml', society.replace("'1.2'", "'9.9'"))
    const { status, stdout, stderr } = preview('some', '--json')
    expect(status).toBe(2)
    expect((JSON.parse(stdout) as { ledger: string }[]).map(({ ledger }) => ledger)).toEqual(['a.yaml'])
    expect(stderr).toMatch(/b\.yaml:1: records: .*\n.*c\.yaml:6: selfAssessment\.pu-2026\.9\.9: 9\.9 不是需要评审打分/)
  })

  it('a folder without ledgers is no result', () => {
    const { status, stderr } = preview('ledgers')
    expect([status, stderr]).toEqual([2, expect.stringContaining('里面没有台账文件')])
  })

  it('a due date nothing asks for any more is removed; a section may have its only item replaced', () => {
    const other = `{ section: '2', item: { id: '2.2', title: 科普, clause: 科普100分, maximum: 100, rule: { points: 100, when: { count: { kind: science-popularisation }, min: 1 } } } }`
    edition(`removed: [gate-a, summary, '2.1']\nadded: [${other}]`)
    expect(preview('one').stdout.trim().split('\n')).toEqual([
      '晨光学会：88 → 48（-40），3 星（达标） → 1 星',
      '  2.1 培训：100 → 不计分  培训100分',
      '  条件 总结：不符合 → 不要求  报送总结',
    ])
  })

  it('what is changed and removed as well is refused', () => {
    edition("items: { '1.1': { title: 办公场所 } }\nremoved: ['1.1']")
    const { status, stderr } = preview('one')
    expect([status, stderr]).toEqual([2, expect.stringContaining('editions/2027.yaml:4: removed[0]: “1.1” 又改又删')])
  })
})
