import { ringSvg, svgAddress } from '../src/components/ring'
import { shanghaiDay, uuid7 } from '../src/data/ids'
import { readReply } from '../src/data/remote'
import { lookOf } from '../src/features/look/look'
import { palettes, typeSizes } from '../src/styles/tokens'

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

describe('the look', () => {
  it.each(Object.entries(palettes))('keeps 4.5:1 for every text on every ground in the %s theme', (_name, colour) => {
    for (const text of [colour.ink, colour.inkSoft, colour.grey, colour.red]) {
      for (const ground of [colour.paper, colour.sheet, colour.redWash])
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(colour.onRed, colour.red)).toBeGreaterThanOrEqual(4.5)
  })

  it('gives the elderly text of 18 to 30 dp and targets of at least 60 dp', () => {
    for (const size of ['elder', 'largest'] as const) {
      expect(typeSizes[size].text).toBeGreaterThanOrEqual(18)
      expect(typeSizes[size].text).toBeLessThanOrEqual(30)
      expect(typeSizes[size].target).toBeGreaterThanOrEqual(60)
    }
  })

  it('follows the system until a person chooses', () => {
    expect(lookOf({ theme: 'system', size: 'system' }, { theme: 'dark', textScale: 1.4 })).toMatchObject({
      theme: 'dark',
      size: 'elder',
    })
    expect(lookOf({ theme: 'light', size: 'standard' }, { theme: 'dark', textScale: 2 })).toMatchObject({
      theme: 'light',
      size: 'standard',
    })
  })
})

describe('the ring', () => {
  const count = (svg: string, paint: string) => svg.split(paint).length - 1

  it('draws one piece a star: solid, lighter, outlined', () => {
    const svg = ringSvg({ secured: 0.2, estimate: 0.35, potential: 0.5 }, 10, palettes.light)
    expect(count(svg, `fill="${palettes.light.gold}"`)).toBe(2)
    expect(count(svg, `fill="${palettes.light.goldSoft}"`)).toBe(2)
    expect(count(svg, `stroke="${palettes.light.grey}"`)).toBe(2)
    expect(count(svg, `stroke="${palettes.light.line}"`)).toBe(10)
  })

  it('can be full and can be empty', () => {
    expect(ringSvg({ secured: 1, estimate: 1, potential: 1 }, 1, palettes.light)).not.toContain('NaN')
    const empty = ringSvg({ secured: 0, estimate: 0, potential: 0 }, 1, palettes.light)
    expect(count(empty, '<path')).toBe(1)
  })

  it('is an address that holds the drawing', () => {
    for (const text of ['<svg/>', '<svg a/>', '<svg ab/>']) {
      const [, data] = svgAddress(text).split('base64,')
      expect(Buffer.from(data!, 'base64').toString()).toBe(text)
    }
  })
})

describe('ids and days', () => {
  it('makes version 7 UUIDs that sort by time', () => {
    const chance = Uint8Array.from({ length: 10 }, () => 255)
    const early = uuid7(Date.UTC(2026, 0, 1), chance)
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(early < uuid7(Date.UTC(2026, 0, 1) + 1, new Uint8Array(10))).toBe(true)
  })

  it('knows the day in Shanghai', () => {
    expect(shanghaiDay(Date.UTC(2018, 11, 31, 15, 59, 59))).toBe('2018-12-31')
    expect(shanghaiDay(Date.UTC(2018, 11, 31, 16))).toBe('2019-01-01')
  })
})

describe('what an answer means', () => {
  it('takes anything but the server itself for no answer', () => {
    expect(readReply(200, '<html>hotel</html>')).toEqual({ outcome: 'unreachable' })
    expect(readReply(404, '<html>nginx</html>')).toEqual({ outcome: 'unreachable', message: undefined })
    expect(readReply(503, '{"error":{"code":"busy","message":"服务器正忙"}}')).toEqual({
      outcome: 'unreachable',
      message: '服务器正忙',
    })
    expect(readReply(401, '{"error":{"code":"sessionExpired","message":"登录已过期"}}').outcome).toBe('signedOut')
  })

  it('hands on a refusal with its code, field and sentence', () => {
    const body = '{"error":{"code":"badDay","field":"record.on","message":"日期不对"}}'
    expect(readReply(400, body)).toMatchObject({
      outcome: 'refused',
      status: 400,
      refusal: { code: 'badDay', field: 'record.on', message: '日期不对' },
    })
  })
})
