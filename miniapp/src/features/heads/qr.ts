import qrcode from 'qrcode-generator'
import { svgAddress } from '../../components/ring'

/** The quiet zone a reader needs around the code, in modules. */
const quiet = 4

/** A text as a QR code an Image can show: black on white in every look, or cameras do not read it. */
export function qrAddress(text: string): string {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  const rows = Array.from({ length: count }, (_, row) => runsOf((column) => code.isDark(row, column), count, row))
  const size = count + 2 * quiet
  return svgAddress(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
      `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${rows.join('')}"/></svg>`,
  )
}

/** The dark runs of a row, as parts of a path. */
function runsOf(isDark: (column: number) => boolean, count: number, row: number): string {
  let path = ''
  for (let column = 0; column < count; column += 1) {
    if (!isDark(column)) continue
    const start = column
    while (column < count && isDark(column)) column += 1
    path += `M${start + quiet} ${row + quiet}h${column - start}v1H${start + quiet}z`
  }
  return path
}
