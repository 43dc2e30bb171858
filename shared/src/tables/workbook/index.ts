import { readDelimited } from '../delimited.js'
import type { Sheet } from '../grid.js'
import { limits, TooLarge } from './unzip.js'
import { readXlsx } from './xlsx.js'

/** Bytes as text in an encoding; undefined where they are not of it. The platform's own decoder stands behind it. */
export type Decode = (bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'gb18030') => string | undefined

export type WorkbookReading = { ok: true; sheets: Sheet[] } | { ok: false; message: string }

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, i) => bytes[i] === byte)
const saveAs = '请在 Excel 或 WPS 里“另存为” .xlsx 或 .csv 再打开，或者直接复制表格粘贴进来'

/** Reads a table file: .xlsx, or .csv and other text in UTF-8, UTF-16 or GBK. The sentence to show when it cannot be read. */
export function readWorkbook(bytes: Uint8Array, name: string, decode: Decode): WorkbookReading {
  const refused = (message: string): WorkbookReading => ({ ok: false, message })
  if (bytes.length === 0) return refused(`${name} 是空文件`)
  if (bytes.length > limits.file)
    return refused(`${name} 超过 ${limits.file / 1024 / 1024} MB，请拆成几个文件，去掉图片再试`)
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return refused(`${name} 是旧版 .xls 文件，或者加了密码。${saveAs}`)
  if (startsWith(bytes, 0x50, 0x4b)) {
    try {
      const sheets = readXlsx(bytes, (part) => decode(part, 'utf-8') ?? '')
      const filled = sheets.filter((sheet) => sheet.rows.length > 0)
      return filled.length > 0 ? { ok: true, sheets: filled } : refused(`${name} 里没有内容`)
    } catch (error) {
      return refused(
        error instanceof TooLarge
          ? `${name} 展开后太大，请拆成几个文件再试（最多 ${limits.rows} 行）`
          : `${name} 打不开，可能已损坏。${saveAs}`,
      )
    }
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46))
    return refused(`${name} 是 PDF，读不出表格。请用原来的 Excel 或 WPS 表格`)
  const text = decodeText(bytes, decode)
  if (text === undefined || text.includes('\0')) return refused(`${name} 不是表格文件。${saveAs}`)
  if (/^\s*<(!doctype|html|\?xml|table)/i.test(text)) return refused(`${name} 其实是网页。${saveAs}`)
  const sheet = readDelimited(text, '')
  if (sheet.rows.length > limits.rows) return refused(`${name} 超过 ${limits.rows} 行，请拆成几个文件再试`)
  return sheet.rows.length > 0 ? { ok: true, sheets: [sheet] } : refused(`${name} 里没有内容`)
}

/** Text by its mark, else as UTF-8 where it is that to the last byte, else as GBK: what Excel writes in China. */
function decodeText(bytes: Uint8Array, decode: Decode): string | undefined {
  if (startsWith(bytes, 0xff, 0xfe)) return decode(bytes.subarray(2), 'utf-16le')
  return decode(startsWith(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes, 'utf-8') ?? decode(bytes, 'gb18030')
}
