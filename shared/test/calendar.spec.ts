import fc from 'fast-check'
import { addDays, addYears, isDay, monthOf, quarterOf } from '@xingji/shared'

describe('R14.2 days', () => {
  it.each(['2018-01-01', '2018-12-31', '2020-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])('%s is a day', (text) =>
    expect(isDay(text)).toBe(true),
  )

  it.each<[unknown, string]>([
    ['2018-02-29', 'no leap year'],
    ['1900-02-29', 'a century is no leap year'],
    ['2018-04-31', 'April has 30 days'],
    ['2018-13-01', 'no month 13'],
    ['2018-00-10', 'no month 0'],
    ['2018-01-00', 'no day 0'],
    ['1899-12-31', 'before 1900'],
    ['3000-01-01', 'after 2999'],
    ['2018-1-5', 'digits missing'],
    ['2018/01/05', 'other marks'],
    [' 2018-01-05', 'a space'],
    ['2018-01-05T00:00:00Z', 'a time'],
    ['２０１８-01-05', 'wide digits'],
    ['2018-01-05\n', 'a line break'],
    ['', 'nothing'],
    [20180105, 'a number'],
    [new Date(0), 'a Date'],
    [null, 'null'],
    [undefined, 'undefined'],
  ])('%s is none: %s', (value) => expect(isDay(value)).toBe(false))

  it('the day after: months, leap years, years', () => {
    expect(addDays('2018-12-31', 1)).toBe('2019-01-01')
    expect(addDays('2020-02-28', 1)).toBe('2020-02-29')
    expect(addDays('2018-02-28', 1)).toBe('2018-03-01')
    expect(addDays('2018-03-01', -1)).toBe('2018-02-28')
    // 30 days from 2018-05-10: 21 left in May, then 9 in June.
    expect(addDays('2018-05-10', 30)).toBe('2018-06-09')
  })

  it('the same day of another year; 29 February becomes the 28th', () => {
    expect(addYears('2020-02-29', -1)).toBe('2019-02-28')
    expect(addYears('2020-02-29', 4)).toBe('2024-02-29')
    expect(addYears('2018-06-30', -3)).toBe('2015-06-30')
  })

  it('months and quarters', () => {
    expect(monthOf('2018-05-31')).toBe('2018-05')
    expect(['2018-01-01', '2018-03-31', '2018-04-01', '2018-12-31'].map(quarterOf)).toEqual([
      '2018-Q1',
      '2018-Q1',
      '2018-Q2',
      '2018-Q4',
    ])
  })

  it('agrees with the platform on every day', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2950-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (date, count) => {
        const text = date.toISOString().slice(0, 10)
        const later = new Date(`${text}T00:00:00Z`)
        later.setUTCDate(later.getUTCDate() + count)
        expect(isDay(text)).toBe(true)
        expect(addDays(text, count)).toBe(later.toISOString().slice(0, 10))
        expect(addDays(addDays(text, count), -count)).toBe(text)
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})
