import type { Palette } from '../styles/tokens'

/** The three honest layers as shares of the whole circle: 0 <= secured <= estimate <= potential <= 1. */
export interface RingLayers {
  secured: number
  estimate: number
  potential: number
}

const centre = 120
const outer = 112
const inner = 88

/**
 * The star ring as an SVG text: secured solid, estimate lighter, potential outlined, over a hair-thin track. `parts` is
 * the number of equal pieces (one per star); a rubric without stars has one unbroken piece.
 */
export function ringSvg(layers: RingLayers, parts: number, colour: Palette): string {
  const pieces: string[] = []
  const gap = parts > 1 ? 0.008 : 0
  for (let index = 0; index < parts; index += 1) {
    const from = index / parts + gap / 2
    const to = (index + 1) / parts - gap / 2
    const cut = (share: number) => Math.min(Math.max(share, from), to)
    const [secured, estimate, potential] = [cut(layers.secured), cut(layers.estimate), cut(layers.potential)]
    pieces.push(arc(from, to, `fill="none" stroke="${colour.line}" stroke-width="1.5"`))
    pieces.push(arc(estimate, potential, `fill="none" stroke="${colour.grey}" stroke-width="2"`))
    pieces.push(arc(secured, estimate, `fill="${colour.goldSoft}"`))
    pieces.push(arc(from, secured, `fill="${colour.gold}"`))
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">${pieces.join('')}</svg>`
}

/** An annular sector between two shares of the circle, clockwise from the top; nothing when it is empty. */
function arc(from: number, to: number, paint: string): string {
  if (to - from < 0.0005) return ''
  // A full circle has no two distinct ends: stop a hair before.
  const end = Math.min(to, from + 0.9999)
  const large = end - from > 0.5 ? 1 : 0
  const path = [
    `M${point(from, outer)}`,
    `A${outer} ${outer} 0 ${large} 1 ${point(end, outer)}`,
    `L${point(end, inner)}`,
    `A${inner} ${inner} 0 ${large} 0 ${point(from, inner)}`,
    'Z',
  ]
  return `<path d="${path.join('')}" ${paint}/>`
}

function point(share: number, radius: number): string {
  const angle = (share - 0.25) * 2 * Math.PI
  return `${round(centre + radius * Math.cos(angle))} ${round(centre + radius * Math.sin(angle))}`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** An ASCII SVG as an address an Image can show, on the phone as in the browser. */
export function svgAddress(svg: string): string {
  let text = ''
  for (let at = 0; at < svg.length; at += 3) {
    const [a, b, c] = [svg.charCodeAt(at), svg.charCodeAt(at + 1), svg.charCodeAt(at + 2)]
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0)
    text += digits[bits >> 18] + digits[(bits >> 12) & 63]
    text += Number.isNaN(b) ? '=' : digits[(bits >> 6) & 63]
    text += Number.isNaN(c) ? '=' : digits[bits & 63]
  }
  return `data:image/svg+xml;base64,${text}`
}
