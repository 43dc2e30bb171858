import { resolve } from 'node:path'
import { maySend } from '../src/modules/notices/quiet.js'
import { loadWorkdays } from '../src/modules/notices/workdays.js'

const workdays = loadWorkdays(process.env.XINGJI_RUBRICS ?? resolve(__dirname, '../../rubrics'))
const may = (time: string, { from = '21:00', to = '08:00', workdaysOnly = true, day = '2018-06-15' } = {}): boolean =>
  maySend({ quietFrom: from, quietTo: to, workdaysOnly }, new Date(`${day}T${time}:00+08:00`), day, workdays)

describe('quiet hours, in Shanghai time', () => {
  it.each([
    ['07:59', false],
    ['08:00', true],
    ['12:00', true],
    ['20:59', true],
    ['21:00', false],
    ['23:30', false],
    ['00:30', false],
  ])('over midnight: at %s something may be sent: %s', (time, allowed) => expect(may(time)).toBe(allowed))

  it.each([
    ['11:59', true],
    ['12:00', false],
    ['13:59', false],
    ['14:00', true],
  ])('in the middle of the day: at %s: %s', (time, allowed) =>
    expect(may(time, { from: '12:00', to: '14:00' })).toBe(allowed),
  )

  it('may be none', () => expect(may('03:00', { from: '00:00', to: '00:00' })).toBe(true))

  it('are all day on days that are not worked, for those who want that', () => {
    expect(may('12:00', { day: '2018-06-18' })).toBe(false)
    expect(may('12:00', { day: '2018-06-18', workdaysOnly: false })).toBe(true)
    expect(may('12:00', { day: '2018-12-29' })).toBe(true)
  })
})
