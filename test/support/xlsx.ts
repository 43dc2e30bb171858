import { strToU8, zipSync } from 'fflate'

/** A number shown as a date (`day`) or as year and month (`month`), the way a spreadsheet keeps one. */
export interface Shown {
  serial: number
  as: 'day' | 'chinese-day' | 'month'
}
export type SheetCell = string | number | boolean | null | Shown

export interface SheetText {
  name: string
  rows: SheetCell[][]
  /** Such as `A1:F1`. */
  merges?: string[]
  hidden?: boolean
}

const styles = { day: 1, 'chinese-day': 2, month: 3 } as const
const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

/** Days since the last of December 1899, as spreadsheets count. */
export const serialOf = (day: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)

/** A workbook as Excel and WPS write it: shared texts, styles for dates, merged cells. */
export function xlsxFiles(sheets: readonly SheetText[]): Record<string, string> {
  const texts: string[] = []
  const textAt = (text: string): number => {
    const at = texts.indexOf(text)
    return at >= 0 ? at : texts.push(text) - 1
  }
  const cell = (value: SheetCell, place: string): string => {
    if (value === null) return `<c r="${place}"/>`
    if (typeof value === 'string') return `<c r="${place}" t="s"><v>${textAt(value)}</v></c>`
    if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
    return `<c r="${place}" s="${styles[value.as]}"><v>${value.serial}</v></c>`
  }
  const sheetXml = ({ rows, merges }: SheetText): string => {
    const body = rows
      .map((row, r) =>
        row.length === 0
          ? ''
          : `<row r="${r + 1}">${row.map((value, c) => cell(value, `${columnName(c)}${r + 1}`)).join('')}</row>`,
      )
      .join('')
    const merged = merges
      ? `<mergeCells count="${merges.length}">${merges.map((one) => `<mergeCell ref="${one}"/>`).join('')}</mergeCells>`
      : ''
    return `${head}<worksheet ${main}><sheetData>${body}</sheetData>${merged}</worksheet>`
  }
  const files: Record<string, string> = {}
  sheets.forEach((sheet, i) => (files[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet)))
  files['xl/workbook.xml'] = `${head}<workbook ${main} xmlns:r="${relations}"><sheets>${sheets
    .map(
      (sheet, i) =>
        `<sheet name="${escape(sheet.name)}" sheetId="${i + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
    )
    .join('')}</sheets></workbook>`
  files['xl/_rels/workbook.xml.rels'] =
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join('')}</Relationships>`
  files['xl/sharedStrings.xml'] =
    `${head}<sst ${main}>${texts.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`
  files['xl/styles.xml'] =
    `${head}<styleSheet ${main}><numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></styleSheet>`
  files['[Content_Types].xml'] =
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`
  return files
}

export const zipFiles = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, body]) => [name, typeof body === 'string' ? strToU8(body) : body]),
    ),
    { mtime: new Date(2019, 0, 2) },
  )

export const xlsx = (sheets: readonly SheetText[]): Uint8Array => zipFiles(xlsxFiles(sheets))
