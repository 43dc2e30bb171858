import type { Rubric } from '../model/rubric.js'
import type { Figures, Rating, Scorecard } from '../model/scorecard.js'
import type { Scale } from './scale.js'

/** Figures in units of the scale. */
export interface Units {
  secured: number
  estimate: number
  potential: number
}

export const figures = (units: Units, scale: Scale): Figures => ({
  secured: scale.toFigure(units.secured),
  estimate: scale.toFigure(units.estimate),
  potential: scale.toFigure(units.potential),
})

/** The stars a total is worth; null where the rubric has no star rule. */
export function ratingOf(rubric: Rubric, total: Units, scale: Scale): Scorecard['rating'] {
  const { rating } = rubric
  if (!rating) return null
  const rate = (units: number): Rating => {
    const stars = Math.max(0, Math.min(rating.max, Math.floor(units / scale.toUnits(rating.per))))
    return {
      stars,
      band: rating.bands.find((band) => stars >= band.min)?.label ?? null,
    }
  }
  return {
    secured: rate(total.secured),
    estimate: rate(total.estimate),
    potential: rate(total.potential),
  }
}
