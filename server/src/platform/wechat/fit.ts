/** Kinds of value in a subscription message's template; a key is a kind and a number, `thing1`. */
export type ValueKind =
  | 'thing'
  | 'name'
  | 'phrase'
  | 'number'
  | 'letter'
  | 'character_string'
  | 'symbol'
  | 'phone_number'
  | 'car_number'
  | 'time'
  | 'date'
  | 'amount'

interface Limit {
  length: number
  /** What is not allowed in it. */
  strip?: RegExp
}

const limits: Record<ValueKind, Limit> = {
  thing: { length: 20 },
  name: { length: 10 },
  phrase: { length: 5, strip: /[^\p{Script=Han}]/gu },
  number: { length: 32, strip: /[^\d.]/g },
  letter: { length: 32, strip: /[^A-Za-z]/g },
  character_string: { length: 32, strip: /[^\x21-\x7e]/g },
  symbol: { length: 5, strip: /[\p{L}\p{N}\s]/gu },
  phone_number: { length: 17, strip: /[^\d+-]/g },
  car_number: { length: 8, strip: /[^\p{L}\p{N}]/gu },
  time: { length: 20 },
  date: { length: 20 },
  amount: { length: 10, strip: /[^\d.¥￥元]/g },
}
/** Where a value may end in an ellipsis, which is allowed in running text only. */
const shortened = new Set<ValueKind>(['thing', 'name'])
/** WeChat refuses a template with an empty value. */
const blanks: Partial<Record<ValueKind, string>> = { number: '0', amount: '0', phrase: '无', letter: 'X', symbol: '-' }
const names = Object.keys(limits) as ValueKind[]

/** The kind of a template's key; undefined for a key WeChat does not know. */
export const kindOf = (key: string): ValueKind | undefined =>
  names.find((name) => new RegExp(`^${name}\\d+$`).test(key))

/** A text as a template takes it: one line, only what the kind allows, no longer than it allows; never empty. */
export function fit(kind: ValueKind, text: string): string {
  const { length, strip } = limits[kind]
  const line = text.replace(/\s+/g, ' ').trim()
  const day = kind === 'date' || kind === 'time' ? /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(line) : null
  const written = day ? `${day[1]}年${Number(day[2])}月${Number(day[3])}日${day[4]}` : line
  const allowed = Array.from(strip ? written.replace(strip, '') : written)
  if (allowed.length === 0) return blanks[kind] ?? '-'
  if (allowed.length <= length) return allowed.join('')
  return shortened.has(kind) ? `${allowed.slice(0, length - 1).join('')}…` : allowed.slice(0, length).join('')
}
