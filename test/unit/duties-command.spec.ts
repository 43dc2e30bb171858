import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DutyState } from '@xingji/shared'
import { xingji } from '../support/cities.js'

const rubric = 'wuhan-party-led'
/** This year's plan was filed in March; last year's summary, with a word on Party building, was not. */
const ledger = `
society: { name: 晨光学会 }
records:
  - { id: plan, kind: work-plan, year: 2018, party: true, filings: [{ to: association, on: 2018-03-01 }] }
  - { id: moved, kind: registered-change, on: 2018-10-08, title: 迁到新址 }
`

describe('xingji duties', () => {
  let folder: string
  const inFolder = (name: string): string => path.join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'duties-'))
    writeFileSync(inFolder('society.yaml'), ledger)
    writeFileSync(inFolder('cycle.yaml'), 'due: { documents: 2018-09-10 }\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const run = (...more: string[]) => xingji('duties', rubric, '--ledger', inFolder('society.yaml'), ...more)
  const lineOf = (output: string, title: string): string =>
    output.split('\n').find((line) => line.includes(title)) ?? `no line with ${title}`
  const statesOn = (day: string, ...more: string[]): Map<string, DutyState> => {
    const { status, stdout } = run('--as-of', day, '--json', ...more)
    expect(status).toBe(0)
    return new Map((JSON.parse(stdout) as DutyState[]).map((one) => [one.key, one]))
  }

  it('lists what is to be done, by when, what is lost without it and who asks; what is done with its day', () => {
    const { status, stdout, stderr } = run('--as-of', '2018-12-20')
    expect([status, stderr]).toEqual([0, ''])
    expect(lineOf(stdout, '要办的事')).toMatch(/情况 +截止 +要办的事 +进度 +不办会失去 +哪里要求/)
    expect(lineOf(stdout, '报送上年度工作总结（2017年度）')).toMatch(
      /^快到期 +2018-12-31 +报送上年度工作总结（2017年度） +申报资格、1 分 +wuhan-party-led gate-1\.9/,
    )
    expect(lineOf(stdout, '报送本年度工作计划（2018年度）')).toMatch(/^已办好 +2018-03-01 /)
    expect(lineOf(stdout, '报送 4 篇党建工作信息')).toMatch(/ 0\/4 +/)
    expect(lineOf(stdout, '及时办理变更备案')).toContain('（迁到新址）')
  })

  it('R17.2 is in time on the due day and overdue the day after', () => {
    const summary = 'once:work-summary>association:2017'
    expect(statesOn('2018-12-31').get(summary)?.status).toBe('dueSoon')
    const cycle = ['--cycle', inFolder('cycle.yaml')]
    expect(statesOn('2018-09-10', ...cycle).get(summary)).toMatchObject({ status: 'dueSoon', due: '2018-09-10' })
    expect(statesOn('2018-09-11', ...cycle).get(summary)).toMatchObject({ status: 'overdue', due: '2018-09-10' })
    expect(run('--as-of', '2018-09-11', ...cycle).stdout).toMatch(/^已逾期 +2018-09-10 +报送上年度工作总结/m)
  })

  it('R17.4 lists once what two rubrics ask alike', () => {
    const { stdout } = xingji(
      'duties',
      rubric,
      'cast-2018',
      '--ledger',
      inFolder('society.yaml'),
      '--as-of',
      '2018-12-20',
    )
    const lines = stdout.split('\n').filter((line) => line.includes('年检') && line.includes('2017年度'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/wuhan-party-led gate-1\.8、cast-2018 gate-inspection/)
  })

  it.each([
    ['no day', [], '缺少评价标准的编号、--ledger 或 --as-of'],
    ['no day there is', ['--as-of', '2018-02-30'], '2018-02-30'],
    ['a due day the rubric does not know', ['--as-of', '2018-12-20', '--cycle', 'strange.yaml'], 'harvest'],
    ['an unknown rubric', ['no-such-rubric', '--as-of', '2018-12-20'], 'no-such-rubric'],
  ])('%s is refused in a sentence', (_, args, words) => {
    writeFileSync(inFolder('strange.yaml'), 'due: { harvest: 2018-09-10 }\n')
    const { status, stdout, stderr } = run(...args.map((one) => (one === 'strange.yaml' ? inFolder(one) : one)))
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(words)])
  })
})
