import { inflateSync } from 'node:zlib'

const gpsPointer = 0x8825
/** Of the GPS part: latitude, longitude, destination latitude and longitude. Its version and clock tell no place. */
const placeTags = new Set([2, 4, 20, 22])
const exifStart = 'Exif\0\0'
/** As XMP writes it; some programs compress other blocks, which are opened up to this size. */
const xmpPlace = /GPS(Latitude|Longitude|Coordinates|Position)/
const longestText = 1 << 20

/** Does an Exif block say where? One that cannot be read is taken for one that does. */
export function exifHasLocation(block: Buffer): boolean {
  const tiff = block.toString('latin1', 0, exifStart.length) === exifStart ? block.subarray(exifStart.length) : block
  try {
    const isLittle = tiff.toString('latin1', 0, 2) === 'II'
    if (!isLittle && tiff.toString('latin1', 0, 2) !== 'MM') return true
    const two = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
    const four = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
    const entries = (at: number): number[] => Array.from({ length: two(at) }, (_, i) => at + 2 + 12 * i)
    const pointer = entries(four(4)).find((entry) => two(entry) === gpsPointer)
    return pointer !== undefined && entries(four(pointer + 8)).some((entry) => placeTags.has(two(entry)))
  } catch {
    return true
  }
}

/** Does an XMP packet, or any text beside a picture, say where? */
export const textHasLocation = (text: Buffer): boolean => xmpPlace.test(text.toString('latin1'))

/** The same for compressed text; what unpacks to more than a text ever is, or not at all, hides something. */
export function packedTextHasLocation(packed: Buffer): boolean {
  try {
    return rawTextHasLocation(inflateSync(packed, { maxOutputLength: longestText }))
  } catch {
    return true
  }
}

/** ImageMagick writes Exif as lines of hexadecimal digits after a name and a length. */
export function rawTextHasLocation(text: Buffer): boolean {
  const [, digits] = /^\s*\w+\s+\d+\s+([0-9a-f\s]+)$/i.exec(text.toString('latin1')) ?? []
  if (digits === undefined) return textHasLocation(text)
  const bytes = Buffer.from(digits.replace(/\s/g, ''), 'hex')
  return bytes.toString('latin1', 0, exifStart.length) === exifStart ? exifHasLocation(bytes) : textHasLocation(bytes)
}
