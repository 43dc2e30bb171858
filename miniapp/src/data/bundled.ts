import type { Bundle } from './standards'
import bundled from '../../.build/rubrics.json'

export const bundle: Bundle = bundled
