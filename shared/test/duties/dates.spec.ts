import { addMonths, dueStatus } from '@xingji/shared'
import { paceDay, shift } from '../../src/duties/dates'

describe('R17.2 the status on a day', () => {
  const dates = { opens: '2018-03-01', soonFrom: '2018-06-16', due: '2018-06-30' }
  it.each([
    ['2018-02-28', undefined, 'future'],
    ['2018-03-01', undefined, 'open'],
    ['2018-06-15', undefined, 'open'],
    ['2018-06-16', undefined, 'dueSoon'],
    ['2018-06-30', undefined, 'dueSoon'],
    ['2018-07-01', undefined, 'overdue'],
    ['2018-07-01', '2018-06-30', 'done'],
    ['2018-07-01', '2018-07-01', 'late'],
    ['2018-07-01', null, 'done'],
  ] as const)('on %s, done on %s: %s', (asOf, doneOn, status) => {
    expect(dueStatus(dates, doneOn, asOf)).toBe(status)
  })
})

describe('R17 spans', () => {
  it.each([
    ['2018-01-31', 1, '2018-02-28'],
    ['2020-01-31', 1, '2020-02-29'],
    ['2018-08-31', 6, '2019-02-28'],
    ['2018-03-31', -1, '2018-02-28'],
    ['2018-01-15', -2, '2017-11-15'],
    ['2018-12-31', 12, '2019-12-31'],
  ])('%s and %i months: %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected))

  it('days before', () => expect(shift('2018-03-01', { days: 1 }, -1)).toBe('2018-02-28'))
})

describe('R17.7 the pace', () => {
  const year = { from: '2018-01-01', to: '2018-12-31' }
  it.each([
    [1, 4, '2018-03-31'],
    [3, 4, '2018-09-30'],
    [4, 4, '2018-12-31'],
    [1, 5, '2018-03-31'],
    [5, 5, '2018-12-31'],
  ])('the %ith of %i is expected by %s', (nth, target, expected) => expect(paceDay(year, nth, target)).toBe(expected))

  it('goes by days where the window is not of whole months', () => {
    const run = { from: '2018-07-13', to: '2018-07-31' }
    expect([paceDay(run, 1, 2), paceDay(run, 2, 2)]).toEqual(['2018-07-22', '2018-07-31'])
  })
})
