import type { TablePort } from '../ports'

/** A little more than a table file may have, so that a larger one is told apart without reading it whole. */
const readAtMost = 11 * 1024 * 1024

/** Tables in a browser. What reads workbooks comes only when one is opened. */
export const h5Tables: TablePort = {
  supported: true,
  choose: () =>
    new Promise((resolve) => {
      const input = document.createElement('input')
      input.type = 'file'
      input.accept = '.xlsx,.csv,.tsv,.txt'
      input.addEventListener('cancel', () => resolve(undefined))
      input.addEventListener('change', () => {
        const file = input.files?.[0]
        if (!file) return resolve(undefined)
        resolve({
          name: file.name,
          bytes: async () => new Uint8Array(await file.slice(0, readAtMost).arrayBuffer()),
        })
      })
      input.click()
    }),
  async read(file) {
    const { readWorkbook } = await import('@xingji/shared/workbook')
    return readWorkbook(await file.bytes(), file.name, (bytes, encoding) => {
      try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes)
      } catch {
        return undefined
      }
    })
  },
}
