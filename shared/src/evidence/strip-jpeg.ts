import { joined, letters, viewOf } from './bytes.js'

const start = 0xd8
const end = 0xd9
const scan = 0xda
const comment = 0xfe
/** Lengthless markers inside a picture: TEM and the restarts. */
const bare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
const orientationTag = 0x0112

/**
 * A JPEG is a row of segments and, after each start of scan, compressed data in which 0xff stands before 0 or a restart.
 * Only the segments that a decoder needs are taken over, and nothing after the end of the first picture.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const kept: Uint8Array[] = [Uint8Array.of(0xff, start)]
  let at = 2
  let orientation = 1
  let scanned = false
  while (at < bytes.length) {
    const marker = markerAt(bytes, at)
    if (marker === undefined) return scanned ? joined([...kept, Uint8Array.of(0xff, end)]) : undefined
    at = marker.next
    if (marker.code === end) return scanned ? joined([...kept, Uint8Array.of(0xff, end)]) : undefined
    if (bare(marker.code)) {
      kept.push(Uint8Array.of(0xff, marker.code))
      continue
    }
    const length = at + 2 <= bytes.length ? viewOf(bytes).getUint16(at) : 0
    if (length < 2 || at + length > bytes.length) return undefined
    const body = bytes.subarray(at + 2, at + length)
    at += length
    if (isExif(marker.code, body)) {
      orientation = orientationOf(body.subarray(6)) ?? orientation
      continue
    }
    if (!isNeeded(marker.code, body)) continue
    // Which way is up is said before the first segment that is no JFIF header.
    if (marker.code !== 0xe0 && orientation !== 1) {
      kept.push(orientationSegment(orientation))
      orientation = 1
    }
    kept.push(Uint8Array.of(0xff, marker.code, length >> 8, length & 255), body)
    if (marker.code !== scan) continue
    const scanEnd = endOfScan(bytes, at)
    kept.push(bytes.subarray(at, scanEnd))
    at = scanEnd
    scanned = true
  }
  // Cut off in the middle of its data: viewers show what there is.
  return scanned ? joined([...kept, Uint8Array.of(0xff, end)]) : undefined
}

/** The marker at a place, past its fill bytes. */
function markerAt(bytes: Uint8Array, at: number): { code: number; next: number } | undefined {
  if (bytes[at] !== 0xff) return undefined
  while (bytes[at] === 0xff) at++
  const code = bytes[at]
  return code === undefined || code === 0 ? undefined : { code, next: at + 1 }
}

function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && !bare(next)) return at
  }
  return bytes.length
}

const isExif = (marker: number, body: Uint8Array): boolean => marker === 0xe1 && letters(body, 0, 4) === 'Exif'

/** Of the application segments only those that colours depend on: JFIF, the colour profile and Adobe's transform. */
function isNeeded(marker: number, body: Uint8Array): boolean {
  if (marker === 0xe0) return letters(body, 0, 5) === 'JFIF\0'
  if (marker === 0xe2) return letters(body, 0, 12) === 'ICC_PROFILE\0'
  if (marker === 0xee) return letters(body, 0, 5) === 'Adobe'
  return !(marker >= 0xe0 && marker <= 0xef) && marker !== comment
}

/** The orientation a TIFF header states in its first directory, 1 to 8. */
function orientationOf(tiff: Uint8Array): number | undefined {
  if (tiff.length < 8) return undefined
  const view = viewOf(tiff)
  const little = view.getUint16(0) === 0x4949
  const directory = view.getUint32(4, little)
  if (directory + 2 > tiff.length) return undefined
  const count = view.getUint16(directory, little)
  for (let at = directory + 2, i = 0; i < count && at + 12 <= tiff.length; i++, at += 12) {
    if (view.getUint16(at, little) !== orientationTag) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An Exif segment that says nothing but which way is up. */
function orientationSegment(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0]
  const header = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8]
  const entry = [orientationTag >> 8, orientationTag & 255, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  const body = [...exif, ...header, 0, 1, ...entry, 0, 0, 0, 0]
  return Uint8Array.of(0xff, 0xe1, 0, body.length + 2, ...body)
}
