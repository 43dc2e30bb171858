import type { Phone } from '../phone.js'
import { type Api, type ApiMaker, WxError } from './api.js'
import { jpegSize } from './picture.js'

interface Taken {
  tempFilePath: string
  path: string
  size: number
  name: string
}
const pictures = ['jpg', 'jpeg', 'png', 'webp']
const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase()

/** Taking and choosing pictures and files: each call uses up the phone's next pictures. */
export function mediaApi(make: ApiMaker, phone: Phone): Api {
  const take = (name: string, count: number): Taken[] => {
    if (phone.denied.has(name)) throw new WxError('auth deny')
    const taken = phone.pictures.splice(0, count)
    if (taken.length === 0) throw new WxError('cancel')
    return taken.map(({ bytes, extension, name: given }) => {
      const tempFilePath = phone.files.addTemporary(bytes, extension)
      const ownName = tempFilePath.slice(tempFilePath.lastIndexOf('/') + 1)
      return { tempFilePath, path: tempFilePath, size: bytes.length, name: given ?? ownName }
    })
  }
  const count = (options: Record<string, unknown>): number => Number(options.count ?? 9)
  const sizeOf = (path: string): { width: number; height: number } => {
    const size = jpegSize(phone.files.read(path))
    if (!size) throw new WxError('invalid image')
    return size
  }
  return {
    chooseMedia: make.later('chooseMedia', (options) => ({
      type: 'image',
      tempFiles: take('chooseMedia', count(options)).map(({ tempFilePath, size }) => ({
        tempFilePath,
        size,
        ...(jpegSize(phone.files.read(tempFilePath)) ?? {}),
        fileType: 'image',
      })),
    })),
    chooseMessageFile: make.later('chooseMessageFile', (options) => ({
      tempFiles: take('chooseMessageFile', count(options)).map(({ path, size, name }) => ({
        path,
        size,
        name,
        type: pictures.includes(endingOf(name)) ? 'image' : 'file',
        time: 0,
      })),
    })),
    getImageInfo: make.later('getImageInfo', ({ src }) => ({
      ...sizeOf(String(src)),
      path: String(src),
      orientation: 'up',
      type: 'jpeg',
    })),
    /** Really makes nothing smaller: `Phone.compress` stands for the device's own way. */
    compressImage: make.later('compressImage', ({ src, quality = 80, compressedWidth, compressedHeight }) => {
      const bytes = phone.files.read(String(src))
      const size = sizeOf(String(src))
      const wanted = {
        quality: Number(quality),
        width: Number(compressedWidth ?? size.width),
        height: Number(compressedHeight ?? size.height),
      }
      return { tempFilePath: phone.files.addTemporary(phone.compress(bytes, wanted), 'jpg') }
    }),
    previewImage: make.later('previewImage', ({ urls }) => {
      if (!Array.isArray(urls) || urls.length === 0)
        throw new WxError('parameter error: parameter.urls should be Array')
    }),
    openDocument: make.later('openDocument', ({ filePath, fileType }) => {
      const path = String(filePath)
      phone.files.read(path)
      const known = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf']
      if (!known.includes(String(fileType ?? endingOf(path)))) throw new WxError('filetype not supported')
    }),
  }
}
