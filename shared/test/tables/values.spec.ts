import { readDay, readNumber, type DayContext } from '@xingji/shared/tables'
import type { Field } from '@xingji/shared'

const people: Field = { id: 'people', label: '参加人数', type: 'integer', unit: '人' }
const money: Field = { id: 'netAssets', label: '净资产', type: 'number', unit: '元' }

describe('a number as people write it', () => {
  it.each([
    ['200', 200],
    ['２００', 200],
    ['1,200人次', 1200],
    ['200 人', 200],
    ['一百二十人', 120],
    ['一百零五', 105],
    ['一百二', 120],
    ['两千', 2000],
    ['十五', 15],
    ['二〇', 20],
    ['2千人', 2000],
    ['共45人', 45],
    ['0', 0],
  ])('%s is %d, to the letter', (text, value) => {
    expect(readNumber(text, people)).toEqual({ outcome: 'number', value })
  })

  it.each([
    ['约200人', 200],
    ['大约 200', 200],
    ['200余人', 200],
    ['二百余人', 200],
    ['200多人', 200],
    ['50+', 50],
    ['近百人', 100],
    ['100人左右', 100],
    ['不少于30人', 30],
    ['36人（其中党员20人）', 36],
  ])('%s is taken as %d, and it is said', (text, value) => {
    expect(readNumber(text, people)).toMatchObject({
      outcome: 'number',
      value,
      said: expect.stringContaining(text.slice(0, 3)),
    })
  })

  it.each([
    '三四十人',
    '几十人',
    '30-40人',
    '30～40',
    '3场',
    '上百人次以上很多',
    '线上20线下30',
    '人数待定',
    '（线上）',
  ])('%s is no number', (text) => expect(readNumber(text, people).outcome).toBe('unclear'))

  it.each([
    ['1.2万元', 12_000],
    ['1.15万', 11_500],
    ['３亿元', 300_000_000],
    ['5000元', 5000],
    ['-3.5万元', -35_000],
  ])('%s is %d yuan', (text, value) => {
    expect(readNumber(text, money)).toEqual({ outcome: 'number', value })
  })

  it('takes the unit of the heading where the cell names none, and says so', () => {
    expect(readNumber('96', money, '万元')).toMatchObject({ value: 960_000, said: expect.stringContaining('万元') })
    expect(readNumber('96万', money, '万元')).toEqual({ outcome: 'number', value: 960_000 })
  })
})

describe('a day as people write it', () => {
  const of2018: DayContext = { year: { value: 2018, source: '标题' } }

  it.each([
    ['2018-03-05', '2018-03-05'],
    ['2018.3.5', '2018-03-05'],
    ['2018/3/5', '2018-03-05'],
    ['2018年3月5日', '2018-03-05'],
    ['２０１８．３．５', '2018-03-05'],
    ['2018年3月5号', '2018-03-05'],
    ['2018年 3月 5日', '2018-03-05'],
    ['20180305', '2018-03-05'],
    ['二〇一八年三月五日', '2018-03-05'],
    ['二〇一八年十二月三十一日', '2018-12-31'],
    ['2018年3月5日（星期一）', '2018-03-05'],
    ['2018年3月5日上午', '2018-03-05'],
    ['2018-03-05 14:30', '2018-03-05'],
    ['2018-03-05 00:00:00', '2018-03-05'],
    ['2018年3月5日 9:00-11:30', '2018-03-05'],
    ['2020.2.29', '2020-02-29'],
  ])('%s is %s', (text, from) => expect(readDay(text)).toEqual({ outcome: 'day', from, notes: [] }))

  it.each([
    ['2018年3月5-6日', '2018-03-05', '2018-03-06'],
    ['2018年3月5日-6日', '2018-03-05', '2018-03-06'],
    ['2018.3.5-3.8', '2018-03-05', '2018-03-08'],
    ['2018.3.30至2018.4.2', '2018-03-30', '2018-04-02'],
    ['2018年3月5日—8日', '2018-03-05', '2018-03-08'],
    ['2018年12月31日至2019年1月2日', '2018-12-31', '2019-01-02'],
    ['2018-03-05~2018-03-06', '2018-03-05', '2018-03-06'],
  ])('%s lasts from %s until %s', (text, from, until) =>
    expect(readDay(text)).toEqual({ outcome: 'day', from, until, notes: [] }),
  )

  it.each(['3月5日', '3.5', '3/5', '三月五日'])('%s takes the year from around it, and says so', (text) => {
    expect(readDay(text)).toMatchObject({ outcome: 'unclear', fix: expect.stringContaining('年份') })
    expect(readDay(text, of2018)).toEqual({
      outcome: 'day',
      from: '2018-03-05',
      notes: [expect.stringContaining('标题')],
    })
  })

  it('takes the number Excel keeps for a day, and says so', () => {
    expect(readDay('43164')).toEqual({ outcome: 'day', from: '2018-03-05', notes: [expect.stringContaining('Excel')] })
    expect(readDay('99999').outcome).toBe('unclear')
  })

  it('does not guess whether the number 3.1 was 3.10', () => {
    expect(readDay('3.1', { ...of2018, isFigure: true }).outcome).toBe('unclear')
    expect(readDay('3.5', { ...of2018, isFigure: true })).toMatchObject({ from: '2018-03-05' })
    expect(readDay('3.10', of2018)).toMatchObject({ from: '2018-03-10' })
  })

  it('keeps what stands after the day', () => {
    expect(readDay('2018年3月5日，市科技馆')).toMatchObject({ outcome: 'day', from: '2018-03-05', rest: '市科技馆' })
  })

  it.each([
    '三月初',
    '2018年3月',
    '3月份',
    '3月中旬',
    '2018年',
    '2018年第一季度',
    '2018.2.30',
    '2018年13月1日',
    '2019.2.29',
    '5日',
    '2018年3月5日、12日',
    '3/5/2018',
    '2018.3.8-3.5',
    '待定',
    '2018年3月5日左右',
  ])('%s is not one certain day', (text) => expect(readDay(text, of2018).outcome).toBe('unclear'))
})
