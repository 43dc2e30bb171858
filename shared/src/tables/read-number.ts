import type { Field } from '../model/catalog.js'
import { chineseNumber } from './chinese-number.js'
import { plainText, quote } from './text.js'

/** What a cell says as a number. `said`: it is not what stands there to the letter; the sentence says how it was taken. */
export type NumberReading =
  | { outcome: 'number'; value: number; said?: string; rest?: string }
  | { outcome: 'nothing' }
  | { outcome: 'unclear'; message: string; fix: string }

const scales: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }
/** Words of one meaning, so that 30 名 may stand where the catalog counts 人. */
const sameUnits = [
  ['人', '人次', '名', '位', '余人', '个人', '人左右', '人员'],
  ['元', '块', '块钱', '元整', '人民币'],
  ['个', '家', '处', '支'],
  ['篇', '条', '份', '件'],
  ['平方米', '平米', 'm2', '平方', '㎡', '平'],
  ['年'],
]
const before = /^(大约|大概|约为|约|近|将近|超过|超|逾|不少于|至少|共计|合计|总计|共|计|参会|参加)+/
const guesses = /约|近|超|逾|余|多|来|左右|上下|以上|以内|\+|不少于|至少|大概/

/** Reads a number as people write it: `约200人`, `２００`, `200余人`, `一百二十人`, `50+`, `1.2万元`. */
export function readNumber(raw: string, field: Field, headingUnit = ''): NumberReading {
  const text = plainText(raw)
    .replace(/\s+/g, '')
    .replace(/(\d),(?=\d{3})/g, '$1')
  const name = field.label
  const unclear = (message: string): NumberReading => ({
    outcome: 'unclear',
    message,
    fix: `请把“${name}”写成一个数，例如 ${field.unit === '元' ? '12000' : '50'}`,
  })
  if (text === '') return { outcome: 'nothing' }
  const bare = text.replace(/[([【][^)\]】]*[)\]】]/g, '')
  const aside = bare === text ? undefined : text.slice(bare.length === 0 ? 0 : text.search(/[([【]/))
  if (bare === '') return unclear(`${quote(raw)} 里没有数`)
  if (/\d\s*[-~至到—–]+\s*\d/.test(bare)) return unclear(`${quote(raw)} 写的是一个范围`)
  const match =
    /^([^\d零〇○一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰仟-]*)(-?\d+(?:\.\d+)?|[零〇○一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+)(余|多|来|几)?([十百千万亿]*)(.*)$/.exec(
      bare,
    )
  if (!match) return unclear(`${quote(raw)} 读不出数`)
  const [, lead = '', figure = '', vague = '', scale = '', tail = ''] = match
  if (lead.replace(before, '') !== '') return unclear(`${quote(raw)} 读不出数`)
  const known = /^-?\d/.test(figure) ? Number(figure) : chineseNumber(figure)
  if (known === undefined || vague === '几') return unclear(`${quote(raw)} 只是一个大概，读不出数`)
  const ending = tail.replace(/^(余|多)/, '')
  const unit = ending.replace(/(左右|上下|以上|以内|余|多|不等|\+)+$/, '')
  if (/\d/.test(unit)) return unclear(`${quote(raw)} 里有几个数，不知道取哪一个`)
  const scaledUnit = /^(万|千|亿|百万)?(.*)$/.exec(unit)!
  const own = scaledUnit[2] ?? ''
  if (own !== '' && !fits(own, field.unit))
    return unclear(`${quote(raw)} 的单位是“${own}”，“${name}”的单位是“${field.unit ?? ''}”`)
  const factor = [...scale].reduce((product, sign) => product * (scales[sign] ?? 1), 1)
  const byHeading = scale === '' ? headingFactor(headingUnit) : 1
  const value = Math.round(known * factor * byHeading * 1e6) / 1e6
  const isGuess = guesses.test(lead + vague + tail)
  const said = [
    isGuess ? `${quote(raw)} 取作 ${value}` : undefined,
    byHeading === 1 ? undefined : `按表头的单位“${headingUnit}”，${quote(raw)} 取作 ${value}`,
    aside === undefined ? undefined : `${quote(raw)} 取作 ${value}，括号里的没有另算`,
  ].filter((one) => one !== undefined)
  return { outcome: 'number', value, ...(said[0] === undefined ? {} : { said: said[0] }) }
}

/** `（万元）` in a heading: what stands below is in ten thousands. */
function headingFactor(unit: string): number {
  const match = /(百万|千万|[百千万亿])元?$/.exec(unit)
  return match ? [...(match[1] ?? '')].reduce((product, sign) => product * (scales[sign] ?? 1), 1) : 1
}

function fits(unit: string, own: string | undefined): boolean {
  if (own === undefined || unit === own) return true
  const plain = unit.replace(/^(余|多)/, '')
  return sameUnits.some((group) => group.includes(own) && group.includes(plain))
}
