import ICAL from 'ical.js'
import { calendarText, folded, type CalendarEntry } from '../src/modules/calendar/ics.js'

const at = new Date('2018-06-01T01:02:03.456Z')
const entry: CalendarEntry = {
  uid: 'one@xingji.invalid',
  day: '2018-12-31',
  summary: '截止：报送党委年度全面报告；含“三会一课”, 及 \\ 说明',
  description: '第一行\n第二行：关系到 50 分',
  alarms: [7, 1],
}
const bytes = (line: string): number => Buffer.byteLength(line)

describe('an iCalendar file', () => {
  const text = calendarText('星迹 · 市土木建筑学会', [entry, { ...entry, uid: 'two', day: '2018-02-28' }], at)

  it('ends its lines with CRLF and folds them at 75 octets, between characters (RFC 5545, 3.1)', () => {
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(bytes(line)).toBeLessThanOrEqual(75)
    expect(text.split('\r\n').some((line) => bytes(line) >= 73)).toBe(true)
    expect(text).not.toContain('\ufffd')
  })

  it.each([
    ['a'.repeat(75), 1],
    ['a'.repeat(76), 2],
    ['星'.repeat(25), 1],
    ['星'.repeat(26), 2],
    ['a'.repeat(75) + 'b'.repeat(74), 2],
    ['a'.repeat(75) + 'b'.repeat(75), 3],
    ['😀'.repeat(19), 2],
  ])('folds %s into %i line(s), which unfold to the same', (line, lines) => {
    const parts = folded(line).split('\r\n')
    expect(parts).toHaveLength(lines)
    expect(folded(line).replace(/\r\n /g, '')).toBe(line)
  })

  it('is read by an independent parser as it was meant', () => {
    const calendar = new ICAL.Component(ICAL.parse(text))
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('星迹 · 市土木建筑学会')
    const [first, second] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
    expect(first!.uid).toBe('one@xingji.invalid')
    expect(first!.summary).toBe(entry.summary)
    expect(first!.description).toBe(entry.description)
    expect(first!.startDate.isDate).toBe(true)
    expect(first!.startDate.toString()).toBe('2018-12-31')
    expect(first!.endDate.toString()).toBe('2019-01-01')
    expect(second!.endDate.toString()).toBe('2018-03-01')
    const stamp = first!.component.getFirstPropertyValue('dtstamp')
    expect(String(stamp)).toBe('2018-06-01T01:02:03Z')
    const alarms = first!.component.getAllSubcomponents('valarm')
    // Nine in the morning, seven days and one day before midnight of the day.
    expect(alarms.map((one) => (one.getFirstPropertyValue('trigger') as ICAL.Duration).toSeconds())).toEqual([
      -(7 * 24 - 9) * 3600,
      -(24 - 9) * 3600,
    ])
  })

  it('is whole without entries, and control characters break nothing', () => {
    const empty = new ICAL.Component(ICAL.parse(calendarText('名', [], at)))
    expect(empty.getAllSubcomponents('vevent')).toEqual([])
    const odd = calendarText('名', [{ ...entry, summary: 'a\r\nEND:VEVENT\u0007b' }], at)
    const [event] = new ICAL.Component(ICAL.parse(odd)).getAllSubcomponents('vevent')
    expect(event!.getFirstPropertyValue('summary')).toBe('a\nEND:VEVENT b')
  })
})
