import { exifHasLocation, textHasLocation } from './location.js'
import { Damaged, type Picture } from './picture.js'
import type { Window } from './window.js'

/** Walks a WebP's chunks; the largest size any of them states counts. */
export async function readWebp(file: Window): Promise<Picture> {
  const end = 8 + (await file.bytes(0, 12)).readUInt32LE(4)
  if (end > file.size) throw new Damaged()
  const size = { width: 0, height: 0 }
  let hasLocation = false
  let hasPixels = false
  for (let at = 12; at + 8 <= end;) {
    const head = await file.bytes(at, 8)
    const length = head.readUInt32LE(4)
    const type = head.toString('latin1', 0, 4)
    if (at + 8 + length > end) throw new Damaged()
    if (type === 'EXIF') hasLocation ||= exifHasLocation(await file.bytes(at + 8, length))
    else if (type === 'XMP ') hasLocation ||= textHasLocation(await file.bytes(at + 8, length))
    else {
      const { width, height } = sizeIn(type, await file.bytes(at + 8, 16))
      size.width = Math.max(size.width, width)
      size.height = Math.max(size.height, height)
      hasPixels ||= type !== 'VP8X' && width > 0
    }
    at += 8 + length + (length % 2)
  }
  if (!hasPixels) throw new Damaged()
  return { ...size, hasLocation, end }
}

function sizeIn(type: string, data: Buffer): { width: number; height: number } {
  if (type === 'VP8X' && data.length >= 10)
    return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }
  if (type === 'ANMF' && data.length >= 16)
    return { width: data.readUIntLE(6, 3) + 1, height: data.readUIntLE(9, 3) + 1 }
  if (type === 'VP8 ' && data.length >= 10)
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
  if (type === 'VP8L' && data.length >= 5) {
    const bits = data.readUInt32LE(1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return { width: 0, height: 0 }
}
