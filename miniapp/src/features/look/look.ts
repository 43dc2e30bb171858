import type { Choices } from '../../data/app'
import type { SystemLook } from '../../platform/ports'
import { palettes, themeVariables, type Palette, type Theme, type TypeSize } from '../../styles/tokens'

export interface Look {
  theme: Theme
  size: TypeSize
  palette: Palette
  variables: Record<string, string>
}

/** The size that comes closest to the text size the phone is set to. */
function systemSize(scale: number): TypeSize {
  if (scale >= 1.7) return 'largest'
  if (scale >= 1.3) return 'elder'
  return scale >= 1.1 ? 'large' : 'standard'
}

/** How the app looks: the person's choice, else the system's. */
export function lookOf(choices: Pick<Choices, 'theme' | 'size'>, system: SystemLook): Look {
  const theme = choices.theme === 'system' ? system.theme : choices.theme
  const size = choices.size === 'system' ? systemSize(system.textScale) : choices.size
  return { theme, size, palette: palettes[theme], variables: themeVariables(theme, size) }
}
