import { createHash } from 'node:crypto'
import type { Picked } from '../../src/platform/ports'

const segment = (marker: number, body: readonly number[]) => [0xff, marker, 0, body.length + 2, ...body]
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

/** Bytes built like a JPEG; `place` stands in its Exif. Different numbers are different pictures. */
export function jpegBytes(number: number, place = ''): Uint8Array {
  const exif = place ? segment(0xe1, letters(`Exif\0\0${place}`)) : []
  const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), number]
  return Uint8Array.from([0xff, 0xd8, ...exif, ...segment(0xdb, [0, 1]), ...scan, 0xff, 0xd9])
}

/** A file somebody chose. */
export function picked(bytes: Uint8Array | undefined, name = '', picture = true): Picked {
  return { name, picture, size: bytes?.length ?? 0, read: () => Promise.resolve(bytes) }
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
