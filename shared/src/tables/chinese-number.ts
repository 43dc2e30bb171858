const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
}
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 廿: 20, 卅: 30, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const large: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

export const chineseDigits = `${Object.keys(digits).join('')}${Object.keys(units).join('')}`

/** `一百二十` is 120, `二〇一八` is 2018; `二三十` is a guess, not a number: undefined. */
export function chineseNumber(text: string): number | undefined {
  if (text === '') return undefined
  const signs = [...text]
  if (signs.length > 1 && signs.every((sign) => digits[sign] !== undefined))
    return text.length > 2 || signs.includes('〇') || signs.includes('零')
      ? Number(signs.map((sign) => digits[sign]).join(''))
      : undefined
  let total = 0
  let group = 0
  let digit: number | undefined
  let lastUnit = 0
  for (const sign of signs) {
    const value = digits[sign]
    if (value !== undefined) {
      if (digit !== undefined && digit !== 0) return undefined
      digit = value
      if (value === 0) lastUnit = 0
      continue
    }
    const unit = units[sign]
    if (unit !== undefined) {
      group += unit === 20 || unit === 30 ? unit : (digit ?? 1) * unit
      lastUnit = unit
      digit = undefined
      continue
    }
    const scale = large[sign]
    if (scale === undefined) return undefined
    total += (group + (digit ?? 0)) * scale
    group = 0
    lastUnit = scale
    digit = undefined
  }
  // 一百二 is 120, 三千五 is 3500.
  const rest = digit === undefined ? 0 : lastUnit >= 100 ? (digit * lastUnit) / 10 : digit
  return total + group + rest
}
