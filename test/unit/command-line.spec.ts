import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { xingji } from '../support/cities.js'

describe('the command line refuses in one plain line, with exit code 2', () => {
  it.each([
    [['constructor'], '没有命令 constructor'],
    [['__proto__'], '没有命令 __proto__'],
    [['rubrics', 'cast-2018'], '多余的 cast-2018'],
    [['catalog', 'inspection', 'award'], '多余的 award'],
    [['score', '--as-of'], '选项 --as-of 后面缺少值'],
    [['score', '--asof', '2018-12-31'], '没有选项 --asof'],
    [['plan', '--points', '-5'], '选项 --points 的值以 - 开头，要写成 --points=值'],
    [['rubrics', '--json=1'], '选项 --json 后面不写值'],
  ])('%j', (args, said) => {
    const { status, stdout, stderr } = xingji(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(said)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('a record without a title is told by its kind', () => {
    const args = ['explain', '3.2', '--rubric', 'cast-2018', '--as-of', '2018-12-31', '--ledger']
    const ledger = path.join(mkdtempSync(path.join(tmpdir(), 'ledger-')), 'a.yaml')
    writeFileSync(ledger, 'records: [{ id: r1, kind: committee-meeting, on: 2018-04-01 }]\n')
    const { stdout } = xingji(...args, ledger)
    rmSync(path.dirname(ledger), { recursive: true })
    expect(stdout).toMatch(/\+20 +r1 +2018-04-01 党委会/)
  })

  it('a window of three days is no window', () => {
    const args = ['score', '--rubric', 'cast-2018', '--ledger', 'rubrics/samples/society-2018.yaml']
    const { status, stderr } = xingji(...args, '--as-of', '2018-12-31', '--cycle', '2018-01-01..2018-06-30..2018-12-31')
    expect([status, stderr.trim()]).toEqual([2, '--cycle: window: 评价时间应写成 {from: 2018-01-01, to: 2018-12-31}'])
  })
})
