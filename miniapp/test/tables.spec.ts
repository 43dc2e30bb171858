import { createScorer, type FlatRecord, type Problem } from '@xingji/shared'
import { noMemory, readDelimited, type ImportMemory } from '@xingji/shared/tables'
import { catalog, rubric as rubricOf } from '../../shared/test/support/project-rubrics'
import { bringIn, type Desk } from '../src/features/tables/bring-in'
import { inSteps } from '../src/features/tables/in-steps'
import {
  filterOf,
  goesIn,
  noChoices,
  rowWord,
  viewSheet,
  type SheetChoices,
  type TableView,
} from '../src/features/tables/table-view'
import { autoLabel, targetChoices, targetId, withChoices } from '../src/features/tables/targets'

const rubric = rubricOf('cast-2018')
const text = [
  '类型\t日期\t名称\t人数',
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((month) => `主题党日\t2018-0${month}-01\t第${month}次\t30`),
  '党委会\t三月初\t第一次党委会\t7',
  '合计\t\t\t247',
].join('\n')

/** An organisation's records as the app would hold them. */
class TestDesk implements Desk {
  records: FlatRecord[] = []
  memory: ImportMemory = noMemory
  /** Saves after which the phone is switched off. */
  breaksAfter = Infinity
  private next = 1
  newId = () => Promise.resolve(`r${this.next++}`)
  save = (record: FlatRecord): Promise<Problem[]> => {
    if (this.records.length >= this.breaksAfter) return Promise.reject(new Error('switched off'))
    this.records = [...this.records.filter((one) => one.id !== record.id), record]
    return Promise.resolve([])
  }
  readMemory = () => Promise.resolve(this.memory)
  writeMemory = (memory: ImportMemory) => {
    this.memory = memory
    return Promise.resolve()
  }

  view(pasted = text, choices: SheetChoices = noChoices): TableView {
    const scorersFor = () =>
      new Map([
        ['cast-2018', createScorer({ rubric, catalog, asOf: '2018-12-31', society: { fields: {} }, records: [] })],
      ])
    const steps = viewSheet(readDelimited(pasted), '', choices, this, catalog, scorersFor)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }
}

describe('a table beside the records', () => {
  it('shows what each row would earn after those before it, until the item is full', () => {
    const { rows, year } = new TestDesk().view()
    expect(year).toBe(2018)
    // cast 6.1: 10 for the first themed activity, 5 for each further one, at most 30.
    expect(rows.slice(0, 8).map((row) => row.points['cast-2018'])).toEqual([10, 5, 5, 5, 5, 0, 0, 0])
    expect(rows.map(filterOf)).toEqual([...Array<string>(8).fill('ready'), 'mend', 'out'])
    expect(rows.map(rowWord)).toEqual([...Array<string>(8).fill('新增'), '待改', '略过'])
  })

  it('takes in the good rows, keeps the bad ones to be mended, and adds nothing twice', async () => {
    const desk = new TestDesk()
    const first = await bringIn(desk.view().rows, desk, () => undefined)
    expect(first).toMatchObject({ edited: 0, refused: [] })
    expect(first.added).toHaveLength(8)
    const again = desk.view()
    expect(again.rows.filter(goesIn)).toEqual([])
    const mended = desk.view(text, { ...noChoices, mends: { 10: { on: '2018-03-02' } } })
    expect(mended.rows.filter(goesIn).map((row) => row.reading.row)).toEqual([10])
  })

  it('adds nothing twice when the phone was switched off in the middle', async () => {
    const desk = new TestDesk()
    desk.breaksAfter = 3
    await expect(bringIn(desk.view().rows, desk, () => undefined)).rejects.toThrow()
    desk.breaksAfter = Infinity
    const rest = await bringIn(desk.view().rows, desk, () => undefined)
    expect(rest.added).toHaveLength(5)
    expect(new Set(desk.records.map((one) => one.title)).size).toBe(8)
    expect(desk.records).toHaveLength(8)
  })

  it('names rows the app would not take', async () => {
    const desk = new TestDesk()
    desk.save = () => Promise.resolve([{ code: 'tooLong', path: 'title', message: '最长 200 个字' }])
    const { refused } = await bringIn(desk.view().rows, desk, () => undefined)
    expect(refused).toHaveLength(8)
    expect(refused[0]).toEqual({ row: 2, message: '最长 200 个字' })
  })

  it('lets a person say what a column is', () => {
    const odd = '甲\t类型\t乙\t人数\n2018-03-05\t党课\t七一党课\t20'
    const before = new TestDesk().view(odd)
    expect(before.rows[0]?.reading.status).toBe('bad')
    const after = new TestDesk().view(odd, {
      ...noChoices,
      targets: { [before.layouts[0]!.headerRow]: { 0: 'role:on', 2: 'role:title' } },
    })
    expect(after.rows[0]?.reading.draft).toMatchObject({ on: '2018-03-05', title: '七一党课', people: 20, study: true })
    const layout = before.layouts[0]!
    expect(layout.columns.map((column) => targetId(column.target))).toEqual([
      'role:ignored',
      'role:kind',
      'role:ignored',
      'auto',
    ])
    expect(autoLabel(layout.columns[3]!, catalog)).toBe('参加人数')
    expect(withChoices(layout, { 3: 'field:people' }).columns[3]?.target).toEqual({ field: 'people' })
    expect(targetChoices(catalog).fields.map((one) => one.id)).toContain('field:people')
  })

  it('lets each table of a sheet have columns of its own', () => {
    const two = [
      '2018年活动台账\t\t\t',
      '活动日期\t活动类别\t活动名称\t附言',
      '2018-03-05\t党课\t七一党课\t在三楼',
      '\t\t\t',
      '2018年荣誉台账\t\t\t',
      '获奖日期\t荣誉名称\t级别\t附言',
      '2018-12-05\t先进集体\t市级\t在市里',
    ].join('\n')
    const { layouts, rows } = new TestDesk().view(two)
    expect(layouts.map(({ headerRow }) => headerRow)).toEqual([1, 5])
    expect(rows.map(({ reading }) => reading.draft?.note)).toEqual([undefined, undefined])
    const chosen = { ...noChoices, targets: { 5: { 3: 'role:note' } } }
    const after = new TestDesk().view(two, chosen)
    expect(after.layouts.map(({ columns }) => targetId(columns[3]!.target))).toEqual(['role:ignored', 'role:note'])
    expect(after.rows.map(({ reading }) => reading.draft?.note)).toEqual([undefined, '附言：在市里'])
  })
})

describe('work in steps', () => {
  it('gives the screen its turn, and is dropped when nobody wants it any more', async () => {
    let time = 0
    const turns: (() => void)[] = []
    const clock = { now: () => (time += 5), after: (_: number, go: () => void) => void turns.push(go) }
    function* work(): Generator<number, string, undefined> {
      for (let i = 0; i < 10; i += 1) yield i / 10
      return 'done'
    }
    const heard: number[] = []
    const made = inSteps(
      work(),
      clock,
      (share) => heard.push(share),
      () => true,
    )
    while (turns.length > 0) turns.shift()!()
    expect(await made).toBe('done')
    expect(heard.length).toBeGreaterThan(1)
    expect(
      await inSteps(
        work(),
        clock,
        () => undefined,
        () => false,
      ),
    ).toBeUndefined()
  })
})
