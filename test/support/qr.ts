import decodeQR from 'qr/decode.js'
import type { Page } from 'playwright-core'

/** What a camera reads from an image on the page. */
export async function scan(page: Page, id: string): Promise<string> {
  const { width, height, data } = await page.evaluate(async (place) => {
    const image = document.querySelector<HTMLImageElement>(`#${place} img`)!
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 600 })
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0, 600, 600)
    return { width: 600, height: 600, data: Array.from(context.getImageData(0, 0, 600, 600).data) }
  }, id)
  return decodeQR({ width, height, data: Uint8ClampedArray.from(data) })
}
