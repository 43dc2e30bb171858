import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'yaml'
import { xingji } from '../support/cities.js'

const fixtures = path.join(__dirname, '..', 'fixtures', 'tables')
const party = path.join(fixtures, '01-party-work.xlsx')

describe('xingji import', () => {
  let folder: string
  const inFolder = (name: string): string => path.join(folder, name)
  const records = (name: string): { id: string; kind: string; people?: number }[] =>
    (parse(readFileSync(inFolder(name), 'utf8')) as { records: { id: string; kind: string }[] }).records
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'import-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  it('turns a table into a ledger, prints what each row is and earns, and tells what is to be mended', () => {
    const told = xingji('import', party, '--out', inFolder('a.yaml'), '--rubric', 'cast-2018', '--as-of', '2018-12-31')
    expect(told.status).toBe(2)
    expect(told.stderr.trim().split('\n')).toEqual([expect.stringMatching(/第 11 行 C 列：“三月初”/)])
    expect(told.stdout).toMatch(/4 +新增 +party-activity +2018-03-05 +学雷锋志愿服务 +\+10/)
    expect(told.stdout).toMatch(/新增 6 .*待改 1 .*略过 3/)
    expect(records('a.yaml')).toHaveLength(6)
    for (const { id } of records('a.yaml')) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/)
    const scored = xingji('score', '--rubric', 'cast-2018', '--ledger', inFolder('a.yaml'), '--as-of', '2018-12-31')
    expect(scored.status).toBe(0)
  })

  it('adds nothing the second time, and takes a changed row as an edit', () => {
    writeFileSync(
      inFolder('t.csv'),
      '类型,日期,名称,人数\n党委会,2018-03-05,一届一次党委会,7\n党课,2018-05-05,七一党课,30\n',
    )
    expect(xingji('import', inFolder('t.csv'), '--out', inFolder('a.yaml')).status).toBe(0)
    const first = records('a.yaml')
    expect(xingji('import', inFolder('t.csv'), '--into', inFolder('a.yaml')).stdout).toMatch(
      /新增 0 {2}修改 0 {2}已有 2/,
    )
    expect(records('a.yaml')).toEqual(first)
    writeFileSync(
      inFolder('t.csv'),
      '类型,日期,名称,人数\n党委会,2018-03-05,一届一次党委会,9\n党课,2018-05-05,七一党课,30\n',
    )
    expect(xingji('import', inFolder('t.csv'), '--into', inFolder('a.yaml')).stdout).toMatch(
      /新增 0 {2}修改 1 {2}已有 1/,
    )
    expect(records('a.yaml').map(({ id, people }) => [id, people])).toEqual([
      [first[0]!.id, 9],
      [first[1]!.id, 30],
    ])
  })

  it('prints every row for machines', () => {
    const { stdout, status } = xingji('import', path.join(fixtures, '08-no-header.tsv'), '--json')
    expect(status).toBe(2)
    const rows = JSON.parse(stdout) as { row: number; status: string; record?: { kind: string } }[]
    expect(rows.map(({ row, status: one, record }) => [row, one, record?.kind])).toEqual([
      [1, 'good', 'party-activity'],
      [2, 'good', 'party-activity'],
      [3, 'good', 'academic-exchange'],
      [4, 'bad', undefined],
    ])
  })

  it.each([
    [['nowhere.xlsx'], '没有这个文件'],
    [[], '缺少 TABLE'],
    [[party, '--year', '18'], '--year'],
    [[party, '--kind', 'nothing'], '--kind'],
    [[party, '--sheet', '别的'], 'Sheet1'],
    [[party, '--rubric', 'cast-2018'], '--as-of'],
    [[party, '--out', 'README.md'], '--into'],
  ])('%j is refused with one line', (words, said) => {
    const told = xingji('import', ...words)
    expect(told).toMatchObject({ status: 2, stdout: '' })
    expect(told.stderr.trim().split('\n')).toEqual([expect.stringContaining(said)])
  })

  it('leaves a ledger with problems as it is', () => {
    writeFileSync(inFolder('bad.yaml'), 'records: [{ id: a, kind: nothing }]\n')
    copyFileSync(inFolder('bad.yaml'), inFolder('copy.yaml'))
    expect(xingji('import', party, '--into', inFolder('bad.yaml')).status).toBe(2)
    expect(readFileSync(inFolder('bad.yaml'), 'utf8')).toBe(readFileSync(inFolder('copy.yaml'), 'utf8'))
  })
})
