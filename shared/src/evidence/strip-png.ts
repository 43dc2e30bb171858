import { joined, letters, viewOf } from './bytes.js'

/** Chunks that change how the picture looks; all other ancillary ones are words beside it. */
const needed = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs', 'bKGD']

/** A PNG is a signature and a row of chunks, each with its length, name, data and checksum. */
export function stripPng(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes)
  const kept = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + view.getUint32(at)
    if (next > bytes.length) return undefined
    const name = letters(bytes, at + 4, 4)
    if (needed.includes(name)) kept.push(bytes.subarray(at, next))
    if (name === 'IEND') return joined(kept)
    at = next
  }
  return undefined
}
