import { addDays, isDay } from '../model/calendar.js'
import type { Day } from '../model/ledger.js'
import { chineseNumber } from './chinese-number.js'
import { plainText, quote } from './text.js'

/** What a cell says as a day or days. `notes` tell what was taken from elsewhere or left out. */
export type DayReading =
  | { outcome: 'day'; from: Day; until?: Day; notes: string[]; rest?: string }
  | { outcome: 'nothing' }
  | { outcome: 'unclear'; message: string; fix: string }

export interface DayContext {
  /** The year where a cell names none, and where it comes from: `表名“2018年台账”`. */
  year?: { value: number; source: string }
  month?: number
  /** The cell is a number: 3.1 may have been 3.10. */
  isFigure?: boolean
}

const pad = (value: number): string => String(value).padStart(2, '0')
const chinese = /[零〇○一二三四五六七八九十廿卅]+/g
const vague = /^(初|上旬|中旬|下旬|底|末|中|份|左右|前后|前|上半月|下半月|第)/
const clock =
  /[T ]?\s*(上午|下午|晚上|晚|中午|早上)?\s*\d{1,2}[:点时]\d{0,2}(:\d{2})?分?(\.\d+)?\s*([-~至到]\s*\d{1,2}[:点时]\d{0,2}(:\d{2})?分?)?(上午|下午)?$/
const halfDay = /(上午|下午|全天|晚上|晚|中午|早上)$/
const day = String.raw`(?:(\d{4}|\d{2})[-年./])?(\d{1,2})[-月./](\d{1,2})[日号]?`
const one = new RegExp(`^${day}(.*)$`)
const joint = String.raw`\s*(?:-{1,2}|~|至|到|——?|–)\s*`
const sameMonth = new RegExp(
  String.raw`^(?:(\d{4}|\d{2})[-年./])?(\d{1,2})[月./](\d{1,2})[日号]?${joint}(\d{1,2})[日号]?$`,
)
const twoDays = new RegExp(`^${day}${joint}${day}$`)
const ask = '请写成 2018-03-05 这样；几天的写成 2018-03-05 至 2018-03-06'

/** Reads a day as people write it, with the year and the month from around it where the cell leaves them out. */
export function readDay(raw: string, context: DayContext = {}): DayReading {
  const unclear = (message: string, fix = ask): DayReading => ({ outcome: 'unclear', message, fix })
  const plain = plainText(raw)
  if (plain === '') return { outcome: 'nothing' }
  const notes: string[] = []
  const text = tidy(plain)
  if (/^\d{8}$/.test(text)) return found(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const serial = serialDay(Number(text))
    return serial === undefined
      ? unclear(`${quote(raw)} 不是日期`)
      : found(serial, [`${quote(raw)} 按 Excel 的日期数字取作 ${serial}`])
  }
  if (context.isFigure && /^\d{1,2}\.[123]$/.test(text))
    return unclear(
      `${quote(raw)} 在表里是一个数，可能是 ${text.replace('.', '月')}日，也可能是 ${text.replace('.', '月')}0日`,
    )
  const listed = text.split(/[、,，;；\n]|和/).filter((part) => part.trim() !== '')
  if (listed.length > 1 && listed.every((part) => /^[\d年月日号./-]+$/.test(part.trim())))
    return unclear(`${quote(raw)} 写了几个日子`, '一天一行，请拆成几行')

  const within = sameMonth.exec(text)
  if (within && !/^\d{4}[./]\d{1,2}[./]\d{1,2}$/.test(text)) {
    const [, year, month = '', from = '', to = ''] = within
    // 2018-3-5 reads as a day, not as the 3rd to the 5th of a month.
    return span([year, month, from], [year, month, to])
  }
  const both = twoDays.exec(text)
  if (both) return span([both[1], both[2] ?? '', both[3] ?? ''], [both[4] ?? both[1], both[5] ?? '', both[6] ?? ''])

  const single = one.exec(text)
  if (single) {
    const [, year, month = '', dayOfMonth = '', rest = ''] = single
    const made = make(year, month, dayOfMonth)
    if (typeof made !== 'string') return made
    const left = rest.replace(/^[\s,，.。、;；:：]+/, '')
    if (left === '') return found(made)
    if (vague.test(left) || /^[\d./-]/.test(left)) return unclear(`${quote(raw)} 不是一个确定的日子`)
    return { outcome: 'day', from: made, notes, rest: left }
  }
  const onlyDay = /^(\d{1,2})[日号]?$/.exec(text)
  if (onlyDay && context.month !== undefined) {
    const made = make(undefined, String(context.month), onlyDay[1] ?? '')
    return typeof made === 'string' ? found(made) : made
  }
  const monthOnly = /^(?:(\d{4}|\d{2})[-年./])?(\d{1,2})月(.*)$/.exec(text) ?? /^(\d{4})[./-](\d{1,2})()$/.exec(text)
  if (monthOnly)
    return unclear(
      (monthOnly[3] ?? '') === '' || monthOnly[3] === '份'
        ? `${quote(raw)} 只写到月`
        : `${quote(raw)} 不是一个确定的日子`,
      '请补上是哪一天',
    )
  if (/^\d{4}年?度?$/.test(text)) return unclear(`${quote(raw)} 只写到年`, '请补上是哪一天')
  return unclear(`${quote(raw)} 读不出日期`)

  function found(value: string, more: string[] = []): DayReading {
    return isDay(value)
      ? { outcome: 'day', from: value, notes: [...notes, ...more] }
      : unclear(`${quote(raw)} 不是日历上的日子`)
  }

  function make(year: string | undefined, month: string, dayOfMonth: string): string | DayReading {
    const whole = year === undefined ? context.year?.value : year.length === 2 ? 2000 + Number(year) : Number(year)
    if (whole === undefined) return unclear(`${quote(raw)} 没有写年份`, '请在上面填“年份”，或在日期里写上年份')
    if (year === undefined && context.year && notes.length === 0)
      notes.push(`${quote(raw)} 的年份取自${context.year.source}：${whole} 年`)
    if (year?.length === 2 && notes.length === 0) notes.push(`${quote(raw)} 的年份取作 ${whole} 年`)
    const made = `${whole}-${pad(Number(month))}-${pad(Number(dayOfMonth))}`
    return isDay(made) ? made : unclear(`${quote(raw)} 不是日历上的日子`)
  }

  function span(first: [string | undefined, string, string], second: [string | undefined, string, string]): DayReading {
    const from = make(...first)
    if (typeof from !== 'string') return from
    const until = make(...second)
    if (typeof until !== 'string') return until
    if (until < from) return unclear(`${quote(raw)} 的结束早于开始`)
    return { outcome: 'day', from, ...(until === from ? {} : { until }), notes }
  }
}

/** Chinese digits as figures; weekday, time of day and brackets away. */
function tidy(plain: string): string {
  const figures = plain
    .replace(/[([【][^)\]】]*[)\]】]/g, '')
    .replace(/(星期|周|礼拜)[一二三四五六日天]/g, '')
    .replace(/元月/g, '1月')
    .replace(chinese, (found) => String(chineseNumber(found) ?? found))
  return figures
    .replace(/\s*([年月日号./~至到-])\s*/g, '$1')
    .trim()
    .replace(clock, '')
    .replace(halfDay, '')
    .trim()
}

/** Day of an Excel serial number in the 1900 system; undefined outside 1950 to 2100. */
export function serialDay(serial: number, is1904 = false): Day | undefined {
  const whole = Math.floor(serial) + (is1904 ? 1462 : 0)
  return whole >= 18_264 && whole <= 73_415 ? addDays('1899-12-30', whole) : undefined
}
