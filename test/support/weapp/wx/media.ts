import type { Phone } from '../phone.js'
import { type Api, type ApiMaker, WxError } from './api.js'

/** Taking and choosing pictures and files: each call uses up the phone's next pictures. */
export function mediaApi(make: ApiMaker, phone: Phone): Api {
  const take = (count: number): { tempFilePath: string; path: string; size: number }[] => {
    const taken = phone.pictures.splice(0, count)
    if (taken.length === 0) throw new WxError('cancel')
    return taken.map(({ bytes, extension }) => {
      const tempFilePath = phone.files.addTemporary(bytes, extension)
      return { tempFilePath, path: tempFilePath, size: bytes.length }
    })
  }
  const count = (options: Record<string, unknown>): number => Number(options.count ?? 9)
  return {
    chooseMedia: make.later('chooseMedia', (options) => ({
      type: 'image',
      tempFiles: take(count(options)).map((file) => ({ ...file, fileType: 'image' })),
    })),
    chooseImage: make.later('chooseImage', (options) => {
      const tempFiles = take(count(options))
      return { tempFiles, tempFilePaths: tempFiles.map((file) => file.tempFilePath) }
    }),
    chooseMessageFile: make.later('chooseMessageFile', (options) => ({
      tempFiles: take(count(options)).map((file) => ({
        ...file,
        name: file.path.split('_').at(-1),
        type: 'file',
        time: 0,
      })),
    })),
    previewImage: make.later('previewImage'),
    openDocument: make.later('openDocument'),
  }
}
