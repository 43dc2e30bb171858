import { joined, letters, viewOf } from './bytes.js'

/** Bits of the extended header that announce Exif and XMP chunks. */
const announced = 0x08 | 0x04

/** A WebP is a RIFF header and a row of chunks, padded to an even length. */
export function stripWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes)
  if (bytes.length < 20) return undefined
  const stated = 8 + view.getUint32(4, true)
  if (stated > bytes.length) return undefined
  const kept: Uint8Array[] = []
  for (let at = 12; at + 8 <= stated;) {
    const size = view.getUint32(at + 4, true)
    const next = at + 8 + size + (size % 2)
    if (at + 8 + size > stated) return undefined
    const name = letters(bytes, at, 4)
    const chunk = bytes.slice(at, Math.min(next, stated))
    if (name === 'VP8X') chunk[8] = chunk[8]! & ~announced
    if (['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'].includes(name)) kept.push(chunk)
    at = next
  }
  if (kept.length === 0) return undefined
  const body = joined(kept)
  const header = bytes.slice(0, 12)
  viewOf(header).setUint32(4, body.length + 4, true)
  return joined([header, body])
}
