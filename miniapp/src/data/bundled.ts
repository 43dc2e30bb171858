import type { Bundle } from './bundle'
import bundled from '../../.build/rubrics.json'

export const bundle: Bundle = bundled
