import { createHash } from 'node:crypto'
import { exif, jpeg, segment } from '../../server/test/pictures.js'

/** Exif that names a latitude and a longitude. */
const place = segment(0xe1, exif([2, 4]))

/** A photo by its structure, as a phone takes it: with the place. */
export const locatedPhoto = (): Buffer => jpeg({ width: 4000, height: 3000, before: [place] })

/** A picture with the place put into it. */
export const withPlace = (photo: Buffer): Buffer => Buffer.concat([photo.subarray(0, 2), place, photo.subarray(2)])

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
