import Taro from '@tarojs/taro'
import type { ViewerPort } from '../ports'
import { isPictureName } from '../picture'

const documents = ['pdf', 'docx', 'xlsx'] as const

/** Pictures in WeChat's own viewer, papers in its reader, whose menu can hand them on. */
export function weappViewer(pathOf: (key: string) => string): ViewerPort {
  return {
    async open(file, name) {
      const picture = isPictureName(name)
      if (picture) {
        await Taro.previewImage({ urls: ['key' in file ? pathOf(file.key) : file.url] })
        return
      }
      const path = 'key' in file ? pathOf(file.key) : (await Taro.downloadFile({ url: file.url })).tempFilePath
      const fileType = documents.find((one) => name.toLowerCase().endsWith(`.${one}`))
      await Taro.openDocument({ filePath: path, showMenu: true, ...(fileType && { fileType }) })
    },
  }
}
