import { exifHasLocation, textHasLocation } from './location.js'
import { Damaged, type Picture } from './picture.js'
import type { Window } from './window.js'

const endOfImage = 0xd9
const startOfScan = 0xda
const exifOrXmp = 0xe1
const photoshop = 0xed
/** Markers that stand alone: restarts and the temporary one. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
/** Frame headers are C0 to CF without the tables among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
/** A progressive photo has about ten; thousands keep a decoder busy for hours. */
const mostScans = 100

/** Walks a JPEG's segments to its end. */
export async function readJpeg(file: Window): Promise<Picture> {
  let frame: { width: number; height: number } | undefined
  let hasLocation = false
  let scans = 0
  for (let at = 2; ;) {
    const [fill, marker = 0] = await file.bytes(at, 2)
    if (fill !== 0xff || marker === 0) throw new Damaged()
    if (marker === 0xff) {
      at += 1
      continue
    }
    at += 2
    if (isBare(marker)) continue
    if (marker === endOfImage) {
      if (!frame || scans === 0) throw new Damaged()
      return { ...frame, hasLocation, end: at }
    }
    const segment = await readSegment(file, at)
    if (isFrame(marker)) {
      if (frame || segment.length < 6) throw new Damaged()
      frame = { height: segment.readUInt16BE(1), width: segment.readUInt16BE(3) }
    }
    if (marker === exifOrXmp || marker === photoshop) hasLocation ||= segmentHasLocation(segment)
    at += 2 + segment.length
    if (marker === startOfScan) {
      if (++scans > mostScans) throw new Damaged()
      at = await endOfScan(file, at)
    }
  }
}

async function readSegment(file: Window, at: number): Promise<Buffer> {
  const head = await file.bytes(at, 2)
  const length = head.length === 2 ? head.readUInt16BE(0) : 0
  const segment = await file.bytes(at + 2, length - 2)
  if (length < 2 || segment.length !== length - 2) throw new Damaged()
  return segment
}

function segmentHasLocation(segment: Buffer): boolean {
  const isExif = segment.toString('latin1', 0, 5) === 'Exif\0'
  return isExif ? exifHasLocation(segment) : textHasLocation(segment)
}

/** The next marker after a scan's data, in which FF 00 is an escaped byte and restarts are no end. */
async function endOfScan(file: Window, start: number): Promise<number> {
  for (let at = start; ; at += 2) {
    at = await file.find(0xff, at)
    if (at < 0) throw new Damaged()
    const [, next] = await file.bytes(at, 2)
    if (next === 0xff) at -= 1
    else if (next === undefined) throw new Damaged()
    else if (next !== 0 && !isBare(next)) return at
  }
}
