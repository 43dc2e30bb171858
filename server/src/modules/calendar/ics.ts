import { addDays, type Day } from '@xingji/shared'

/** An all-day entry. */
export interface CalendarEntry {
  /** The same for ever: calendar programs update the entry they have. */
  uid: string
  day: Day
  summary: string
  description: string
  /** Days before it on which the calendar program reminds, at nine. */
  alarms: readonly number[]
}

const octets = 75
const encoder = new TextEncoder()

/** Text of a value: RFC 5545, 3.3.11. Control characters have no place in it. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n')

/** Lines of at most 75 octets; a character is never cut in two: RFC 5545, 3.1. */
export function folded(line: string): string {
  const lines: string[] = []
  let part = ''
  let size = 0
  for (const character of line) {
    const width = encoder.encode(character).length
    if (size + width > octets) {
      lines.push(part)
      part = ' '
      size = 1
    }
    part += character
    size += width
  }
  return [...lines, part].join('\r\n')
}

const compact = (day: Day): string => day.replace(/-/g, '')
const stampOf = (at: Date): string => `${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`

/** The minutes from an alarm at nine in the morning, so many days before, to the entry's midnight. */
const alarmLines = (days: number, summary: string): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(summary)}`,
  `TRIGGER;RELATED=START:-PT${days * 24 - 9}H`,
  'END:VALARM',
]

/** An iCalendar file (RFC 5545) with these entries, as it stands at an instant. */
export function calendarText(name: string, entries: readonly CalendarEntry[], at: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//xingji//duties//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'X-WR-TIMEZONE:Asia/Shanghai',
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    ...entries.flatMap(({ uid, day, summary, description, alarms }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${stampOf(at)}`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(description)}`,
      'TRANSP:TRANSPARENT',
      ...alarms.flatMap((days) => alarmLines(days, summary)),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
