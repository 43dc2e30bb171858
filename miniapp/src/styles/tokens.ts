/**
 * The one place for colour, type and measure. Light, dark and the type sizes are the same design with other values here.
 * Screens get them as CSS variables (`themeVariables`); drawings that are images take the colours directly.
 */
export interface Palette {
  /** Ground of a page. */
  paper: string
  /** Ground of what lies on the page: sheets, fields. */
  sheet: string
  line: string
  ink: string
  inkSoft: string
  /** What is merely possible, and what cannot be touched now. */
  grey: string
  /** What can be touched. The one accent. */
  red: string
  redWash: string
  onRed: string
  /** Stars only. */
  gold: string
  goldSoft: string
}

const light: Palette = {
  paper: '#fbfaf6',
  sheet: '#ffffff',
  line: '#e3dfd4',
  ink: '#211e1a',
  inkSoft: '#57524a',
  grey: '#6f695f',
  red: '#971b1e',
  redWash: '#f7ebe8',
  onRed: '#ffffff',
  gold: '#c8931f',
  goldSoft: '#e9d3a0',
}

const dark: Palette = {
  paper: '#181614',
  sheet: '#221f1c',
  line: '#3d3832',
  ink: '#efeae0',
  inkSoft: '#bdb6a9',
  grey: '#9a9386',
  red: '#ee9089',
  redWash: '#3a2523',
  onRed: '#1d1110',
  gold: '#dcae4a',
  goldSoft: '#6f5a2c',
}

export type Theme = 'light' | 'dark'
export type TypeSize = 'standard' | 'large' | 'elder' | 'largest'

export const palettes: Readonly<Record<Theme, Palette>> = { light, dark }

/** Text and least target size in dp. Elderly mode is `elder` and up. */
export const typeSizes: Readonly<Record<TypeSize, { text: number; target: number }>> = {
  standard: { text: 17, target: 48 },
  large: { text: 20, target: 56 },
  elder: { text: 24, target: 60 },
  largest: { text: 30, target: 64 },
}

/** The CSS variables of a theme at a type size, for the `style` of a screen. */
export function themeVariables(theme: Theme, size: TypeSize): Record<string, string> {
  const colour = palettes[theme]
  const { text, target } = typeSizes[size]
  return {
    '--paper': colour.paper,
    '--sheet': colour.sheet,
    '--line': colour.line,
    '--ink': colour.ink,
    '--ink-soft': colour.inkSoft,
    '--grey': colour.grey,
    '--red': colour.red,
    '--red-wash': colour.redWash,
    '--on-red': colour.onRed,
    '--gold': colour.gold,
    '--gold-soft': colour.goldSoft,
    '--text': `${text}px`,
    '--small': `${Math.max(15, Math.round(text * 0.85))}px`,
    '--title': `${Math.round(text * 1.2)}px`,
    '--figure': `${Math.round(24 + text * 0.9)}px`,
    '--target': `${target}px`,
  }
}
