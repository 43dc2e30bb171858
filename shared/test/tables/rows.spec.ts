import { readOne, readPasted, readSheet } from './support'

const problemsOf = (row: ReturnType<typeof readOne>): string[] =>
  row.problems.map((one) => `${one.level} ${one.key} ${one.code}`)

describe('a row', () => {
  it('is read whatever its headings are called and in whatever order they stand', () => {
    const record = { kind: 'party-activity', on: '2018-03-05', title: '学雷锋', people: 30, study: true }
    expect(readOne({ 类型: '党课', 日期: '2018-03-05', 名称: '学雷锋', 人数: '30' }).draft).toEqual(record)
    expect(readOne({ 参会人数: '30人', 活动主题: '学雷锋', 活动类别: '党课', 举办时间: '2018.3.5' }).draft).toEqual(
      record,
    )
  })

  it('says what it keeps in one order, whatever the order of its columns', () => {
    const cells = { 类型: '神秘', 日期: '2018-01-01', 名称: '年度总结', 人数: '30', 地点: '会议室', 备注: '已归档' }
    const turned = Object.fromEntries(Object.entries(cells).reverse())
    expect(readOne(turned).draft).toEqual(readOne(cells).draft)
    expect(readOne(cells).draft?.note).toBe('地点：会议室；已归档；人数：30；类型：神秘')
  })

  it('names the place, the cause and the way out of what is wrong', () => {
    const row = readOne({ 类型: '党委会', 日期: '三月初', 名称: '第一次党委会' })
    expect(row).toMatchObject({ row: 2, status: 'bad', kind: 'committee-meeting' })
    expect(row.problems).toEqual([
      {
        level: 'error',
        code: 'badDay',
        row: 2,
        column: 1,
        key: 'on',
        message: expect.stringContaining('三月初'),
        fix: expect.any(String),
      },
    ])
  })

  it('is mended by a new text for what was wrong, in place', () => {
    const cells = { 类型: '党委会', 日期: '三月初', 名称: '第一次党委会' }
    const mended = readOne(cells, { mends: { 2: { on: '2018年3月2日' } } })
    expect(mended).toMatchObject({ status: 'good', draft: { on: '2018-03-02' }, problems: [] })
    expect(readOne(cells, { mends: { 2: { skip: 'yes' } } })).toMatchObject({ status: 'skipped' })
  })

  it('takes a kind chosen by a person whatever the cell says', () => {
    const cells = { 类型: '神秘活动', 日期: '2018-03-05', 名称: '联谊' }
    expect(problemsOf(readOne(cells))).toEqual(['error kind unknownKind'])
    expect(readOne(cells, { mends: { 2: { kind: 'youth-work' } } }).draft).toMatchObject({ kind: 'youth-work' })
  })

  it('without a date is told so', () => {
    expect(problemsOf(readOne({ 类型: '党委会', 日期: '', 名称: '第一次党委会' }))).toEqual(['error on missing'])
  })

  it('keeps what was said beside an approximate number', () => {
    const row = readOne({ 类型: '党委会', 日期: '2018-03-05', 名称: '会', 人数: '约200人' })
    expect(row.draft).toMatchObject({ people: 200, note: '人数：约200人' })
    expect(problemsOf(row)).toEqual(['notice people approximate'])
  })

  it('says yes and no in the words people use', () => {
    const majorMatter = (text: string): unknown =>
      readOne({ 类型: '党委会', 日期: '2018-03-05', 名称: '会', 是否审议三重一大: text }).draft?.majorMatter
    expect(['是', '√', '有', '✓', 'Y'].map(majorMatter)).toEqual([true, true, true, true, true])
    expect(['否', '×', '无', 'n'].map(majorMatter)).toEqual([false, false, false, false])
    expect(majorMatter('/')).toBeUndefined()
    expect(problemsOf(readOne({ 类型: '党委会', 日期: '2018-03-05', 名称: '会', 是否审议三重一大: '大概吧' }))).toEqual(
      ['error majorMatter wrongType'],
    )
  })

  it('names the choices where a wording is not one of them', () => {
    const row = readOne({ 类型: '获奖', 获奖日期: '2018-03-05', 荣誉名称: '奖', 获奖级别: '校级' })
    expect(row.problems[0]).toMatchObject({
      key: 'level',
      code: 'unknownOption',
      fix: expect.stringContaining('省部级'),
    })
  })

  it('does not take a meeting of the council for the council', () => {
    expect(problemsOf(readOne({ 类型: '理事会', 日期: '2018-03-05', 名称: '四届二次理事会会议' }))).toEqual([
      'error kind inconsistent',
    ])
    expect(readOne({ 类型: '理事会', 日期: '2018-03-05', 理事人数: '60', 党员理事: '31' }).draft).toEqual({
      kind: 'council',
      from: '2018-03-05',
      members: 60,
      partyMembers: 31,
    })
  })

  it('never takes more Party members than members', () => {
    expect(problemsOf(readOne({ 类型: '理事会', 日期: '2018-03-05', 理事人数: '30', 党员理事: '31' }))).toEqual([
      'error partyMembers inconsistent',
    ])
  })

  it('never makes evidence of a word: only links are, files are added to the record itself', () => {
    const row = readOne({ 类型: '党委会', 日期: '2018-03-05', 名称: '会', 佐证材料: '会议纪要.pdf' })
    expect(row.draft).toEqual({
      kind: 'committee-meeting',
      on: '2018-03-05',
      title: '会',
      note: '佐证材料：会议纪要.pdf',
    })
    expect(problemsOf(row)).toEqual(['notice link kept'])
    expect(readOne({ 类型: '党委会', 日期: '2018-03-05', 名称: '会', 链接: 'http://a.cn/x' }).draft?.evidence).toEqual([
      { link: 'http://a.cn/x' },
    ])
  })

  it('keeps no names of people', () => {
    const row = readOne({ 类型: '党委会', 日期: '2018-03-05', 名称: '会', 主持人: '张三', 联系电话: '13800000000' })
    expect(JSON.stringify(row.draft)).not.toMatch(/张三|138/)
  })
})

describe('what a merged cell says', () => {
  const merges = (row: number, column: number, rows: number) => [{ row, column, rows, columns: 1 }]
  const rows = [
    ['类型', '日期', '名称', '人数'],
    ['党课', '2018-03-05', '上午场', 200],
    [null, '2018-03-06', '下午场', null],
  ]

  it('holds for each of its rows', () => {
    const read = readSheet({ name: '', rows, merges: merges(1, 0, 2) })
    expect(read.map((one) => [one.draft?.study, one.problems])).toEqual([
      [true, []],
      [true, []],
    ])
  })

  it('is not counted again when it is a figure', () => {
    const read = readSheet({ name: '', rows, merges: [...merges(1, 0, 2), ...merges(1, 3, 2)] })
    expect(read.map((one) => one.draft?.people)).toEqual([200, undefined])
    expect(read[1]?.problems).toMatchObject([{ level: 'notice', key: 'people', code: 'leftOut' }])
  })

  it('in a pasted table is blank: the kind is taken from above, and it is said', () => {
    const read = readPasted('类型\t日期\t名称\n党课\t2018-03-05\t上午场\n\t2018-03-06\t下午场')
    expect(read[1]).toMatchObject({ draft: { study: true }, problems: [{ key: 'kind', code: 'filledDown' }] })
  })
})
