import { fitted, isPictureName, pictureBytes, pictureSteps } from '../picture'
import type { MediaPort, MediaSource, Picked } from '../ports'

const accepted: Readonly<Partial<Record<MediaSource, string>>> = {
  camera: 'image/*',
  album: 'image/*',
  disk: 'image/*,.pdf,.docx,.xlsx',
}

/** Draws a picture anew: smaller, the right way up, and without anything a camera wrote beside it. */
async function redrawn(file: Blob): Promise<Uint8Array | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!picture) return undefined
  const canvas = document.createElement('canvas')
  let drawn: Blob | null = null
  for (const { edge, quality } of pictureSteps) {
    const { width, height } = fitted(picture.width, picture.height, edge)
    Object.assign(canvas, { width, height })
    const context = canvas.getContext('2d')
    if (!context) break
    // What was transparent would come out black.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.drawImage(picture, 0, 0, width, height)
    drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality / 100))
    if (drawn && drawn.size <= pictureBytes) break
  }
  picture.close()
  // Safari keeps the memory of a canvas until it is made small.
  Object.assign(canvas, { width: 0, height: 0 })
  return drawn ? new Uint8Array(await drawn.arrayBuffer()) : undefined
}

function pickedFrom(file: File): Picked {
  const picture = file.type.startsWith('image/') || isPictureName(file.name)
  return {
    name: file.name,
    size: file.size,
    picture,
    read: async () => (picture ? redrawn(file) : new Uint8Array(await file.arrayBuffer())),
  }
}

/** The browser's own choice of files; on a phone it offers the camera by itself. */
function choose(source: MediaSource, most: number): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accepted[source] ?? ''
  input.multiple = most > 1 && source !== 'camera'
  if (source === 'camera') input.setAttribute('capture', 'environment')
  input.style.display = 'none'
  document.body.appendChild(input)
  return new Promise<File[]>((resolve) => {
    input.onchange = () => resolve([...(input.files ?? [])].slice(0, most))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  }).finally(() => input.remove())
}

/** Computers without a camera of their own get the same choice of files for it. */
export const h5Media: MediaPort = {
  sources: window.matchMedia('(pointer: coarse)').matches ? ['camera', 'album', 'disk'] : ['disk'],
  pick: async (source, most) => (await choose(source, most)).map(pickedFrom),
}
