import { fitted, isPictureName, pictureSteps } from '../src/platform/picture'

describe('a picture made to fit', () => {
  it.each([
    [4000, 3000, { width: 2560, height: 1920 }],
    [3000, 4000, { width: 1920, height: 2560 }],
    [2560, 100, { width: 2560, height: 100 }],
    [800, 600, { width: 800, height: 600 }],
    [10_000, 1, { width: 2560, height: 1 }],
  ])('%i x %i keeps its shape, its longer side at most 2560', (width, height, expected) => {
    expect(fitted(width, height, 2560)).toEqual(expected)
  })

  it('is never asked for larger or finer than the step before', () => {
    const [, ...later] = pictureSteps
    later.forEach(({ edge, quality }, at) => {
      expect(edge).toBeLessThanOrEqual(pictureSteps[at]!.edge)
      expect(quality).toBeLessThan(pictureSteps[at]!.quality)
    })
  })

  it('is known by its name where nothing else tells', () => {
    expect(['IMG_1.JPG', 'a.heic', 'b.webp'].every(isPictureName)).toBe(true)
    expect(['a.pdf', 'jpg', 'a.jpg.docx'].some(isPictureName)).toBe(false)
  })
})
