import { deflateSync } from 'node:zlib'

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const two = (value: number): Buffer => Buffer.from([value >> 8, value & 255])
const four = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A JPEG's segment: its marker, its length, its content. */
export const segment = (marker: number, content: Buffer | string): Buffer => {
  const bytes = typeof content === 'string' ? latin(content) : content
  return Buffer.concat([Buffer.from([0xff, marker]), two(bytes.length + 2), bytes])
}

/** A JPEG by its structure; its scan is not a picture of anything. */
export function jpeg({
  width = 8,
  height = 8,
  before = [] as Buffer[],
  scan = '\x12\xff\x00\x34\xff\xd0\x56',
} = {}): Buffer {
  const frame = Buffer.concat([Buffer.from([8]), two(height), two(width), latin('\x01\x01\x11\x00')])
  return Buffer.concat([
    latin('\xff\xd8'),
    segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
    ...before,
    segment(0xc0, frame),
    segment(0xda, '\x01\x01\x00\x00\x3f\x00'),
    latin(scan),
    latin('\xff\xd9'),
  ])
}

export const chunk = (type: string, content: Buffer | string): Buffer => {
  const bytes = typeof content === 'string' ? latin(content) : content
  return Buffer.concat([four(bytes.length), latin(type), bytes, four(0)])
}

/** A PNG by its structure. */
export function png({ width = 8, height = 8, before = [] as Buffer[] } = {}): Buffer {
  const header = Buffer.concat([four(width), four(height), latin('\x08\x02\0\0\0')])
  return Buffer.concat([
    latin('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', deflateSync(Buffer.alloc(10))),
    chunk('IEND', ''),
  ])
}

export const piece = (type: string, content: Buffer | string): Buffer => {
  const bytes = typeof content === 'string' ? latin(content) : content
  const size = Buffer.alloc(4)
  size.writeUInt32LE(bytes.length)
  return Buffer.concat([latin(type), size, bytes, Buffer.alloc(bytes.length % 2)])
}

/** A WebP of the pieces. */
export function webp(...pieces: Buffer[]): Buffer {
  const body = Buffer.concat([latin('WEBP'), ...pieces])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([latin('RIFF'), size, body])
}

/** A lossy frame's header. */
export const lossy = (width: number, height: number): Buffer =>
  piece(
    'VP8 ',
    Buffer.concat([latin('\x30\x01\x00\x9d\x01\x2a'), two(width).reverse(), two(height).reverse(), latin('data')]),
  )

/** Exif with the given entries of its GPS part; none: no such part. Byte order as a camera likes it. */
export function exif(gpsTags: readonly number[] | undefined, order: 'II' | 'MM' = 'MM'): Buffer {
  const isLittle = order === 'II'
  const number = (value: number, size: 2 | 4): Buffer => {
    const bytes = size === 2 ? two(value) : four(value)
    return isLittle ? bytes.reverse() : bytes
  }
  const entry = (tag: number, value: number): Buffer =>
    Buffer.concat([number(tag, 2), number(4, 2), number(1, 4), number(value, 4)])
  const part = (entries: Buffer[]): Buffer => Buffer.concat([number(entries.length, 2), ...entries, number(0, 4)])
  // Orientation first; the GPS part stands behind: 8 (head) + 2 + 2 entries + 4.
  const first = part([entry(0x0112, 1), ...(gpsTags ? [entry(0x8825, 8 + 2 + 24 + 4)] : [])])
  const gps = gpsTags ? part(gpsTags.map((tag) => entry(tag, 0))) : Buffer.alloc(0)
  return Buffer.concat([latin('Exif\0\0'), latin(order), number(42, 2), number(8, 4), first, gps])
}
