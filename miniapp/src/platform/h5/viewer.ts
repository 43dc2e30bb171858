import type { FileStore, ViewerPort } from '../ports'
import { typeOf } from './files'

/** Long enough for a viewer to have read it. */
const kept = 60_000

/** Pictures and PDF in a window of their own, everything else as a download. */
export function h5Viewer(files: Pick<FileStore, 'address'>): ViewerPort {
  return {
    async open(file, name) {
      const local = 'key' in file ? await files.address(file.key) : undefined
      const url = 'url' in file ? file.url : local?.url
      if (!url) throw new Error(`no file ${name}`)
      const link = document.createElement('a')
      link.href = url
      if ('key' in file && typeOf(file.key) !== 'application/octet-stream') link.target = '_blank'
      else link.download = name
      link.rel = 'noopener'
      link.click()
      if (local) setTimeout(local.release, kept)
    },
  }
}
