import { exifHasLocation, packedTextHasLocation, rawTextHasLocation, textHasLocation } from './location.js'
import { Damaged, type Picture } from './picture.js'
import type { Window } from './window.js'

/** Walks a PNG's chunks to its end. */
export async function readPng(file: Window): Promise<Picture> {
  let size: { width: number; height: number } | undefined
  let hasLocation = false
  let hasPixels = false
  for (let at = 8; ;) {
    const head = await file.bytes(at, 8)
    if (head.length < 8) throw new Damaged()
    const length = head.readUInt32BE(0)
    const type = head.toString('latin1', 4, 8)
    const end = at + 12 + length
    if (end > file.size) throw new Damaged()
    if (type === 'IEND') {
      if (!size || !hasPixels) throw new Damaged()
      return { ...size, hasLocation, end }
    }
    if ((type === 'IHDR') !== (size === undefined)) throw new Damaged()
    if (type === 'IHDR') size = sizeOf(await file.bytes(at + 8, length))
    else if (type === 'IDAT') hasPixels = true
    else if (/^(eXIf|[tiz][ET]Xt)$/.test(type)) hasLocation ||= blockHasLocation(type, await file.bytes(at + 8, length))
    at = end
  }
}

function sizeOf(header: Buffer): { width: number; height: number } {
  if (header.length !== 13) throw new Damaged()
  return { width: header.readUInt32BE(0), height: header.readUInt32BE(4) }
}

/** Text chunks start with a keyword; the packed ones go on with how. */
function blockHasLocation(type: string, block: Buffer): boolean {
  if (type === 'eXIf') return exifHasLocation(block)
  const text = block.subarray(block.indexOf(0) + 1)
  if (type === 'zTXt') return packedTextHasLocation(text.subarray(1))
  if (type === 'tEXt') return rawTextHasLocation(text)
  if (text[0] !== 1) return textHasLocation(text)
  const language = text.indexOf(0, 2)
  return packedTextHasLocation(text.subarray(text.indexOf(0, language + 1) + 1))
}
