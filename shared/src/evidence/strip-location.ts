import { stripJpeg } from './strip-jpeg.js'
import { stripPng } from './strip-png.js'
import { stripWebp } from './strip-webp.js'

/**
 * The picture without what a camera wrote beside it: place, time, names, previews, hidden second pictures and films.
 * What the picture needs to look the same stays: colours and which way is up. Other bytes come back as they are; undefined
 * means a JPEG, PNG or WebP that is damaged, about which nothing can be promised.
 */
export function stripLocation(bytes: Uint8Array): Uint8Array | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return stripJpeg(bytes)
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return stripPng(bytes)
  if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]))
    return stripWebp(bytes)
  return bytes
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte)
