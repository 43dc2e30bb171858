import type { RefusalCode } from '../../../http/problems.js'
import { readJpeg } from './jpeg.js'
import { kinds, signOf, type Kind } from './kinds.js'
import { readOffice } from './office.js'
import { Damaged, type Picture } from './picture.js'
import { readPng } from './png.js'
import { readWebp } from './webp.js'
import { Window, type Bytes } from './window.js'

/** What came out: the type of evidence that may be kept, or why it may not. */
export type Finding = { type: string } | { refused: RefusalCode; details?: unknown; message?: string }

export interface PictureLimits {
  /** Width times height. */
  pixels: number
}

const pictures = { jpeg: readJpeg, png: readPng, webp: readWebp }
/** A reader that guesses by the beginning would take the file for a page. */
const markup = /<(!doctype|html|script|svg|body|iframe)[\s>]/i
const guessedFrom = 1_024
/** A zip's end; a reader of zips looks for it from behind, whatever the file begins with. */
const zipEnd = Buffer.from('PK\x05\x06', 'latin1')
const zipTail = 22 + 0xffff
const heicMessage = '这张照片是 HEIC 格式，别人的电脑多半打不开。请在手机相机设置里选“兼容性最佳”，或截屏后上传截图。'

/** Judges a file by its content, whatever it is called, without unpacking or decoding it. */
export async function inspect(bytes: Bytes, limits: PictureLimits): Promise<Finding> {
  const file = new Window(bytes)
  const sign = await signOf(file)
  if (sign === undefined) return { refused: 'fileType' }
  if (sign === 'heic') return { refused: 'fileType', message: heicMessage }
  if (markup.test((await file.bytes(0, guessedFrom)).toString('latin1'))) return { refused: 'fileMixed' }
  if (sign === 'zip') return outcome(await readOffice(file))
  if (sign === 'pdf') return outcome((await endsAsZip(file)) ? 'fileMixed' : 'pdf')
  return inspectPicture(file, sign, limits)
}

async function inspectPicture(file: Window, kind: keyof typeof pictures, { pixels }: PictureLimits): Promise<Finding> {
  const picture = await pictures[kind](file).catch((error: unknown) => {
    if (error instanceof Damaged) return undefined
    throw error
  })
  if (!picture || picture.width === 0 || picture.height === 0) return { refused: 'fileDamaged' }
  const { width, height, hasLocation, end }: Picture = picture
  if (width * height > pixels) return { refused: 'photoTooLarge', details: { width, height, limit: pixels } }
  if (hasLocation) return { refused: 'locationInPhoto' }
  return outcome((await file.isPadding(end)) ? kind : 'fileMixed')
}

const outcome = (found: Kind | RefusalCode): Finding =>
  Object.hasOwn(kinds, found) ? { type: kinds[found as Kind].type } : { refused: found as RefusalCode }

async function endsAsZip(file: Window): Promise<boolean> {
  const tail = await file.bytes(Math.max(0, file.size - zipTail), zipTail)
  return tail.includes(zipEnd)
}
