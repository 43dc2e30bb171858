import Taro from '@tarojs/taro'
import { fitted, isPictureName, pictureBytes, pictureSteps } from '../picture'
import type { MediaPort, Picked } from '../ports'
import { Disk } from './disk'

const disk = () => new Disk()

/** Makes a picture smaller, as far as this client can; one that cannot be made smaller is taken as it is. */
async function smaller(path: string, size: number): Promise<string> {
  const info = await Taro.getImageInfo({ src: path }).catch(() => undefined)
  const largest = pictureSteps[0]!.edge
  if (!info || (size <= pictureBytes && Math.max(info.width, info.height) <= largest)) return path
  let best = path
  for (const { edge, quality } of pictureSteps) {
    const { width, height } = fitted(info.width, info.height, edge)
    const made = await Taro.compressImage({
      src: path,
      quality,
      compressedWidth: width,
      compressedHeight: height,
    }).catch(() => undefined)
    if (!made) return best
    best = made.tempFilePath
    if ((await disk().readBytes(best)).length <= pictureBytes) return best
  }
  return best
}

function pickedFrom(name: string, path: string, size: number, picture: boolean): Picked {
  return {
    name,
    size,
    picture,
    read: async () => disk().readBytes(picture ? await smaller(path, size) : path),
  }
}

/** The person went back without choosing; everything else that fails is a reason worth saying. */
const nothingOnCancel = (failure: { errMsg?: string }): Picked[] => {
  if (/cancel/i.test(failure.errMsg ?? '')) return []
  throw new Error(failure.errMsg ?? 'media')
}

async function fromCameraOrAlbum(source: 'camera' | 'album', most: number): Promise<Picked[]> {
  const { tempFiles } = await Taro.chooseMedia({
    count: Math.min(most, 9),
    mediaType: ['image'],
    sourceType: [source],
    sizeType: ['compressed'],
  })
  return tempFiles.map(({ tempFilePath, size }) => pickedFrom('', tempFilePath, size, true))
}

async function fromChat(most: number): Promise<Picked[]> {
  const { tempFiles } = await Taro.chooseMessageFile({ count: Math.min(most, 100), type: 'all' })
  return tempFiles.map(({ name, path, size, type }) =>
    pickedFrom(name, path, size, (type as string) === 'image' || isPictureName(name)),
  )
}

export const weappMedia: MediaPort = {
  sources: ['camera', 'album', 'chat'],
  pick: (source, most) =>
    (source === 'chat' ? fromChat(most) : fromCameraOrAlbum(source === 'camera' ? 'camera' : 'album', most)).catch(
      nothingOnCancel,
    ),
}
