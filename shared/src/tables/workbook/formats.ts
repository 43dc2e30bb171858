import { serialDay } from '../read-day.js'
import { walkXml } from './xml.js'

/** How a cell's number is shown, as far as it matters: as a day, as a month without a day, or as a number. */
export type Shown = 'day' | 'month' | 'number'

const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

/** What each cell style shows, from `styles.xml`. */
export function readStyles(xml: string | undefined): Shown[] {
  if (xml === undefined) return []
  const codes = new Map<number, string>()
  const styles: Shown[] = []
  let within = false
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') within = true
      else if (name === 'xf' && within) styles.push(shownBy(Number(attributes.numFmtId ?? 0), codes))
    },
    close(name) {
      if (name === 'cellXfs') within = false
    },
  })
  return styles
}

function shownBy(id: number, codes: ReadonlyMap<number, string>): Shown {
  const code = codes.get(id)
  // 17 is `mmm-yy`, 27 and 57 are 年月: no day is shown, so none was meant.
  if (code === undefined) return id === 17 || id === 57 ? 'month' : isBuiltInDay(id) ? 'day' : 'number'
  const letters = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').toLowerCase()
  if (/general|[#0]/.test(letters) || !/[ymd]/.test(letters)) return 'number'
  if (letters.includes('d')) return 'day'
  return letters.includes('y') && letters.includes('m') ? 'month' : 'number'
}

/** A number shown as a day or a month, as text. */
export function shownText(value: number, shown: Shown, is1904: boolean): string | number {
  if (shown === 'number') return value
  const day = serialDay(value, is1904)
  if (day === undefined) return value
  return shown === 'day' ? day : `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`
}
