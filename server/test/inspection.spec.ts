import { deflateSync } from 'node:zlib'
import { inspect, type Finding } from '../src/modules/files/inspection/inspect.js'
import { chunk, exif, jpeg, lossy, piece, png, segment, webp } from './pictures.js'
import { longZip, zip, type Entry } from './zip.js'

const inspected = (bytes: Uint8Array): Promise<Finding> =>
  inspect(
    {
      size: bytes.length,
      read: (position, length) => Promise.resolve(Buffer.from(bytes.subarray(position, position + length))),
    },
    { pixels: 50_000_000 },
  )
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const finding = await inspected(bytes)
  return 'refused' in finding ? finding.refused : finding.type
}
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const join = (...parts: Buffer[]): Buffer => Buffer.concat(parts)
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const wordWith = (...more: (string | Entry)[]): Buffer => zip(['[Content_Types].xml', 'word/document.xml', ...more])
/** Long names, so that the zip has bytes for its entries to claim. */
const filling = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(30_000))

describe('evidence is known by its content', () => {
  it.each([
    ['a photo', jpeg(), 'image/jpeg'],
    ['a photo larger than a block', jpeg({ scan: '\x12\xff\x00'.repeat(100_000) }), 'image/jpeg'],
    ['a photo filled up with zeros', join(jpeg(), Buffer.alloc(1000)), 'image/jpeg'],
    ['a photo with doubled fill bytes', join(jpeg().subarray(0, -2), latin('\xff\xff\xd9')), 'image/jpeg'],
    ['a screenshot', png(), 'image/png'],
    ['a webp picture', webp(lossy(8, 8)), 'image/webp'],
    ['a lossless webp picture', webp(piece('VP8L', '\x2f\x07\xc0\x01\x00')), 'image/webp'],
    ['a PDF', latin('%PDF-1.7\n'), 'application/pdf'],
    ['a Word file', wordWith(), word],
    ['an Excel file', zip(['[Content_Types].xml', 'xl/workbook.xml']), sheet],
    ['an Excel file in the long form', longZip(['[Content_Types].xml', 'xl/workbook.xml']), sheet],
  ])('%s', async (_, bytes, type) => expect(await inspected(bytes)).toEqual({ type }))

  it.each([
    ['nothing', latin('')],
    ['text', latin('hello')],
    ['a page', latin('<!doctype html><script>alert(1)</script>')],
    ['a drawing with script', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a program', latin('MZ\x90\0\x03\0\0\0')],
    ['a program for Linux', latin('\x7fELF\x02\x01')],
    ['an animation', latin('GIF89a\x08\0\x08\0')],
    ['a RIFF that is no picture', latin('RIFF\x10\0\0\0WAVEfmt ')],
    ['a zip of anything', zip(['a.txt'])],
    ['a Word file with macros', wordWith('word/vbaProject.bin')],
    ['an iPhone photo others cannot open', latin('\0\0\0\x18ftypheic\0\0\0\0')],
  ])('refuses %s', async (_, bytes) => expect(await refusal(bytes)).toBe('fileType'))

  it('tells an iPhone user what to do', async () =>
    expect(await inspected(latin('\0\0\0\x18ftypheic\0\0\0\0'))).toMatchObject({
      message: expect.stringContaining('兼容性最佳'),
    }))
})

describe('a photo of too many pixels is refused, with its size', () => {
  // 10,000 x 5,000 is the limit.
  it.each([
    ['JPEG', jpeg({ width: 10_000, height: 5_000 }), jpeg({ width: 10_000, height: 5_001 })],
    ['PNG', png({ width: 10_000, height: 5_000 }), png({ width: 10_000, height: 5_001 })],
    ['WebP', webp(lossy(10_000, 5_000)), webp(lossy(10_000, 5_001))],
  ])('%s', async (_, largest, bomb) => {
    expect(await inspected(largest)).toHaveProperty('type')
    const details = { width: 10_000, height: 5_001, limit: 50_000_000 }
    expect(await inspected(bomb)).toEqual({ refused: 'photoTooLarge', details })
  })

  it.each([
    ['a PNG that unpacks to terabytes', png({ width: 0x7fffffff, height: 0x7fffffff })],
    ['a lossless WebP', webp(piece('VP8L', '\x2f\xff\xff\xff\x0f'))],
    [
      'a WebP whose canvas is larger than its frame',
      webp(piece('VP8X', '\x10\0\0\0\xff\xff\0\xff\xff\0'), lossy(8, 8)),
    ],
    [
      'a WebP whose frame is larger than its canvas',
      webp(piece('VP8X', '\0\0\0\0\x07\0\0\x07\0\0'), lossy(16_000, 16_000)),
    ],
  ])('%s', async (_, bytes) => expect(await refusal(bytes)).toBe('photoTooLarge'))
})

describe('a broken file is refused', () => {
  it.each([
    ['JPEG', jpeg({ before: [segment(0xe1, exif(undefined))] })],
    ['PNG', png({ before: [chunk('tEXt', 'Comment\0a')] })],
    ['WebP', webp(piece('VP8X', '\0\0\0\0\x07\0\0\x07\0\0'), lossy(8, 8), piece('EXIF', exif(undefined)))],
  ])('a %s broken off anywhere', async (_, whole) => {
    expect(await inspected(whole)).toHaveProperty('type')
    for (let length = 16; length < whole.length; length++)
      expect([length, await refusal(whole.subarray(0, length))]).toEqual([length, 'fileDamaged'])
  })

  it.each([
    ['a JPEG without a picture', latin('\xff\xd8\xff\xd9')],
    ['a JPEG with two sizes', jpeg({ before: [segment(0xc2, '\x08\0\x08\0\x08\x01\x01\x11\0')] })],
    ['a JPEG of no height', jpeg({ height: 0 })],
    ['a JPEG with a segment of no length', join(latin('\xff\xd8\xff\xe0\0\0'), jpeg().subarray(2))],
    ['a JPEG of a hundred and one scans', jpeg({ scan: `\x12${'\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12'.repeat(100)}` })],
    ['a PNG that begins elsewhere', join(png().subarray(0, 8), chunk('IDAT', 'x'), png().subarray(8))],
    ['a PNG without pixels', join(png().subarray(0, 33), chunk('IEND', ''))],
    ['a WebP without pixels', webp(piece('VP8X', '\0\0\0\0\x07\0\0\x07\0\0'))],
    ['a long zip whose record is elsewhere', spoiled(longZip(['[Content_Types].xml', 'word/document.xml']))],
    ['a zip without its end', wordWith().subarray(0, 40)],
    [
      'a zip whose directory lies beyond its end',
      latin(`PK\x03\x04${'\0'.repeat(30)}PK\x05\x06${'\0'.repeat(10)}\xff\xff\xff\xff\0\0`),
    ],
    ['a Word file with a password', wordWith({ name: 'word/a.xml', flags: 1 })],
    ['a Word file with two parts of one name', wordWith('word/document.xml')],
  ])('%s', async (_, bytes) => expect(await refusal(bytes)).toBe('fileDamaged'))
})

/** The locator of the long form points a byte too far. */
function spoiled(bytes: Buffer): Buffer {
  const at = bytes.length - 22 - 20 + 8
  bytes.writeUInt32LE(bytes.readUInt32LE(at) + 1, at)
  return bytes
}

describe('a file in a file is refused', () => {
  it.each([
    ['a photo with a zip behind it', join(jpeg(), wordWith())],
    ['a photo with a film behind it', join(jpeg(), latin('\0\0\0\x18ftypmp42'))],
    ['a photo with another behind it', join(jpeg(), jpeg())],
    ['a screenshot with a page behind it', join(png(), latin('<html>'))],
    ['a WebP with a script behind it', join(webp(lossy(8, 8)), latin('alert(1)'))],
    ['a PDF that is a zip as well', join(latin('%PDF-1.7\n'), wordWith())],
    ['a PDF that begins as a page', latin('%PDF-1.7\n<script>alert(1)</script>')],
    ['a photo that begins as a page', jpeg({ before: [segment(0xfe, '<!DOCTYPE html><html >')] })],
    ['a Word file with something behind it', join(wordWith(), latin('x'))],
    ['a Word file with something inside that no entry names', hiding(wordWith())],
  ])('%s', async (_, bytes) => expect(await refusal(bytes)).toBe('fileMixed'))

  /** Something between the directory and the end record. */
  function hiding(bytes: Buffer): Buffer {
    const end = bytes.length - 22
    return join(bytes.subarray(0, end), latin('MZ hidden'), bytes.subarray(end))
  }
})

describe('a Word or Excel file that unpacks to too much is refused', () => {
  const mega = 1 << 20
  it.each([
    ['200 times', [{ name: 'a', packed: 10, unpacked: mega }], false],
    ['a megabyte from nothing much', [{ name: 'a', packed: 10, unpacked: mega + 1 }], true],
    ['large, and packed as text is', [{ name: 'a', packed: 5_243, unpacked: mega + 1 }], false],
    ['256 MB in all', Array.from({ length: 256 }, (_, i) => ({ name: `a${i}`, unpacked: mega })), false],
    ['more than 256 MB in all', Array.from({ length: 257 }, (_, i) => ({ name: `a${i}`, unpacked: mega })), true],
    [
      'entries that share their data',
      [
        { name: 'a', packed: 250_000 },
        { name: 'b', packed: 250_000 },
      ],
      true,
    ],
    ['5,001 entries', Array.from({ length: 4_995 }, (_, i) => `a${i}`), true],
  ])('%s', async (_, entries: (string | Entry)[], isRefused) => {
    for (const make of [zip, longZip]) {
      const bytes = make(['[Content_Types].xml', 'word/document.xml', ...filling, ...entries])
      expect(await refusal(bytes)).toBe(isRefused ? 'fileBomb' : word)
    }
  })
})

describe('a photo that says where it was taken is refused', () => {
  const latitude = [1, 2, 3, 4]
  const xmp = '<x:xmpmeta><rdf:Description exif:GPSLatitude="30,35.1N"/></x:xmpmeta>'
  const packed = (text: string | Buffer): string => deflateSync(text).toString('latin1')
  const hex = `\nexif\n  100\n${exif(latitude)
    .toString('hex')
    .replace(/(.{72})/g, '$1\n')}\n`

  it.each([
    ['JPEG with Exif', jpeg({ before: [segment(0xe1, exif(latitude))] })],
    ['JPEG with Exif in the other byte order', jpeg({ before: [segment(0xe1, exif(latitude, 'II'))] })],
    ['JPEG with XMP', jpeg({ before: [segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp}`)] })],
    ['JPEG with Exif that cannot be read', jpeg({ before: [segment(0xe1, exif(latitude).subarray(0, 40))] })],
    ['PNG with Exif', png({ before: [chunk('eXIf', exif(latitude).subarray(6))] })],
    ['PNG with XMP', png({ before: [chunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${xmp}`)] })],
    ['PNG with packed XMP', png({ before: [chunk('iTXt', `XML:com.adobe.xmp\0\x01\0\0\0${packed(xmp)}`)] })],
    ['PNG with packed text', png({ before: [chunk('zTXt', `Comment\0\0${packed(xmp)}`)] })],
    ['PNG with a text that never ends', png({ before: [chunk('zTXt', `a\0\0${packed(Buffer.alloc(2 << 20))}`)] })],
    ['PNG with raw Exif', png({ before: [chunk('tEXt', `Raw profile type exif\0${hex}`)] })],
    ['PNG with packed raw Exif', png({ before: [chunk('zTXt', `Raw profile type exif\0\0${packed(hex)}`)] })],
    ['WebP with Exif', webp(lossy(8, 8), piece('EXIF', exif(latitude)))],
    ['WebP with XMP', webp(lossy(8, 8), piece('XMP ', xmp))],
  ])('%s', async (_, bytes) => expect(await refusal(bytes)).toBe('locationInPhoto'))

  it.each([
    ['no GPS part', undefined],
    ['a GPS part with nothing but its version and clock', [0, 7, 29]],
  ])('but not one with %s', async (_, tags) => {
    expect(await refusal(jpeg({ before: [segment(0xe1, exif(tags))] }))).toBe('image/jpeg')
    expect(await refusal(png({ before: [chunk('eXIf', exif(tags, 'II').subarray(6))] }))).toBe('image/png')
    expect(await refusal(webp(lossy(8, 8), piece('EXIF', exif(tags))))).toBe('image/webp')
  })
})
