import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { addDays } from '@xingji/shared'
import { loadWorkdays, Workdays } from '../src/modules/notices/workdays.js'

const rubrics = process.env.XINGJI_RUBRICS ?? resolve(__dirname, '../../rubrics')

describe('workdays of the announced holidays', () => {
  const workdays = loadWorkdays(rubrics)

  it.each([
    ['2018-06-15', true, 'a Friday'],
    ['2018-06-16', false, 'a Saturday'],
    ['2018-06-18', false, '端午节, a Monday'],
    ['2018-02-24', true, 'a Saturday that makes up for 春节'],
    ['2018-10-01', false, '国庆节'],
    ['2018-12-29', true, 'a Saturday that makes up for 元旦 of the next year'],
    ['2018-12-31', false, '元旦 begins in the old year'],
    ['2020-01-31', false, '春节 was made longer, a Friday'],
    ['2020-02-01', false, 'the Saturday that was to make up for 春节 and then was not'],
    ['2020-02-03', true, 'the Monday on which work began again'],
    ['2021-09-18', true, 'a Saturday that makes up for 中秋节'],
    ['2022-10-09', true, 'a Sunday that makes up for 国庆节'],
    ['2022-12-31', false, '元旦 of 2023 begins in the old year'],
    ['2024-02-09', true, '除夕, on which leave was only encouraged'],
    ['2026-02-23', false, '春节, a Monday'],
    ['2026-10-10', true, 'a Saturday that makes up for 国庆节'],
  ])('%s is worked: %s (%s)', (day, isWorked) => expect(workdays.isWorkday(day)).toBe(isWorked))

  // 全国年节及纪念日放假办法: 11 days, since 2025 13. In 2020 one Friday and one Saturday of work were freed beside them.
  it.each([
    [2018, 11],
    [2019, 11],
    [2020, 13],
    [2021, 11],
    [2022, 11],
    [2023, 11],
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ])('%i frees as many days beside its weekends as the law has holidays: %i', (year, holidays) => {
    let free = 0
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
      if (workdays.isWorkday(day) === isWeekend) free += isWeekend ? -1 : 1
    }
    expect(free).toBe(holidays)
  })

  it('finds the workday before and after a holiday', () => {
    expect(workdays.onOrBefore('2018-10-07')).toBe('2018-09-30')
    expect(workdays.onOrAfter('2018-10-01')).toBe('2018-10-08')
    expect(workdays.onOrBefore('2018-12-31')).toBe('2018-12-29')
    expect(workdays.onOrAfter('2018-12-30')).toBe('2019-01-02')
    expect(workdays.onOrAfter('2018-06-15')).toBe('2018-06-15')
  })
})

describe('a rubrics folder', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'xingji-holidays-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('without holidays has free weekends only', () => {
    const workdays = loadWorkdays(folder)
    expect(workdays.isWorkday('2018-10-01')).toBe(true)
    expect(workdays.isWorkday('2018-10-06')).toBe(false)
  })

  it.each(['no: list', '- year: 2018', "- { year: 2018, off: [{ from: '2018-02-30', to: '2018-03-01' }], work: [] }"])(
    'with “%s” for holidays is refused',
    (text) => {
      writeFileSync(join(folder, 'holidays.yaml'), text)
      expect(() => loadWorkdays(folder)).toThrow(/holidays\.yaml must be a list/)
    },
  )

  it('may hold a year without holidays', () => {
    expect(new Workdays([{ year: 2030, off: [], work: [] }]).isWorkday('2030-01-01')).toBe(true)
  })
})
