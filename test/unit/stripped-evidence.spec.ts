import { stripLocation } from '@xingji/shared'
import { chunk, exif, jpeg, lossy, piece, png, segment, webp } from '../../server/test/pictures.js'
import { inspect } from '../../server/src/modules/files/inspection/inspect.js'

const judged = (bytes: Buffer) =>
  inspect(
    { size: bytes.length, read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) },
    { pixels: 50_000_000 },
  )
/** Latitude and longitude. */
const place = exif([2, 4])
const xmp = '<x:xmpmeta exif:GPSLatitude="30,30.0N"/>'

describe('a photo with a place, which the server refuses, is taken once the phone has stripped it', () => {
  it.each([
    ['JPEG with Exif', jpeg({ before: [segment(0xe1, place)] })],
    ['JPEG with Exif, little end first', jpeg({ before: [segment(0xe1, exif([2, 4], 'II'))] })],
    ['JPEG with XMP', jpeg({ before: [segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp}`)] })],
    ['PNG with Exif', png({ before: [chunk('eXIf', place.subarray(6))] })],
    ['PNG with a text', png({ before: [chunk('tEXt', `XML:com.adobe.xmp\0${xmp}`)] })],
    ['WebP with Exif', webp(piece('VP8X', '\x08\0\0\0\x07\0\0\x07\0\0'), lossy(8, 8), piece('EXIF', place))],
  ])('%s', async (_, bytes) => {
    expect(await judged(bytes)).toEqual({ refused: 'locationInPhoto' })
    expect(await judged(Buffer.from(stripLocation(bytes)!))).toEqual({ type: expect.stringMatching(/^image\//) })
  })

  it('so is one with a film behind it', async () => {
    const moving = Buffer.concat([jpeg(), Buffer.from('....ftypmp42 moov')])
    expect(await judged(moving)).toEqual({ refused: 'fileMixed' })
    expect(await judged(Buffer.from(stripLocation(moving)!))).toEqual({ type: 'image/jpeg' })
  })
})
