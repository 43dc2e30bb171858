import decodeQR from 'qr/decode.js'
import type { Page } from 'playwright-core'

const side = 256

/** What a camera reads from an image on the page. */
export async function scan(page: Page, id: string): Promise<string> {
  const address = await page.locator(`#${id}:visible img`).getAttribute('src')
  const light = await page.evaluate(
    async ([source, size]) => {
      const image = await new Promise<HTMLImageElement>((done, fail) => {
        const one = new Image(size, size)
        one.onload = () => done(one)
        one.onerror = fail
        one.src = source
      })
      const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
      const context = canvas.getContext('2d')!
      context.drawImage(image, 0, 0, size, size)
      return Array.from(context.getImageData(0, 0, size, size).data.filter((_, at) => at % 4 === 0))
    },
    [address ?? '', side] as const,
  )
  const data = Uint8ClampedArray.from(light.flatMap((value) => [value, value, value, 255]))
  return decodeQR({ width: side, height: side, data })
}
