import { stripLocation } from '@xingji/shared'

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')
const holds = (bytes: Uint8Array | undefined, text: string): boolean => Buffer.from(bytes!).includes(text, 0, 'latin1')

/** A segment: marker, length, body. */
const segment = (marker: number, body: number[]): number[] => [0xff, marker, 0, body.length + 2, ...body]
const jfif = segment(0xe0, [...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0])
const table = segment(0xdb, [0, 16, 11])
const frame = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 17, 0])
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]
const picture = [...table, ...frame, ...scan]
const begin = [0xff, 0xd8]
const end = [0xff, 0xd9]

/** Exif as a phone writes it: which way is up, and a directory with the place. */
function exif(orientation: number, little = false): number[] {
  const two = (n: number) => (little ? [n & 255, n >> 8] : [n >> 8, n & 255])
  const four = (n: number) => (little ? [...two(n), 0, 0] : [0, 0, ...two(n)])
  const up = [...two(0x0112), ...two(3), ...four(1), ...two(orientation), 0, 0]
  const place = [...two(0x8825), ...two(4), ...four(1), ...four(38)]
  const directory = [...two(2), ...up, ...place, ...four(0)]
  const head = ascii(little ? 'II' : 'MM')
  return segment(0xe1, [
    ...ascii('Exif\0\0'),
    ...head,
    ...two(42),
    ...four(8),
    ...directory,
    ...ascii('N 30.5 E 114.3'),
  ])
}
const jpeg = (...parts: number[][]): Uint8Array => Uint8Array.from([...begin, ...parts.flat(), ...end])

describe('a JPEG without its location', () => {
  it('keeps the picture as it was', () => {
    expect(hex(stripLocation(jpeg(jfif, picture)))).toBe(hex(jpeg(jfif, picture)))
  })

  it('loses Exif, XMP, Photoshop records, comments and makers own segments', () => {
    const spoken = [
      exif(1),
      segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0exif:GPSLatitude="30,30N"')),
      segment(0xed, ascii('Photoshop 3.0\0City Wuhan')),
      segment(0xfe, ascii('taken at 30.5N')),
      segment(0xe5, ascii('maker GPS')),
    ]
    expect(hex(stripLocation(jpeg(jfif, ...spoken, picture)))).toBe(hex(jpeg(jfif, picture)))
  })

  it.each([
    [3, false],
    [6, true],
    [8, false],
  ])('still knows which way is up (%i, little end first: %s), and nothing else of its Exif', (orientation, little) => {
    const stripped = stripLocation(jpeg(exif(orientation, little), picture))
    // By hand: Exif, big end first, directory at 8, one entry 0x0112 SHORT 1, no further directory.
    const kept = [...ascii('Exif\0\0MM'), 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
    expect(hex(stripped)).toBe(hex(jpeg(segment(0xe1, [...kept, 0, 0, 0, 0]), picture)))
    expect(holds(stripped, '114.3')).toBe(false)
  })

  it('says which way is up after the JFIF header, which must come first', () => {
    const stripped = stripLocation(jpeg(jfif, exif(6), picture))
    expect(hex(stripped).indexOf(hex(Uint8Array.from(ascii('Exif'))))).toBe((begin.length + jfif.length + 4) * 2)
  })

  it('keeps the colour profile and the Adobe transform', () => {
    const colours = [segment(0xe2, ascii('ICC_PROFILE\0xx')), segment(0xee, ascii('Adobe\0d'))]
    expect(hex(stripLocation(jpeg(...colours, picture)))).toBe(hex(jpeg(...colours, picture)))
  })

  it('ends with its first picture: no second one, no film behind it', () => {
    const index = segment(0xe2, ascii('MPF\0x'))
    const more = [...jpeg(exif(1), picture), ...ascii('ftypmp42 GPS 30.5')]
    const whole = Uint8Array.from([...jpeg(index, picture), ...more])
    expect(hex(stripLocation(whole))).toBe(hex(jpeg(picture)))
  })

  it('loses what stands between the scans of a progressive picture', () => {
    const twice = jpeg(picture, segment(0xe1, ascii('Exif\0\0MM 30.5')), segment(0xc4, [0, 1]), scan)
    expect(hex(stripLocation(twice))).toBe(hex(jpeg(picture, segment(0xc4, [0, 1]), scan)))
  })

  it('that was cut off keeps what there is of its picture', () => {
    expect(hex(stripLocation(Uint8Array.from([...begin, ...exif(1), ...picture])))).toBe(hex(jpeg(picture)))
  })

  it.each([
    ['ends in its header', [...begin, ...jfif]],
    ['ends inside a segment', [...begin, 0xff, 0xe1, 0, 200, 1, 2]],
    ['has a segment shorter than its own length', [...begin, 0xff, 0xe1, 0, 1, ...picture]],
    ['has no marker where one must be', [...begin, 0xff, 0xe0, 0, 2, 0x12, 0x34]],
    ['has an end before a picture', [...begin, ...end]],
  ])('is refused when it %s', (_, bytes) => {
    expect(stripLocation(Uint8Array.from(bytes))).toBeUndefined()
  })

  it('survives any damage: bytes or a refusal, never an error', () => {
    const good = [...jpeg(jfif, exif(6), picture)]
    for (let at = 2; at < good.length; at++) {
      for (const value of [0x00, 0xff, 0xe1, 0xd9]) {
        const bad = Uint8Array.from(good.map((byte, i) => (i === at ? value : byte)))
        expect(() => stripLocation(bad)).not.toThrow()
        expect(() => stripLocation(bad.subarray(0, at))).not.toThrow()
      }
    }
  })
})

describe('other files', () => {
  const four = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
  const chunk = (name: string, data: number[]) => [...four(data.length), ...ascii(name), ...data, 9, 9, 9, 9]
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  const [head, data, tail] = [chunk('IHDR', [1, 2]), chunk('IDAT', [3, 4, 5]), chunk('IEND', [])]

  it('PNG: loses Exif and texts, and what lies behind its end', () => {
    const spoken = [...chunk('eXIf', ascii('MM GPS')), ...chunk('tEXt', ascii('GPS')), ...chunk('iTXt', ascii('XMP'))]
    const whole = Uint8Array.from([...signature, ...head, ...spoken, ...data, ...tail, ...ascii('GPS')])
    expect(hex(stripLocation(whole))).toBe(hex(Uint8Array.from([...signature, ...head, ...data, ...tail])))
  })

  it('PNG: refused without an end', () => {
    expect(stripLocation(Uint8Array.from([...signature, ...head, ...data]))).toBeUndefined()
    expect(stripLocation(Uint8Array.from([...signature, ...head, ...four(900), ...ascii('IDAT')]))).toBeUndefined()
  })

  const little = (n: number) => four(n).reverse()
  const riff = (...chunks: number[][]) => {
    const body = chunks.flat()
    return Uint8Array.from([...ascii('RIFF'), ...little(body.length + 4), ...ascii('WEBP'), ...body])
  }
  const part = (name: string, data: number[]) => [
    ...ascii(name),
    ...little(data.length),
    ...data,
    ...(data.length % 2 ? [0] : []),
  ]
  const extended = (flags: number) => part('VP8X', [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0])

  it('WebP: loses Exif and XMP, and its header no longer announces them', () => {
    const whole = riff(extended(0x2c), part('VP8 ', [1, 2, 3]), part('EXIF', ascii('GPS')), part('XMP ', ascii('GPS')))
    expect(hex(stripLocation(whole))).toBe(hex(riff(extended(0x20), part('VP8 ', [1, 2, 3]))))
  })

  it('WebP: refused when it is shorter than it says', () => {
    expect(stripLocation(riff(part('VP8 ', [1, 2, 3, 4])).subarray(0, 22))).toBeUndefined()
  })

  it('are not touched', () => {
    const pdf = Uint8Array.from(ascii('%PDF-1.7 /GPS'))
    expect(stripLocation(pdf)).toBe(pdf)
    expect(stripLocation(new Uint8Array())).toEqual(new Uint8Array())
  })
})
