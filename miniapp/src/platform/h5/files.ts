import type { FileStore, HttpAnswer, UploadTarget } from '../ports'
import { Shelf } from './database'

const timeout = 120_000
const types: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
}
/** Only these are shown by address; anything else is handed over as a download. */
export const typeOf = (name: string): string => types[name.split('.').pop() ?? ''] ?? 'application/octet-stream'

/** Bytes in IndexedDB: buffers, since some browsers keep no blobs there. */
export function h5Files(): FileStore {
  const shelf = new Shelf('xingji-files', 'files')
  const read = async (key: string) => {
    const kept = await shelf.read(key)
    return kept instanceof ArrayBuffer ? new Uint8Array(kept) : undefined
  }
  return {
    supported: typeof indexedDB !== 'undefined',
    keys: (prefix) => shelf.keys(prefix),
    read,
    async write(key, bytes) {
      await shelf.write(key, bytes.slice().buffer)
      // Asks the browser not to clear us when the disk fills; whether it agrees changes nothing here.
      void navigator.storage?.persist?.().catch(() => false)
    },
    remove: (key) => shelf.remove(key),
    async upload(key, to) {
      const bytes = await read(key)
      if (!bytes) throw new Error(`no file ${key}`)
      return put(bytes, to)
    },
    async address(key) {
      const bytes = await read(key)
      if (!bytes) return undefined
      const url = URL.createObjectURL(new Blob([bytes], { type: typeOf(key) }))
      return { url, release: () => URL.revokeObjectURL(url) }
    },
  }
}

/** Not `fetch`, which tells nothing of the way so far. */
function put(bytes: Uint8Array<ArrayBuffer>, { url, headers, onProgress }: UploadTarget): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.timeout = timeout
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => resolve({ status: request.status, body: request.responseText })
    request.onerror = () => reject(new Error('network'))
    request.ontimeout = () => reject(new Error('timeout'))
    request.onabort = () => reject(new Error('abort'))
    request.send(bytes)
  })
}
