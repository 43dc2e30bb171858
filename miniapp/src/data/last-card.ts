import type { Rubric, Scorecard } from '@xingji/shared'
import { standardsOf, type Bundle } from './standards'

/** The scorecard that was on the home page last. */
export interface LastCard {
  version: 1
  /** The rubric's reference. */
  rubric: string
  card: Scorecard
}

/** The last card with its rubric, if it is of the rubric wanted and of the edition in force. */
export function lastCardOf(
  last: LastCard | undefined,
  law: Pick<Bundle, 'rubrics' | 'editions'>,
  wanted: string,
): { rubric: Rubric; card: Scorecard } | undefined {
  if (last?.version !== 1 || last.rubric !== wanted || !Array.isArray(last.card?.sections)) return undefined
  const rubric = standardsOf(law).find(({ reference }) => reference === wanted)?.rubric
  return rubric?.edition === last.card.edition ? { rubric, card: last.card } : undefined
}
