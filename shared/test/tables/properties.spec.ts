import fc from 'fast-check'
import { fatesOf, noMemory, remember } from '@xingji/shared/tables'
import { catalog, readPasted } from './support'

const headings = [
  ['类型', '活动类别', '记录种类'],
  ['日期', '活动时间', '开展日期'],
  ['名称', '活动主题', '事项'],
  ['人数', '参会人数', '参加人数'],
  ['备注', '活动地点'],
  ['序号', '联系人'],
]
const kind = fc.constantFrom('党课', '党委会', '科普讲座', '学术会议', '培训', '走访慰问', '获奖', '神秘', '')
const day = fc.oneof(
  fc.integer({ min: 0, max: 364 }).map((offset) => new Date(Date.UTC(2018, 0, 1 + offset)).toISOString().slice(0, 10)),
  fc.constantFrom('2018.3.5', '3月5日', '三月初', '43164', '2018年3月5-6日', ''),
)
const title = fc.constantFrom('第一次', '第二次', '座谈“一”', '', '年度\n总结', '合计会议')
const people = fc.constantFrom('30', '约200人', '２００', '二十', '/', '3场', '')
const row = fc.tuple(kind, day, title, people, fc.constantFrom('', '室内'), fc.constant('1'))
const rows = fc.array(row, { minLength: 1, maxLength: 12 })
const chosen = fc.tuple(...headings.map((names) => fc.constantFrom(...names)))
const cell = (text: string): string => (/["\n\t]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
const tsv = (table: readonly (readonly string[])[]): string => table.map((one) => one.map(cell).join('\t')).join('\n')

describe('any table', () => {
  it('reads the same whatever order its columns stand in', () => {
    fc.assert(
      fc.property(chosen, rows, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (names, body, order) => {
        const table = [names, ...body]
        const shuffled = table.map((one) => order.map((at) => one[at] ?? ''))
        const read = (text: string): unknown =>
          readPasted(text).map(({ row: at, status, draft, problems }) => ({
            at,
            status,
            draft,
            problems: problems.map((one) => `${one.key} ${one.code} ${one.message}`).sort(),
          }))
        expect(read(tsv(shuffled))).toEqual(read(tsv(table)))
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('brought in twice adds nothing the second time, with and without memory', () => {
    fc.assert(
      fc.property(chosen, rows, fc.boolean(), (names, body, remembers) => {
        const read = readPasted(tsv([names, ...body]))
        const first = fatesOf(read, { records: [], memory: noMemory }, catalog)
        const became = read.flatMap(({ row: at, draft }) =>
          draft && first.get(at)?.fate === 'new' ? [{ draft, record: `r${at}` }] : [],
        )
        const records = became.map(({ draft, record }) => ({ id: record, ...draft }))
        const memory = remembers ? remember(noMemory, became) : noMemory
        const again = [...fatesOf(read, { records, memory }, catalog).values()].map((one) => one.fate)
        expect(again.filter((fate) => fate === 'new' || fate === 'edit')).toEqual([])
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('never throws, and accounts for each of its rows once', () => {
    const wild = fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 8 }), { maxLength: 12 })
    fc.assert(
      fc.property(chosen, wild, (names, body) => {
        const read = readPasted(tsv([names, ...body]))
        expect(new Set(read.map((one) => one.row)).size).toBe(read.length)
        for (const one of read) {
          expect(one.status === 'good').toBe(one.draft !== undefined)
          if (one.status === 'bad') expect(one.problems.some((problem) => problem.level === 'error')).toBe(true)
          if (one.status === 'skipped') expect(one.reason).not.toBe('')
        }
      }),
      { numRuns: 200, seed: 4 },
    )
  })
})
