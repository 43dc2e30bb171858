import type { Rubric, Scorecard, Target } from '@xingji/shared'
import type { Path, PathStep } from '../../data/path'
import { dayWords, points, signed } from '../words'

export interface PathLine {
  id: string
  title: string
  note: string
  figure: string
  each: number
  /** A record of this kind is what comes of it; none where a record on the phone is completed. */
  record?: string
}
export interface PathView {
  headline: string
  words: string
  lines: PathLine[]
}
/** What can be aimed at: stars where the rubric gives them, else points. */
export interface Aim {
  unit: '星' | '分'
  first: number
  min: number
  max: number
}

/** The next goal and how far one can go; undefined where there is nothing left to aim at, or nothing to score. */
export function aimOf(rubric: Rubric, card: Scorecard): Aim | undefined {
  if (rubric.rating && card.rating) {
    const min = card.rating.estimate.stars + 1
    return min > rubric.rating.max ? undefined : { unit: '星', first: min, min, max: rubric.rating.max }
  }
  const min = Math.floor(Math.max(0, card.total.estimate)) + 1
  if (min > rubric.maximum) return undefined
  const first = Math.min(rubric.maximum, Math.ceil((min + 4) / 10) * 10)
  return { unit: '分', first, min, max: rubric.maximum }
}

export const targetOf = ({ unit }: Aim, goal: number): Target => (unit === '星' ? { stars: goal } : { points: goal })

/** `还差 23 分到 6 星`: for the home page, before anything is planned. */
export function distance(rubric: Rubric, card: Scorecard): string | undefined {
  const aim = aimOf(rubric, card)
  if (!aim) return undefined
  if (aim.unit === '分' || !rubric.rating) return '定一个目标分，看怎么最省力'
  return `到 ${aim.first} 星还差 ${points(aim.first * rubric.rating.per - card.total.estimate)} 分`
}

/** The way to a goal in words. Efforts are hours unless the society counts otherwise. */
export function pathView(path: Path | undefined, aim: Aim, goal: number, today: string): PathView {
  const name = `${goal} ${aim.unit}`
  if (!path) {
    return {
      headline: `照现在的情况到不了 ${name}`,
      words:
        '能办的活动、能登记的情况、能补报的材料都算上了，还是不够。其余的分要靠专家打分，或者改变实际情况（比如人数、比例）。',
      lines: [],
    }
  }
  if (path.steps.length === 0) return { headline: `已经到了 ${name}`, words: '不用再做什么。', lines: [] }
  return {
    headline: `到 ${name}：${path.steps.length} 步，约 ${points(path.effort)} 小时`,
    words: `现在预估 ${points(path.from)} 分，做完 ${points(path.to)} 分。这是花时间最少的办法。`,
    lines: path.steps.map((step, at) => ({
      id: step.id,
      title: `${at + 1}. ${step.label}${step.times > 1 ? `，${step.times} 次` : ''}`,
      note: noteOf(step, today),
      figure: signed(step.points),
      each: step.each,
      ...(step.kind !== 'file' && step.kinds[0] !== undefined && { record: step.kinds[0] }),
    })),
  }
}

function noteOf({ times, each, due }: PathStep, today: string): string {
  const effort = times > 1 ? `每次约 ${points(each)} 小时，共 ${points(each * times)} 小时` : `约 ${points(each)} 小时`
  return `${effort} · ${dayWords(due, today)}前`
}
